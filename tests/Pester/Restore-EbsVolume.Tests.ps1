BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Restore-EbsVolume' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $backup = Get-Ami -Name db-1* -Latest
        $data = $backup.BlockDevices | Where-Object DeviceName -EQ /dev/sdf
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'brings a volume of a snapshot to the next free device' {
        $made = Restore-EbsVolume $data.SnapshotId -InstanceId $backup.InstanceId -Region eu-west-1 -Tag @{ Owner = 'ops' }
        $made | Should -BeOfType AmiTools.EbsVolumeRestore
        $made.Device, $made.InstanceId, $made.State, $made.SizeGiB, $made.VolumeType | Should -Be '/dev/sdh', $backup.InstanceId, 'in-use', 100, 'gp3'
        $made.Tags['Owner'] | Should -Be 'ops'
        "$made" | Should -Be $made.VolumeId
    }

    It 'takes snapshots from the pipeline, each to a device of its own' {
        $made = $backup.BlockDevices | Where-Object DeviceName -NE /dev/xvda | Restore-EbsVolume -InstanceId $backup.InstanceId -Region eu-west-1
        $made.Device | Sort-Object | Should -Be '/dev/sdh', '/dev/sdi'
    }

    It 'swaps a data volume, keeps the old one, and finds its work done the second time' {
        $made = Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Replace /dev/sdf -Region eu-west-1 -Force
        $made.Device | Should -Be /dev/sdf
        $made.ReplacedVolumeId | Should -BeLike 'vol-*'
        $made.Receipt.Before.VolumeId | Should -Be $made.ReplacedVolumeId
        $again = Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Replace /dev/sdf -Region eu-west-1 -Force -WarningAction SilentlyContinue
        $again.VolumeId, $again.AlreadyExisted | Should -Be $made.VolumeId, $true
    }

    It 'asks before it takes a disk off a running machine' {
        $scripted = New-ScriptedShell -Answer No
        $null = $scripted.Shell.AddScript("`$null = Connect-AmiSimulator demo -Speed 600; `$backup = Get-Ami -Name db-1* -Latest; Restore-EbsVolume (`$backup.BlockDevices | Where-Object DeviceName -EQ /dev/sdf).SnapshotId `$backup.InstanceId -Replace /dev/sdf -Region eu-west-1").Invoke() | Should -BeNullOrEmpty
        $scripted.Screen.Questions -join "`n" | Should -Match 'is running'
    }

    It 'changes nothing with -WhatIf, also with -Force' {
        Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Replace /dev/sdf -Region eu-west-1 -WhatIf -Force -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-ConnectedSimulator).Requests.Entries.Operation | Should -Not -Contain 'CreateVolume'
    }

    It 'says everything that is wrong before it makes anything' {
        Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Device /dev/sdf -Size 5 -VolumeType gp3 -Iops 99999 -AvailabilityZone eu-west-1c -Region eu-west-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $ids = $failed.FullyQualifiedErrorId -replace ',.*'
        foreach ($id in 'InvalidBlockDevice', 'DeviceInUse', 'ZoneMismatch') { $ids | Should -Contain $id }
        (Get-ConnectedSimulator).Requests.Entries.Operation | Should -Not -Contain 'CreateVolume'
    }

    It 'points to the command for root volumes' {
        Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Replace /dev/xvda -Region eu-west-1 -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RootDevice,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Restore-InstanceRootVolume'
    }

    It 'leaves the machine as it was where it may not attach' {
        Add-Fault -Fault Deny -Operation AttachVolume
        Restore-EbsVolume $data.SnapshotId $backup.InstanceId -Replace /dev/sdf -Region eu-west-1 -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        (Get-ConnectedSimulator).Requests.Entries.Operation | Should -Not -Contain 'DetachVolume'
    }
}
