BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'New-AmiFromSnapshot' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $database = Get-Ami -Name db-1*
        $root, $data, $log = $database.SnapshotIds
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'registers what the image that boots from the snapshot says' {
        $made = New-AmiFromSnapshot $root -Wait -WarningAction SilentlyContinue
        $made | Should -BeOfType AmiTools.AmiRegistration
        $made.KnownFrom | Should -Be "the image $($database.ImageId)"
        $image = $made | Get-Ami
        $image.Name, $image.State, $image.BootMode, $image.VirtualizationType | Should -Be "from-$root", 'available', $database.BootMode, 'hvm'
        $image.SnapshotIds | Should -Be $root
    }

    It 'takes sizes and devices as people write them' {
        $devices = @{ DeviceName = '/dev/sdf'; SnapshotId = $data; SizeGiB = 200GB; VolumeType = 'io2'; Iops = 500 }, @{ DeviceName = '/dev/sdb'; VirtualName = 'ephemeral0' }
        $image = New-AmiFromSnapshot $root -Name bigger -Size 32GB -BlockDevice $devices -Wait -WarningAction SilentlyContinue | Get-Ami
        $image.BlockDevices.SizeGiB | Should -Be 32, 200, $null
        $image.BlockDevices[2].VirtualName | Should -Be 'ephemeral0'
    }

    It 'takes an image''s own devices along' {
        $others = $database.BlockDevices | Where-Object DeviceName -NE $database.RootDeviceName
        $image = New-AmiFromSnapshot $root -Name whole -BlockDevice $others -WarningVariable warned -WarningAction SilentlyContinue | Get-Ami
        $image.SnapshotIds | Should -Be $root, $data, $log
        $warned | Should -BeNullOrEmpty
    }

    It 'asks for what nothing tells in one error, and takes it' {
        $stray = (Get-AmiSnapshotGraph).Orphans[0].Id
        New-AmiFromSnapshot $stray -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'MachineUnknown,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match '-LikeImageId'
        (New-AmiFromSnapshot $stray -Name given -Architecture x86_64 -RootDeviceName /dev/xvda -BootMode legacy-bios -EnaSupport:$false -WarningAction SilentlyContinue | Get-Ami).EnaSupport | Should -BeFalse
        (New-AmiFromSnapshot $stray -Name like -LikeImageId $database -WarningAction SilentlyContinue).KnownFrom | Should -Match $database.ImageId
    }

    It 'says that a snapshot is of a volume that nothing boots from' {
        $null = New-AmiFromSnapshot $data -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*$data is /dev/sdf of the image $($database.ImageId)*"
        $taken = New-EbsSnapshot -InstanceId $database.InstanceId -Wait | Where-Object DeviceName -In /dev/sdg, $database.RootDeviceName | Sort-Object DeviceName
        $null = $taken | New-AmiFromSnapshot -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
        @($warned -like '*boots from another volume*') | Should -BeLike "*$($taken[0].SnapshotId) is /dev/sdg of the instance $($database.InstanceId)*"
        @($warned -like '*boots from another volume*').Count | Should -Be 1
    }

    It 'says what no longer launches' {
        $stray = (Get-AmiSnapshotGraph).Orphans[0].Id
        $null = New-AmiFromSnapshot $stray -Architecture i386 -RootDeviceName /dev/sda1 -VirtualizationType paravirtual -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'paravirtual image launches only'
        "$warned" | Should -Match 'i386'
    }

    It 'returns what is there, and changes nothing with -WhatIf' {
        $before = @(Get-Ami).Count
        New-AmiFromSnapshot $root -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        @(Get-Ami).Count | Should -Be $before
        $first = New-AmiFromSnapshot $root -WarningAction SilentlyContinue
        $second = $first | New-AmiFromSnapshot -WarningAction SilentlyContinue
        $second.ImageId, $second.AlreadyExisted | Should -Be $first.ImageId, $true
        New-AmiFromSnapshot $root -Size 99 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageNameTaken,*'
    }

    It 'makes an error of each bad snapshot and goes on' {
        $made = 'nonsense', $null, 'snap-00000000', $root | New-AmiFromSnapshot -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $made.SnapshotId | Should -Be $root
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique | Should -Be 'InvalidSnapshotId', 'SnapshotNotFound'
    }

    It 'names the operation that is denied' {
        Add-Fault -Fault Deny -Operation RegisterImage
        New-AmiFromSnapshot $root -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].Exception.Operation | Should -Be 'RegisterImage'
    }

    It 'has a table that fits' {
        $table = New-AmiFromSnapshot $root -WarningAction SilentlyContinue | Out-String -Width 100
        $table | Should -Match $root
        ($table -split "`r?`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }
}
