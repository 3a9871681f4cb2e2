BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Restore-InstanceRootVolume' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $backup = Get-Ami -Name db-1* -Latest
        $root = $backup.BlockDevices | Where-Object DeviceName -EQ $backup.RootDeviceName
        $here = @{ Region = 'eu-west-1' }
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'goes back to a snapshot of the root, keeps the old one, and finds its work done the second time' {
        $made = Restore-InstanceRootVolume $backup.InstanceId $root.SnapshotId @here -Tag @{ Owner = 'ops' } -Force
        $made | Should -BeOfType AmiTools.InstanceRootRestore
        "$made", $made.TaskState, $made.Source, $made.SnapshotId | Should -Be $backup.InstanceId, 'succeeded', 'Snapshot', $root.SnapshotId
        $made.ReplacedVolumeId | Should -BeLike 'vol-*'
        $made.VolumeId | Should -Not -Be $made.ReplacedVolumeId
        $made.Tags['Owner'] | Should -Be 'ops'
        $made.Receipt.Before.VolumeId | Should -Be $made.ReplacedVolumeId
        $again = Restore-InstanceRootVolume $backup.InstanceId $root.SnapshotId @here -Force -WarningVariable warned -WarningAction SilentlyContinue
        $again.VolumeId, $again.AlreadyExisted | Should -Be $made.VolumeId, $true
        "$warned" | Should -Match '-IdempotencyKey'
    }

    It 'takes a backup as the image, and the instance from the pipeline' {
        $made = [pscustomobject]@{ InstanceId = $backup.InstanceId; Region = 'eu-west-1' } | Restore-InstanceRootVolume -ImageId $backup -Force
        $made.Source, $made.ImageId, $made.AlreadyExisted | Should -Be 'Image', $backup.ImageId, $false
    }

    It 'asks before it reboots a machine, and changes nothing where the answer is no' {
        $scripted = New-ScriptedShell -Answer No
        $null = $scripted.Shell.AddScript("`$null = Connect-AmiSimulator demo -Speed 600; Restore-InstanceRootVolume $($backup.InstanceId) -LaunchState -Region eu-west-1").Invoke() | Should -BeNullOrEmpty
        $scripted.Screen.Questions -join "`n" | Should -Match 'and reboot it'
    }

    It 'asks once more before the old volume is deleted' {
        $scripted = New-ScriptedShell -Answer Yes, No
        $null = $scripted.Shell.AddScript("`$null = Connect-AmiSimulator demo -Speed 600; Restore-InstanceRootVolume $($backup.InstanceId) -LaunchState -DeleteReplacedRootVolume -Region eu-west-1").Invoke() | Should -BeNullOrEmpty
        $scripted.Screen.Questions -join "`n" | Should -Match 'is deleted when the new root volume is in its place'
    }

    It 'changes nothing with -WhatIf, also with -Force' {
        Restore-InstanceRootVolume $backup.InstanceId -LaunchState @here -WhatIf -Force | Should -BeNullOrEmpty
        (Get-ConnectedSimulator).Requests.Entries.Operation | Should -Not -Contain 'CreateReplaceRootVolumeTask'
    }

    It 'refuses a snapshot of a data volume, with the way out' {
        $data = $backup.BlockDevices | Where-Object DeviceName -EQ /dev/sdf
        Restore-InstanceRootVolume $backup.InstanceId $data.SnapshotId @here -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RootNotReplaceable,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'New-AmiFromSnapshot'
    }

    It 'says how an instance without a root gets it back' {
        (Get-ConnectedSimulator).Mishaps.FailRootReplacements('failed-detached')
        Restore-InstanceRootVolume $backup.InstanceId $root.SnapshotId @here -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RootReplacementFailed,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Add-EC2Volume -VolumeId vol-'
    }

    It 'needs to be told what to go back to' {
        { Restore-InstanceRootVolume $backup.InstanceId -LaunchState -SnapshotId $root.SnapshotId @here } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }
}
