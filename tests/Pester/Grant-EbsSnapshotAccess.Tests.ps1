BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Grant- and Revoke-EbsSnapshotAccess' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 0
        $volume = (Get-EbsSnapshot | Where-Object { $_.VolumeId -and -not $_.Encrypted } | Select-Object -First 1).VolumeId
        $snapshot = New-EbsSnapshot $volume
        $partner, $other = '222233334444', '333344445555'
    }

    It 'share a snapshot from the pipeline and take it back' {
        $given = $snapshot | Grant-EbsSnapshotAccess -To $partner, $other
        $given | Should -BeOfType AmiTools.EbsSnapshotAccessChange
        $given.SharedWith | Should -Be $partner, $other
        "$given" | Should -Be $snapshot.SnapshotId
        $given | Out-String -Width 100 | Should -Match $snapshot.SnapshotId
        ($given | Revoke-EbsSnapshotAccess -From $partner -Force).SharedWith | Should -Be $other
        ($given | Revoke-EbsSnapshotAccess -Private -Force).SharedWith | Should -BeNullOrEmpty
        ($given | Revoke-EbsSnapshotAccess -Private -Force).Changed | Should -BeFalse
    }

    It 'are undone by their receipt' {
        $null = $snapshot | Grant-EbsSnapshotAccess -To $partner
        $taken = $snapshot | Revoke-EbsSnapshotAccess -From $partner -Force
        $null = $taken.Receipt | Undo-AmiChange -Force
        ($snapshot | Grant-EbsSnapshotAccess -To $partner).Changed | Should -BeFalse
    }

    It 'change nothing with -WhatIf, also with -Force, and say what cannot be taken back' {
        $snapshot | Grant-EbsSnapshotAccess -Public -WhatIf -Force -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        "$warnings" | Should -Match 'cannot be taken back'
        ($snapshot | Revoke-EbsSnapshotAccess -Public -Force).Changed | Should -BeFalse
    }

    It 'take no for an answer' {
        $scripted = New-ScriptedShell -Answer '&No'
        $scripted.Shell.AddScript('$null = Connect-AmiSimulator demo -Speed 0; Get-EbsSnapshot | Where-Object { -not $_.Encrypted } | Select-Object -First 1 | Grant-EbsSnapshotAccess -Public').Invoke() | Should -BeNullOrEmpty
        $scripted.Screen.Answers.Count | Should -Be 0
        $scripted.Runspace.Dispose()
    }

    It 'refuse <what> with <code>' -ForEach @(
        @{ what = 'eleven digits'; parameters = @{ To = '22223333444' }; code = 'InvalidPrincipal' }
        @{ what = 'an organisation'; parameters = @{ To = 'arn:aws:organizations::111122223333:organization/o-demo123456' }; code = 'InvalidPrincipal' }
        @{ what = 'nobody'; parameters = @{}; code = 'InvalidOption' }
    ) {
        $snapshot | Grant-EbsSnapshotAccess @parameters -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$code,*"
    }

    It 'say what a denied call needs' {
        Add-Fault -Fault Deny -Operation ModifySnapshotAttribute
        $snapshot | Grant-EbsSnapshotAccess -To $partner -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match ModifySnapshotAttribute
    }
}
