BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 600
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Test-RecycleBinCoverage' {
    It 'says of each image whether it would come back, and until when' {
        $coverage = Get-Ami | Test-RecycleBinCoverage
        $coverage | Should -BeOfType AmiTools.RecycleBinCoverage
        $coverage.IsCovered | Should -Not -Contain $false
        $coverage[0].RestorableUntil.Kind | Should -Be 'Utc'
        $coverage[0].Snapshots[0].Bin.RuleIdentifier | Should -Not -BeNullOrEmpty
        $coverage[0].Because | Should -Match 'age unknown'
    }

    It 'pipes on into Remove-Ami, which believes the same' {
        $image = Get-Ami -Name db-1* | Get-AmiUsage | Where-Object Verdict -EQ Unused | Select-Object -First 1
        $image | Test-RecycleBinCoverage | Where-Object IsCovered | Remove-Ami -WhatIf -ErrorAction Stop
        Get-RecycleBinRule | Where-Object ResourceType -EQ EBS_SNAPSHOT | Remove-RecycleBinRule -Force
        $coverage = $image | Test-RecycleBinCoverage
        $coverage.Restorable | Should -Be 'No'
        { $image | Remove-Ami -Force -ErrorAction Stop } | Should -Throw -ErrorId 'RemovalPermanent,*'
        (Get-Ami $image.ImageId).ImageId | Should -Be $image.ImageId
        $removed = $image | Remove-Ami -AllowPermanent -Force
        $removed.Restorable | Should -Be 'No'
        $null = Connect-AmiSimulator demo -Speed 600
    }

    It 'asks for what is allowed to be lost, and takes no for an answer' {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1* | Get-AmiUsage | Where-Object Verdict -EQ Unused | Select-Object -First 1
        Get-RecycleBinRule | Remove-RecycleBinRule -Force -WarningAction SilentlyContinue
        $image | Remove-Ami -AllowPermanent -WhatIf -WarningVariable warned -WarningAction SilentlyContinue
        $warned -join ' ' | Should -Match 'gone for good'
        (Get-Ami $image.ImageId).State | Should -Be 'available'
        $null = Connect-AmiSimulator demo -Speed 600
    }

    It 'is unknown where it may not read, without an error' {
        Add-Fault -Fault Deny -Operation ListRules
        try {
            $coverage = Get-Ami -Name db-1* -Latest | Test-RecycleBinCoverage -ErrorAction Stop
            $coverage.Restorable | Should -Be 'Unknown'
            $coverage.Because | Should -Match 'ListRules'
        }
        finally { Clear-Fault }
    }

    It 'looks at the others where one is not there' {
        $image = Get-Ami -Name db-1* -Latest
        (Test-RecycleBinCoverage 'ami-00000000', $image.ImageId, 'x' -ErrorVariable failed -ErrorAction SilentlyContinue).ImageId | Should -Be $image.ImageId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InvalidImageId'
    }

    It 'fits a window of 100 columns and shows every part in the list' {
        (Get-Ami | Test-RecycleBinCoverage | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        Get-Ami -Name db-1* -Latest | Test-RecycleBinCoverage | Format-List | Out-String | Should -Match 'snap-\w+: into the Recycle Bin until'
    }
}
