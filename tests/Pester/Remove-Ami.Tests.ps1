BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $calls = { (Get-ConnectedSimulator).Requests.Count($args[0]) }
    $changes = { (& $calls DeregisterImage) + (& $calls DeleteSnapshot) + (& $calls CreateTags) + (& $calls ModifyImageAttribute) }
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Remove-Ami' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1*
    }

    Context 'What it does' {
        It 'deregisters the image with its snapshots, and tells until when they can come back' {
            $removed = $image | Remove-Ami -Confirm:$false
            $removed | Should -BeOfType AmiTools.AmiRemoval
            $removed.ImageId | Should -Be $image.ImageId
            $removed.SnapshotIds | Sort-Object | Should -Be ($image.SnapshotIds | Sort-Object)
            $removed.Snapshots.Outcome | Sort-Object -Unique | Should -Be 'Deleted'
            $removed.Restorable | Should -Be 'Yes'
            ($removed.RestorableUntil - (Step-AmiSimulator 0s).Time).TotalDays | Should -BeGreaterThan 13
            $removed.Before.Tags['Environment'] | Should -Be 'production'
            Get-Ami $image.ImageId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            (Get-RecycleBinItem).Id | Sort-Object | Should -Be (@($image.ImageId) + $image.SnapshotIds | Sort-Object)
        }

        It 'leaves the snapshots with -KeepSnapshot' {
            $removed = $image | Remove-Ami -KeepSnapshot -Force
            $removed.Snapshots.Outcome | Sort-Object -Unique | Should -Be 'Kept'
            (Get-RecycleBinItem).Id | Should -Be $image.ImageId
        }

        It 'finds it done the second time' {
            $null = $image | Remove-Ami -Force
            $before = & $changes
            $again = Remove-Ami $image.ImageId
            $again.AlreadyRemoved | Should -BeTrue
            $again.RecycleBinExitTime | Should -Not -BeNullOrEmpty
            & $changes | Should -Be $before
        }

        It 'finishes what a broken-off run left' {
            $null = $image | Remove-Ami -KeepSnapshot -Force
            $finished = Remove-Ami $image.ImageId -Force
            $finished.AlreadyRemoved | Should -BeTrue
            $finished.Snapshots.Outcome | Sort-Object -Unique | Should -Be 'Deleted'
            $finished.SnapshotIds.Count | Should -Be 3
        }
    }

    Context 'What is used stays' {
        It 'refuses a shared image that a launch template names, and says both' {
            $used = Get-Ami -Name web-1* -Latest
            $used | Remove-Ami -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageInUse,*'
            $failed[0].CategoryInfo.Category | Should -Be 'ResourceBusy'
            "$($failed[0])" | Should -Match 'lt-[0-9a-f]+'
            "$($failed[0])" | Should -Match '222233334444'
            & $changes | Should -Be 0
        }

        It 'keeps an image whose use may not be read: <_>' -ForEach 'DescribeInstances', 'DescribeLaunchTemplateVersions', 'DescribeImageReferences', 'DescribeImageAttribute', 'DescribeSnapshots' {
            Add-Fault Deny $_
            $image | Remove-Ami -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageUsageUnknown,*'
            "$($failed[0])" | Should -Match $_
            & $changes | Should -Be 0
        }
    }

    Context 'Before a change' {
        It 'changes nothing with -WhatIf, not even with -Force' {
            Get-Ami | Remove-Ami -WhatIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Get-Ami | Remove-Ami -WhatIf -Force -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            & $changes | Should -Be 0
        }

        It 'asks for each image, and takes <answer>' -ForEach @(
            @{ answer = @('Yes', 'No'); removed = 1 }
            @{ answer = @('Yes to All'); removed = 2 }
            @{ answer = @('No'); removed = 0 }
        ) {
            $ids = (Get-Ami -Name db-1*, web-2*).ImageId
            # After the given answers the user says what is offered: Yes to PowerShell's own question.
            $user = New-ScriptedShell -Answer ($answer + @('No'))
            $done = $user.Shell.AddScript("Remove-Ami $($ids -join ', ')").Invoke()
            $done.Count | Should -Be $removed
            $user.Screen.Questions[0] | Should -BeLike "*Deregister (into the Recycle Bin until *$($ids[0])*"
            & $calls DeregisterImage | Should -Be $removed
            $user.Runspace.Dispose()
        }

        It 'refuses what would be gone for good, also with -Force' {
            $copy = Get-Ami -Region eu-central-1
            $copy | Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'RemovalPermanent,*'
            $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*New-RecycleBinRule*-AllowPermanent*'
            & $calls DeregisterImage | Should -Be 0
        }

        It 'asks once more, with No as the default, where an image would be gone for good' {
            $copy = Get-Ami -Region eu-central-1
            $user = New-ScriptedShell -Answer 'Yes'
            $user.Shell.AddScript("Remove-Ami $($copy.ImageId) -Region eu-central-1 -AllowPermanent").Invoke() | Should -BeNullOrEmpty
            $user.Screen.Questions.Count | Should -Be 2
            $user.Screen.Questions[1] | Should -BeLike '*gone for good*no rule*'
            $user.Screen.Defaults[1] | Should -Be 'No'
            & $calls DeregisterImage | Should -Be 0
            $user.Runspace.Dispose()
        }

        It 'does not ask with <_>' -ForEach '-Force', '-Confirm:$false' {
            $copy = Get-Ami -Region eu-central-1
            $user = New-ScriptedShell
            $user.Shell.AddScript("Remove-Ami $($copy.ImageId) -Region eu-central-1 -AllowPermanent $_").Invoke().Restorable | Should -Be 'No'
            $user.Screen.Questions | Should -BeNullOrEmpty
            $user.Runspace.Dispose()
        }

        It 'makes one error for each bad item and goes on' {
            $theirs = (Get-AmiSnapshotGraph).Images.Where({ $_.OwnerAlias -eq 'amazon' })[0].Id
            $removed = 'nonsense', $null, $image.ImageId.ToUpperInvariant(), 'ami-0123456789abcdef0', $theirs, $image.SnapshotIds[0], $image.ImageId |
                Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            $removed.ImageId | Should -Be $image.ImageId
            $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'ImageNotOwned', 'InvalidImageId', 'InvalidImageId', 'InvalidImageId', 'InvalidImageId'
            foreach ($record in $failed) { $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        }
    }

    Context 'Failures' {
        It 'leaves everything as it was where deregistering is denied' {
            Add-Fault Deny DeregisterImage
            $image | Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
            $failed[0].Exception.Operation | Should -Be 'DeregisterImage'
            (Get-Ami $image.ImageId).SnapshotIds.Count | Should -Be 3
        }

        It 'goes on with the others where one fails' {
            Add-Fault Deny DeregisterImage -Times 1
            $removed = Get-Ami -Name db-1*, web-2* | Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            @($removed).Count | Should -Be 1
            @($failed).Count | Should -Be 1
            Clear-Fault
            @(Get-Ami -Name db-1*, web-2* | Remove-Ami -Force).Count | Should -Be 1
        }

        It 'is made good after <_>' -ForEach 'Throttle', 'InternalErrorAfter', 'CutAfter', 'CutBefore', 'Truncate' {
            Add-Fault $_ DeregisterImage -Times 1
            $removed = $image | Remove-Ami -Force
            $removed.Restorable | Should -Be 'Yes'
            $removed.Snapshots.Outcome | Sort-Object -Unique | Should -Be 'Deleted'
        }

        It 'says what it does not know of a bin that may not be read' {
            Add-Fault Deny ListImagesInRecycleBin
            $removed = $image | Remove-Ami -Force
            $removed.Restorable | Should -Be 'Unknown'
            $removed.Because | Should -Match 'ListImagesInRecycleBin'
        }
    }

    Context 'The pipeline' {
        It 'takes the images of the graph, and hands on to Restore-FromRecycleBin' {
            $back = (Get-AmiSnapshotGraph).Images | Where-Object Id -EQ $image.ImageId | Remove-Ami -Force | Restore-FromRecycleBin
            $back.State | Should -Be 'available'
            $back.ImageId | Should -Be $image.ImageId
        }

        It 'removes an image once that comes twice' {
            @($image, $image.ImageId | Remove-Ami -Force).Count | Should -Be 1
        }

        It 'stops after the first result that is wanted' {
            # The command is waited for: what it began is finished, and nothing more is begun.
            $first = Get-Ami -Name db-1*, web-2* | Remove-Ami -Force | Select-Object -First 1
            $first | Should -BeOfType AmiTools.AmiRemoval
        }

        It 'can be read back from a file and restored' {
            $image | Remove-Ami -Force | Export-Clixml TestDrive:/removed.xml
            (Import-Clixml TestDrive:/removed.xml | Restore-FromRecycleBin).RestoredSnapshotIds.Count | Should -Be 3
        }
    }

    It 'fits into 100 columns' {
        (Get-Ami -Name db-1*, web-2* | Remove-Ami -Force | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
