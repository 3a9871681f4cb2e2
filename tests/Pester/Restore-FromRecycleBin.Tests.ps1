BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $calls = { (Get-ConnectedSimulator).Requests.Count($args[0]) }
    $restores = { (& $calls RestoreImageFromRecycleBin) + (& $calls RestoreSnapshotFromRecycleBin) + (& $calls RestoreVolumeFromRecycleBin) }
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Restore-FromRecycleBin' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1*
        $removed = $image | Remove-Ami -Force
        (Get-ConnectedSimulator).Requests.Clear()
    }

    Context 'What it does' {
        It 'brings the snapshots back first, then the image, and looks at both' {
            $back = $removed | Restore-FromRecycleBin
            $back | Should -BeOfType AmiTools.RestoredResource
            $back.State | Should -Be 'available'
            $back.RestoredSnapshotIds | Sort-Object | Should -Be ($image.SnapshotIds | Sort-Object)
            $back.Back | Should -Contain '3 snapshots'
            $back.AlreadyExisted | Should -BeFalse
            (Get-ConnectedSimulator).Requests.Entries.Operation -like 'Restore*' | Should -Be 'RestoreSnapshotFromRecycleBin', 'RestoreSnapshotFromRecycleBin', 'RestoreSnapshotFromRecycleBin', 'RestoreImageFromRecycleBin'
            (Get-Ami $image.ImageId).Tags['Environment'] | Should -Be 'production'
            Get-RecycleBinItem | Should -BeNullOrEmpty
        }

        It 'finds it done the second time' {
            $null = $removed | Restore-FromRecycleBin
            $before = & $restores
            $again = Restore-FromRecycleBin $image.ImageId
            $again.AlreadyExisted | Should -BeTrue
            & $restores | Should -Be $before
        }

        It 'brings back one snapshot alone' {
            (Restore-FromRecycleBin $image.SnapshotIds[0]).State | Should -Be 'completed'
            @(Get-RecycleBinItem).Count | Should -Be 3
        }

        It 'restores as one what was registered from snapshots, in a process that knows the id alone' {
            $null = $removed | Restore-FromRecycleBin
            $registered = New-AmiFromSnapshot $image.SnapshotIds[0] -Name registered -RootDeviceName /dev/xvda -Architecture x86_64
            $image, $registered | Remove-Ami -Force | Out-Null
            $back = Restore-FromRecycleBin $registered.ImageId
            $back.RestoredSnapshotIds | Should -Be $image.SnapshotIds[0]
        }
    }

    Context 'Before a change' {
        It 'changes nothing with -WhatIf' {
            $removed | Restore-FromRecycleBin -WhatIf | Should -BeNullOrEmpty
            Get-RecycleBinItem | Restore-FromRecycleBin -WhatIf -Force | Should -BeNullOrEmpty
            & $restores | Should -Be 0
        }

        It 'asks with -Confirm, and takes <_>' -ForEach 'Yes', 'No' {
            $user = New-ScriptedShell -Answer $_
            @($user.Shell.AddScript("Restore-FromRecycleBin $($image.ImageId) -Confirm").Invoke()).Count | Should -Be @{ Yes = 1; No = 0 }[$_]
            $user.Screen.Questions[0] | Should -BeLike "*Restore from the Recycle Bin with 3 snapshots*$($image.ImageId) (eu-west-1)*"
            & $restores | Should -Be @{ Yes = 4; No = 0 }[$_]
            $user.Runspace.Dispose()
        }

        It 'makes one error for each bad item and goes on' {
            $back = 'nonsense', $null, $image.ImageId.ToUpperInvariant(), 'i-0123456789abcdef0', 'ami-0123456789abcdef0', $image.ImageId | Restore-FromRecycleBin -ErrorVariable failed -ErrorAction SilentlyContinue
            $back.ImageId | Should -Be $image.ImageId
            $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidResourceId', 'InvalidResourceId', 'InvalidResourceId', 'InvalidResourceId', 'NotInRecycleBin'
            "$($failed.ErrorDetails.Message)" | Should -Match 'Nothing was given'
            foreach ($record in $failed) { $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        }

        It 'refuses a name that was taken meanwhile' {
            $taken = New-AmiBackup (Get-AmiSnapshotGraph).Instances.Where({ $_.State -eq 'running' })[0].Id -Name $image.Name -Wait
            $removed | Restore-FromRecycleBin -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageNameTaken,*'
            "$($failed[0])" | Should -Match $taken.ImageId
            & $restores | Should -Be 0
        }

        It 'says until when it could have been restored' {
            $null = Step-AmiSimulator 15d
            $removed | Restore-FromRecycleBin -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'NotInRecycleBin,*'
            "$($failed[0])" | Should -Match $removed.RecycleBinExitTime.ToString('yyyy-MM-dd HH:mm')
        }

        It 'refuses a region that contradicts the object' {
            $removed | Restore-FromRecycleBin -Region us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
        }
    }

    Context 'Failures' {
        It 'names the operation that is denied, and the next run finishes: <_>' -ForEach 'ListImagesInRecycleBin', 'RestoreSnapshotFromRecycleBin', 'RestoreImageFromRecycleBin' {
            Add-Fault Deny $_
            $removed | Restore-FromRecycleBin -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            @($failed).Count | Should -Be 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
            $failed[0].Exception.Operation | Should -Be $_
            Clear-Fault
            ($removed | Restore-FromRecycleBin).State | Should -Be 'available'
        }

        It 'is made good after <fault> of <operation>' -ForEach @(
            foreach ($operation in 'RestoreSnapshotFromRecycleBin', 'RestoreImageFromRecycleBin') {
                foreach ($fault in 'Throttle', 'InternalErrorAfter', 'CutAfter', 'CutBefore', 'Truncate') { @{ operation = $operation; fault = $fault } }
            }
        ) {
            Add-Fault $fault $operation -Times 1
            ($removed | Restore-FromRecycleBin).State | Should -Be 'available'
        }

        It 'goes on with the others where one fails' {
            $other = Get-Ami -Name web-2* | Remove-Ami -Force
            Add-Fault Deny RestoreImageFromRecycleBin -Times 1
            $back = $removed, $other | Restore-FromRecycleBin -ErrorVariable failed -ErrorAction SilentlyContinue
            @($back).Count | Should -Be 1
            @($failed).Count | Should -Be 1
            "$($failed[0])" | Should -Match 'Its snapshots are back'
        }
    }

    Context 'Hundreds' {
        # What the job needs: one DeregisterImage and one RestoreImageFromRecycleBin for each image, one RestoreSnapshotFromRecycleBin for each snapshot, and one look at the
        # sharing of each image on either side, which AWS tells of one image at a time only. Everything else is read for many at a time.
        It 'removes and restores 300 images in one pipeline, and takes no change twice' {
            $null = Connect-AmiSimulator fleet -Speed 3600 -Size @{ Regions = 1; Instances = 0; Images = 300; Snapshots = 300 }
            $null = New-RecycleBinRule Image, Snapshot 30 -WarningAction SilentlyContinue
            # The first rules of a region may take half an hour to act, and until then Remove-Ami refuses.
            $null = Step-AmiSimulator 1h
            $images = Get-Ami -Region eu-west-1
            $images.Count | Should -Be 300
            (Get-ConnectedSimulator).Requests.Clear()
            $back = $images | Remove-Ami -Force | Restore-FromRecycleBin
            $back.Count | Should -Be 300
            ($back | Where-Object State -NotIn 'available', 'disabled') | Should -BeNullOrEmpty
            ($back.RestoredSnapshotIds | Sort-Object -Unique).Count | Should -Be 300
            foreach ($operation in 'DeregisterImage', 'RestoreImageFromRecycleBin', 'RestoreSnapshotFromRecycleBin') { & $calls $operation | Should -Be 300 -Because $operation }
            & $calls DeleteSnapshot | Should -Be 0
            # A removal reads the sharing anew where its plan is older than five minutes, which the simulator's fast clock makes of a moment.
            & $calls DescribeImageAttribute | Should -BeGreaterOrEqual 600
            & $calls DescribeImageAttribute | Should -BeLessOrEqual 900
            Get-RecycleBinItem -Region eu-west-1 | Should -BeNullOrEmpty
        }

        It 'reads the bin once for 300 images that are there together' {
            $null = Connect-AmiSimulator fleet -Speed 3600 -Size @{ Regions = 1; Instances = 0; Images = 300; Snapshots = 300 }
            $null = New-RecycleBinRule Image, Snapshot 30 -WarningAction SilentlyContinue
            $null = Step-AmiSimulator 1h
            $removed = Remove-Ami (Get-Ami) -Force
            (Get-ConnectedSimulator).Requests.Clear()
            (Restore-FromRecycleBin $removed).Count | Should -Be 300
            & $calls ListImagesInRecycleBin | Should -Be 1
            & $calls ListSnapshotsInRecycleBin | Should -Be 1
        }
    }

    It 'fits into 100 columns' {
        ($removed | Restore-FromRecycleBin | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
