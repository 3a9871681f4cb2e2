BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Get-, Grant-, Revoke- and Set-AmiAccess' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1* -Latest
        $partner, $other = '222233334444', '333344445555'
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'shares an image with its snapshots, and takes both back' {
        $granted = $image | Grant-AmiAccess -To $partner, $other
        $granted | Should -BeOfType AmiTools.AmiAccessChange
        $granted.Added | Should -Be $partner, $other
        $granted.Snapshots.SnapshotId | Sort-Object | Should -Be ($image.SnapshotIds | Sort-Object)
        $access = $image | Get-AmiAccess
        $access.Sharing, $access.Gaps.Count | Should -Be 'Shared', 0
        $access.Snapshots | ForEach-Object { $_.SharedWith | Should -Be $partner, $other }

        $granted | Revoke-AmiAccess -From $partner -Force | ForEach-Object Removed | Should -Be $partner
        ($image | Get-AmiAccess).Snapshots | ForEach-Object { $_.SharedWith | Should -Be $other }
    }

    It 'makes the list exactly so, and tells the difference' {
        $null = $image | Grant-AmiAccess -To $partner, $other
        $change = $image | Set-AmiAccess -To $other, '444455556666' -Force
        $change.Added, $change.Removed, $change.Unchanged | Should -Be '444455556666', $partner, $other
        ($image | Set-AmiAccess -To $other, '444455556666' -Force).Changed | Should -BeFalse
        ($image | Set-AmiAccess -Private -Force).SharedWith | Should -BeNullOrEmpty
        ($image | Get-AmiAccess).Sharing | Should -Be 'Private'
    }

    It 'gives one image the sharing of another' {
        $web = Get-Ami -Name web-1* -Latest
        $null = $image | Set-AmiAccess -To ($web | Get-AmiAccess).SharedWith
        ($image | Get-AmiAccess).SharedWith | Should -Be ($web | Get-AmiAccess).SharedWith
    }

    It 'throws nobody out where -Private is false' {
        $null = $image | Grant-AmiAccess -To $partner
        { $image | Set-AmiAccess -Private:$false -Force } | Should -Throw -ErrorId 'InvalidOption,*'
        { $image | Set-AmiAccess -Public:$false -Force } | Should -Throw -ErrorId 'InvalidOption,*'
        { $image | Set-AmiAccess -Force } | Should -Throw -ErrorId 'InvalidOption,*'
        { $image | Set-AmiAccess -To @() -Force } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        ($image | Get-AmiAccess).SharedWith | Should -Be $partner
    }

    It 'marks what is shared by half, and its sentence mends it' {
        $null = $image | Grant-AmiAccess -To $partner -ImageOnly
        $access = $image | Get-AmiAccess
        $access.Sharing | Should -Be 'HalfShared'
        $access.Gaps[0] -match '(Grant-AmiAccess \S+ -To \S+) mends' | Should -BeTrue
        $null = Invoke-Expression $Matches[1]
        ($image | Get-AmiAccess).Sharing | Should -Be 'Shared'
    }

    It 'shows all own images, and in a table of a hundred columns' {
        (Get-AmiAccess).ImageId | Sort-Object | Should -Be ((Get-Ami).ImageId | Sort-Object)
        $table = (Get-AmiAccess | Format-Table | Out-String -Width 100) -split "`n"
        ($table | Where-Object { $_ -match $partner }) | Should -Match 'Shared +222233334444 +1 of 1 +0 eu-west-1 +web-1'
    }

    It 'refuses all that is wrong in one list, and changes nothing' {
        $image | Grant-AmiAccess -To '22223333444', 'arn:aws:iam::222233334444:root', $partner, $partner -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be 3
        $failed.FullyQualifiedErrorId -replace ',.*' | Select-Object -Unique | Should -Be 'InvalidPrincipal'
        $image | Grant-AmiAccess -To $image.AccountId -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPrincipal,*'
        $image | Grant-AmiAccess -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        ($image | Get-AmiAccess).Sharing | Should -Be 'Private'
    }

    It 'says what a key stands in the way of, and what its policy needs' {
        $plain = Get-Ami -Name web-2* -Latest
        $own = $plain | Copy-AmiToRegion -DestinationRegion eu-west-1 -Name own-key -Encrypted -KmsKeyId alias/backup -Wait
        $granted = $own | Grant-AmiAccess -To $partner -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -Match 'sharing does not share'
        ($granted.Keys.PolicyStatement | ConvertFrom-Json).Principal.AWS | Should -Be "arn:aws:iam::${partner}:root"
        $aws = $plain | Copy-AmiToRegion -DestinationRegion eu-west-1 -Name awss-key -Encrypted -Wait -WarningAction SilentlyContinue
        $aws | Grant-AmiAccess -To $partner -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'KmsKeyNotShareable,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match "Copy-AmiToRegion $($aws.ImageId)"
        ($aws | Get-AmiAccess).Sharing | Should -Be 'Private'
    }

    It 'makes nothing public that is blocked' {
        $image | Grant-AmiAccess -Public -Force -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'PublicAccessBlocked,*'
        ($image | Get-AmiAccess).IsPublic | Should -BeFalse
    }

    It 'asks before it shares with everybody' {
        $simulator = Get-ConnectedSimulator
        $region = $simulator.Account().Region('eu-west-1')
        $region.ImageBlockPublicAccess = 'unblocked'
        $scripted = New-ScriptedShell -Answer 'N'
        $null = $scripted.Shell.AddScript("Grant-AmiAccess $($image.ImageId) -Public; (Get-AmiAccess $($image.ImageId)).IsPublic")
        $scripted.Shell.Invoke() | Select-Object -Last 1 | Should -Be $false
        $scripted.Screen.Answers.Count | Should -Be 0
        $scripted.Runspace.Dispose()
        ($image | Set-AmiAccess -Public -Force -WarningAction SilentlyContinue).SharedWith | Should -Be 'all'
        ($image | Get-AmiAccess).IsPublic | Should -BeTrue
    }

    It 'asks before it throws somebody out' -ForEach 'Revoke-AmiAccess -From 222233334444', 'Set-AmiAccess -To 333344445555' {
        $scripted = New-ScriptedShell -Answer 'N'
        $null = $scripted.Shell.AddScript("Connect-AmiSimulator demo; Get-Ami -Name web-1* -Latest | $_; (Get-Ami -Name web-1* -Latest | Get-AmiAccess).SharedWith")
        $scripted.Shell.Invoke() | Select-Object -Last 1 | Should -Be '222233334444'
        $scripted.Screen.Answers.Count | Should -Be 0
        $scripted.Runspace.Dispose()
    }

    It 'changes nothing with -WhatIf, not even with -Force' {
        $image | Grant-AmiAccess -To $partner -WhatIf -Force
        Get-Ami -Name web-1* -Latest | Revoke-AmiAccess -From $partner -WhatIf -Force
        Get-Ami -Name web-1* -Latest | Set-AmiAccess -Private -WhatIf -Force
        ($image | Get-AmiAccess).SharedWith | Should -BeNullOrEmpty
        (Get-Ami -Name web-1* -Latest | Get-AmiAccess).SharedWith | Should -Be $partner
    }

    It 'names what is left, and the same command does it' {
        Add-Fault -Fault Deny -Operation ModifyImageAttribute -Times 1
        $image | Grant-AmiAccess -To $partner -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessIncomplete,*'
        "$($failed[0])" | Should -Match 'Not done: the image is shared with 222233334444'
        ($image | Grant-AmiAccess -To $partner).Added | Should -Be $partner
        ($image | Get-AmiAccess).Sharing | Should -Be 'Shared'
    }

    It 'goes on where one image is none, and writes each change down before it' {
        $journal = Join-Path $TestDrive access.jsonl
        $image, 'ami-nothing', 'ami-0123456789abcdef0' | Grant-AmiAccess -To $partner -Journal $journal -ErrorVariable failed -ErrorAction SilentlyContinue | ForEach-Object ImageId | Should -Be $image.ImageId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InvalidImageId'
        $begun = Get-Content $journal -TotalCount 1 | ConvertFrom-Json
        $begun.receipt.kind | Should -Be 'Access'
        $begun.receipt.before.sharedWith.Count | Should -Be 0
        $begun.receipt.before.snapshotsSharedWith.PSObject.Properties.Name.Count | Should -Be 3
    }
}
