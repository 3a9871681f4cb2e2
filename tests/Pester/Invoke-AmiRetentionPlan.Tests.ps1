BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Invoke-AmiRetentionPlan' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $plan = Get-AmiRetentionPlan -KeepLast 1 -FamilyBy Name
    }

    It 'does what the plan says, and a second time nothing' {
        $plan.Changes.Count | Should -BeGreaterThan 0
        $results = $plan | Invoke-AmiRetentionPlan -Force
        $results | Should -BeOfType AmiTools.AmiRetentionResult
        $results.ImageId | Sort-Object | Should -Be ($plan.Changes.ImageId | Sort-Object)
        $results.Receipt.Count | Should -Be $results.Count
        (Get-Ami).ImageId | Sort-Object | Should -Be (($plan.Items | Where-Object Action -EQ Keep).ImageId | Sort-Object)
        $again = $plan.ToJson() | Invoke-AmiRetentionPlan -Force
        $again.AlreadyDone | Sort-Object -Unique | Should -Be $true
    }

    It 'takes a plan that was written to a file, as an object too' {
        $plan | Export-Clixml $TestDrive/plan.xml
        foreach ($read in (Import-Clixml $TestDrive/plan.xml), ($plan | ConvertTo-Json -Depth 4 | ConvertFrom-Json)) {
            $null = $read | Invoke-AmiRetentionPlan -WhatIf -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Should -BeNullOrEmpty
            $read.Items[0].Because = 'somebody says so'
            { $read | Invoke-AmiRetentionPlan -Force -ErrorAction Stop } | Should -Throw -ErrorId 'PlanTampered,*'
        }
        $cut = $plan | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json
        { Invoke-AmiRetentionPlan $cut -Force } | Should -Throw '*no retention plan*-Depth 4*'
        (Import-Clixml $TestDrive/plan.xml | Invoke-AmiRetentionPlan -Force).ImageId | Sort-Object | Should -Be ($plan.Changes.ImageId | Sort-Object)
    }

    It 'changes nothing with -WhatIf' {
        $plan | Invoke-AmiRetentionPlan -WhatIf
        (Get-Ami).Count | Should -Be $plan.Items.Count
    }

    It 'refuses a plan that was tampered with' {
        { $plan.ToJson() -replace '"Keep"', '"Delete"' | Invoke-AmiRetentionPlan -Force -ErrorAction Stop } | Should -Throw -ErrorId 'PlanTampered,*'
        { Invoke-AmiRetentionPlan 'nonsense' -Force -ErrorAction Stop } | Should -Throw '*no retention plan*'
        (Get-Ami).Count | Should -Be $plan.Items.Count
    }

    It 'leaves alone what has drifted' {
        $drifted = $plan.Changes[0]
        Set-AmiDeprecation $drifted -After 30d
        $null = $plan | Invoke-AmiRetentionPlan -Force -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'PlanOutdated,*'
        (Get-Ami $drifted.ImageId).ImageId | Should -Be $drifted.ImageId
    }

    It 'archives: disables the images, and sends their snapshots into the archive' {
        $plan = Get-AmiRetentionPlan -KeepLast 1 -FamilyBy Name -Action Archive
        $plan.Changes.Count | Should -BeGreaterThan 0
        $plan | Invoke-AmiRetentionPlan -WhatIf
        $plan.Changes | ForEach-Object { (Get-Ami $_.ImageId).State | Should -Be $_.State }
        $results = $plan | Invoke-AmiRetentionPlan -Force
        $results.ImageId | Sort-Object | Should -Be ($plan.Changes.ImageId | Sort-Object)
        $results.ImageId | ForEach-Object { (Get-Ami $_).State | Should -Be 'disabled' }
        $results.ArchivedSnapshots | Should -BeOfType AmiTools.EbsSnapshotTier
        @($results.ArchivedSnapshots.SnapshotId) + @($results.UnarchivedSnapshotIds) | Sort-Object -Unique | Should -Be ($plan.Changes.SnapshotIds | Sort-Object -Unique)
        $results | Format-List | Out-String | Should -Match 'Archived'
        $again = $plan | Invoke-AmiRetentionPlan -Force
        $again.AlreadyDone | Sort-Object -Unique | Should -Be $true
    }

    It 'stops where too much fails' {
        Add-Fault -Fault Deny -Operation DeregisterImage
        try { { $plan | Invoke-AmiRetentionPlan -Force -MaxFailure 1 -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*' }
        finally { Clear-Fault }
        (Get-Ami).Count | Should -Be $plan.Items.Count
    }

    It 'fits a window of 100 columns' {
        ($plan | Invoke-AmiRetentionPlan -Force | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
