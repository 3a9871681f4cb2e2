BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $calls = { (Get-ConnectedSimulator).Requests.Count($args[0]) }
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Set-AmiDeprecation' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name web-2*
        $now = (Step-AmiSimulator 0s).Time
    }

    Context 'Dates' {
        It 'sets a date to the minute, and tells the one before with -PassThru' {
            $at = $now.AddDays(100).Date.AddSeconds(7)
            $set = $image | Set-AmiDeprecation -At $at -PassThru
            $set | Should -BeOfType AmiTools.AmiDeprecation
            $set.DeprecationTime | Should -Be $at.AddSeconds(-7)
            $set.DeprecationTime.Kind | Should -Be 'Utc'
            $set.WasRounded | Should -BeTrue
            $set.PreviousDeprecationTime | Should -BeNullOrEmpty
            $set.Region | Should -Be 'eu-west-1'
            (Get-Ami $image.ImageId).DeprecationTime | Should -Be $set.DeprecationTime
        }

        It 'returns nothing without -PassThru' {
            Set-AmiDeprecation $image.ImageId -After 90d | Should -BeNullOrEmpty
            ((Get-Ami $image.ImageId).DeprecationTime - $now).TotalDays | Should -BeGreaterThan 89.9
        }

        It 'takes a date away, and gives it back from what it returned' {
            Set-AmiDeprecation $image.ImageId -After 90d
            $before = (Get-Ami $image.ImageId).DeprecationTime
            $cleared = $image | Set-AmiDeprecation -Clear -PassThru
            $cleared.DeprecationTime | Should -BeNullOrEmpty
            (Get-Ami $image.ImageId).DeprecationTime | Should -BeNullOrEmpty
            $cleared | Set-AmiDeprecation -At $cleared.PreviousDeprecationTime
            (Get-Ami $image.ImageId).DeprecationTime | Should -Be $before
        }

        It 'sets no date twice' {
            $at = $now.AddDays(50).Date
            ($image | Set-AmiDeprecation -At $at -PassThru).Changed | Should -BeTrue
            ($image | Set-AmiDeprecation -At $at -PassThru).Changed | Should -BeFalse
            & $calls EnableImageDeprecation | Should -Be 1
        }
    }

    Context 'Before a change' {
        It 'changes nothing with -WhatIf' {
            Get-Ami | Set-AmiDeprecation -After 90d -PassThru -WhatIf | Should -BeNullOrEmpty
            Get-Ami | Set-AmiDeprecation -Clear -Force -WhatIf | Should -BeNullOrEmpty
            & $calls EnableImageDeprecation | Should -Be 0
            & $calls DisableImageDeprecation | Should -Be 0
        }

        It 'asks for each image with -Confirm, and takes <answer>' -ForEach @(
            @{ answer = @('Yes', 'No'); changed = 1 }
            @{ answer = @('Yes to All'); changed = 2 }
            @{ answer = @('No to All'); changed = 0 }
        ) {
            $ids = (Get-Ami -Name db-1*, web-2*).ImageId
            $user = New-ScriptedShell -Answer $answer
            $done = $user.Shell.AddScript("Set-AmiDeprecation $($ids -join ', ') -After 90d -PassThru -Confirm").Invoke()
            $done.Count | Should -Be $changed
            $user.Screen.Questions[0] | Should -BeLike "*Deprecate from *$($ids[0])*"
            & $calls EnableImageDeprecation | Should -Be $changed
            $user.Runspace.Dispose()
        }

        It 'refuses <what> before any change' -ForEach @(
            @{ what = 'a date in the past'; script = { Set-AmiDeprecation $image.ImageId -At '2020-01-31' }; code = 'InvalidDate' }
            # The nearest minute may be the next one, and that AWS takes.
            @{ what = 'the minute that has begun'; script = { Set-AmiDeprecation $image.ImageId -At $now.AddSeconds(-$now.Second) }; code = 'InvalidDate' }
            @{ what = 'more than ten years'; script = { Set-AmiDeprecation $image.ImageId -After 3660d }; code = 'InvalidDate' }
            @{ what = 'the end of the calendar'; script = { Set-AmiDeprecation $image.ImageId -At ([datetime]::MaxValue) }; code = 'InvalidDate' }
            @{ what = 'an id that is none'; script = { Set-AmiDeprecation nonsense -After 9d }; code = 'InvalidImageId' }
            @{ what = 'the id of a snapshot'; script = { Set-AmiDeprecation $image.SnapshotIds[0] -After 9d }; code = 'InvalidImageId' }
            @{ what = 'an image that is not there'; script = { Set-AmiDeprecation ami-0123456789abcdef0 -After 9d }; code = 'ImageNotFound' }
            @{ what = 'nothing'; script = { $null | Set-AmiDeprecation -After 9d }; code = 'InvalidImageId' }
            @{ what = 'somebody else''s image'; script = { Set-AmiDeprecation (Get-AmiSnapshotGraph).Images.Where({ $_.OwnerAlias -eq 'amazon' })[0].Id -After 9d }; code = 'ImageNotOwned' }
        ) {
            $failed = & $script 2>&1
            $failed | Should -BeOfType System.Management.Automation.ErrorRecord
            $failed.FullyQualifiedErrorId | Should -BeLike "$code,*"
            $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            & $calls EnableImageDeprecation | Should -Be 0
        }

        It 'says that nothing was given' {
            $null | Set-AmiDeprecation -After 9d -ErrorVariable failed -ErrorAction SilentlyContinue
            "$($failed[0].ErrorDetails.Message)" | Should -BeLike 'Nothing was given ($null*'
        }

        It 'takes a mixed-case id for what it is not' {
            Set-AmiDeprecation $image.ImageId.ToUpperInvariant() -After 9d -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidImageId,*'
        }
    }

    Context 'Failures' {
        It 'names the operation that is denied, and goes on' {
            Add-Fault Deny EnableImageDeprecation -Times 1
            $done = Get-Ami -Name db-1*, web-2* | Set-AmiDeprecation -After 9d -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue
            @($done).Count | Should -Be 1
            @($failed).Count | Should -Be 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
            $failed[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
            $failed[0].Exception.Operation | Should -Be 'EnableImageDeprecation'
            $failed[0].TargetObject | Should -Not -Be $done.ImageId
            $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*EnableImageDeprecation*'
        }

        It 'is made good after <_>' -ForEach 'Throttle', 'InternalErrorAfter', 'CutAfter', 'CutBefore', 'Truncate' {
            Add-Fault $_ EnableImageDeprecation -Times 1
            ($image | Set-AmiDeprecation -After 9d -PassThru).Changed | Should -BeTrue
            (Get-Ami $image.ImageId).DeprecationTime | Should -Not -BeNullOrEmpty
        }

        It 'stops at the first error under -ErrorAction Stop' {
            Add-Fault Deny EnableImageDeprecation
            { Get-Ami | Set-AmiDeprecation -After 9d -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*'
        }
    }

    Context 'The pipeline' {
        It 'takes what New-AmiBackup, Copy-AmiToRegion and AWS Tools return' {
            $copy = $image | Copy-AmiToRegion -DestinationRegion us-east-1 -Wait
            $set = $copy, [pscustomobject]@{ ImageId = $image.ImageId; Name = 'x' } | Set-AmiDeprecation -After 9d -PassThru
            $set.Region | Sort-Object | Should -Be 'eu-west-1', 'us-east-1'
        }

        It 'hands images on to Get-Ami and Remove-Ami' {
            ($image | Set-AmiDeprecation -After 9d -PassThru | Get-Ami).DeprecationTime | Should -Not -BeNullOrEmpty
            ($image | Set-AmiDeprecation -After 19d -PassThru | Remove-Ami -Force).Before.DeprecationTime | Should -Not -BeNullOrEmpty
        }

        It 'refuses a region that contradicts the object' {
            $image | Set-AmiDeprecation -After 9d -Region us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
            & $calls EnableImageDeprecation | Should -Be 0
        }

        It 'does an image once that comes twice' {
            @($image, $image | Set-AmiDeprecation -After 9d -PassThru).Count | Should -Be 1
        }
    }

    It 'fits into 100 columns' {
        (Get-Ami | Set-AmiDeprecation -After 9d -PassThru | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
