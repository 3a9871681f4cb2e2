BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 600
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Find-OrphanSnapshot' {
    It 'finds what the graph calls orphans, in all regions' {
        $orphans = Find-OrphanSnapshot -Region *
        $orphans | Should -BeOfType AmiTools.OrphanSnapshot
        $orphans.SnapshotId | Sort-Object | Should -Be ((Get-AmiSnapshotGraph -Region *).Orphans.Id | Sort-Object)
        $orphans[0].Confidence | Should -Be 'Certain'
        $orphans[0].Because | Should -Match 'neither registered nor in the Recycle Bin'
        $orphans[0].EstimatedMonthlyCost | Should -BeGreaterThan 0
    }

    It 'pipes on with its region' {
        $orphan = Find-OrphanSnapshot -Region * | Select-Object -First 1
        ($orphan | Get-EbsSnapshot).SnapshotId | Should -Be $orphan.SnapshotId
        ($orphan | Get-AmiUsage).Verdict | Should -Be 'Unused'
    }

    It 'is less sure where it may not read the bin' {
        Add-Fault -Fault Deny -Operation ListImagesInRecycleBin
        try {
            (Find-OrphanSnapshot -ErrorAction Stop).Confidence | Should -Be 'Possible'
            Find-OrphanSnapshot Likely -ErrorAction Stop | Should -BeNullOrEmpty
        }
        finally { Clear-Fault }
    }

    It 'leaves out the young ones where that is asked for' {
        Find-OrphanSnapshot -OlderThan 30y | Should -BeNullOrEmpty
        Find-OrphanSnapshot Certain -OlderThan 30d | Should -Not -BeNullOrEmpty
    }

    It 'says which region is none' {
        { Find-OrphanSnapshot -Region nowhere-* -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotFound,*'
    }

    It 'fits a window of 100 columns and says why in the list' {
        (Find-OrphanSnapshot -Region * | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        Find-OrphanSnapshot | Format-List | Out-String | Should -Match 'AWS made it for ami-'
    }
}
