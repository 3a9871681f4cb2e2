BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'New-EbsSnapshot' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $instance = (Get-Ami -Name db-1* -Latest).InstanceId
        $volumes = (Get-AmiSnapshotGraph $instance).Nodes | Where-Object Kind -EQ 'Volume' | ForEach-Object Id
    }

    AfterEach { Clear-Fault }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'takes a volume' {
        $taken = New-EbsSnapshot $volumes[0] -Tag @{ Why = 'test' } -Wait
        $taken | Should -BeOfType AmiTools.EbsSnapshotBackup
        $taken.State, $taken.VolumeId, $taken.Tags['Why'] | Should -Be 'completed', $volumes[0], 'test'
        ($taken | Get-EbsSnapshot).VolumeId | Should -Be $volumes[0]
    }

    It 'takes all volumes of an instance at one moment, given <how>' -ForEach @(
        @{ how = 'by -InstanceId'; take = { New-EbsSnapshot -InstanceId $instance } }
        @{ how = 'as a piped id'; take = { $instance | New-EbsSnapshot } }
        @{ how = 'as an object'; take = { [pscustomobject]@{ InstanceId = $instance; Region = 'eu-west-1' } | New-EbsSnapshot } }
        @{ how = 'as what AWS Tools returns'; take = { [pscustomobject]@{ Instances = @([pscustomobject]@{ InstanceId = $instance; Placement = [pscustomobject]@{ AvailabilityZone = 'eu-west-1a' } }) } | New-EbsSnapshot } }
    ) {
        $taken = & $take
        $taken.Count | Should -Be 3
        $taken.VolumeId | Sort-Object | Should -Be ($volumes | Sort-Object)
        @($taken.StartTime | Sort-Object -Unique).Count | Should -Be 1
    }

    It 'leaves out what is named' {
        New-EbsSnapshot -InstanceId $instance -ExcludeRoot -ExcludeVolume /dev/sdg | ForEach-Object DeviceName | Should -Be '/dev/sdf'
        { New-EbsSnapshot -InstanceId $instance -ExcludeVolume /dev/nope -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidBlockDevice,*'
    }

    It 'returns on a second run with the same key what is there' {
        $first = New-EbsSnapshot -InstanceId $instance -IdempotencyKey night
        $second = New-EbsSnapshot -InstanceId $instance -IdempotencyKey night
        $second.SnapshotId | Sort-Object | Should -Be ($first.SnapshotId | Sort-Object)
        $second.AlreadyExisted | Should -Not -Contain $false
    }

    It 'changes nothing with -WhatIf' {
        $before = (Get-EbsSnapshot).Count
        New-EbsSnapshot -InstanceId $instance -WhatIf | Should -BeNullOrEmpty
        New-EbsSnapshot $volumes -WhatIf -WarningAction SilentlyContinue -WarningVariable warned | Should -BeNullOrEmpty
        "$warned" | Should -Match '-InstanceId'
        (Get-EbsSnapshot).Count | Should -Be $before
    }

    It 'names what is denied' {
        Add-Fault -Fault Deny -Operation CreateSnapshots
        New-EbsSnapshot -InstanceId $instance -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'CreateSnapshots'
    }

    It 'makes an error of each that is not there, and takes the others' {
        (New-EbsSnapshot 'vol-00000000', $volumes[0], 'x' -ErrorVariable failed -ErrorAction SilentlyContinue).VolumeId | Should -Be $volumes[0]
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidVolumeId', 'VolumeNotFound'
    }
}
