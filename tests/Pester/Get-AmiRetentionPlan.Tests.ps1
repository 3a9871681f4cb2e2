BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 600
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-AmiRetentionPlan' {
    It 'has every image of the estate, with what happens to it and why' {
        $plan = Get-AmiRetentionPlan -KeepLast 1 -Region *
        $plan | Should -BeOfType AmiTools.AmiRetentionPlan
        $plan.Items.ImageId | Sort-Object | Should -Be ((Get-Ami -Region *).ImageId | Sort-Object)
        $plan.Items | ForEach-Object { $_.Because | Should -Not -BeNullOrEmpty }
        $plan.IsIntact | Should -BeTrue
    }

    It 'takes rules, families and filters' {
        (Get-AmiRetentionPlan -Daily 7 -Weekly 5 -Monthly 12 -Yearly 3 -TimeZone Europe/Berlin).Policy.Weekly | Should -Be 5
        (Get-AmiRetentionPlan -KeepWithin 36h).Policy.KeepDays | Should -Be 1.5
        (Get-AmiRetentionPlan -KeepLast 1 -FamilyTag Name).Policy.FamilyBy | Should -Be 'Tag'
        $plan = Get-AmiRetentionPlan -KeepLast 1 -Name db-* -Action Disable
        $plan.Changes | ForEach-Object { $_.Name | Should -BeLike 'db-*' }
        ($plan.Items | Where-Object Name -NotLike 'db-*').Action | Sort-Object -Unique | Should -Be 'Keep'
    }

    It 'goes through JSON and back, also through ConvertTo-Json' {
        $plan = Get-AmiRetentionPlan -KeepLast 1
        [AmiTools.AmiRetentionPlan]::Parse($plan.ToJson()).IsIntact | Should -BeTrue
        [AmiTools.AmiRetentionPlan]::Parse(($plan | ConvertTo-Json -Depth 4)).IsIntact | Should -BeTrue
        ($plan.ToJson() | ConvertFrom-Json).items.Count | Should -Be $plan.Items.Count
        [AmiTools.AmiRetentionPlan]::Parse(($plan.ToJson() -replace '"Keep"', '"Delete"')).IsIntact | Should -BeFalse
    }

    It 'does not let an image that it keeps be taken away by its item' {
        $changes = { (Get-ConnectedSimulator).Requests.Count('DeregisterImage') + (Get-ConnectedSimulator).Requests.Count('DisableImage') }
        $before = & $changes
        $plan = Get-AmiRetentionPlan -KeepLast 1 -Action Disable
        $kept = $plan.Items | Where-Object Action -EQ 'Keep'
        $kept.Count | Should -BeGreaterThan 0
        $json = ($plan.ToJson() | ConvertFrom-Json).items | Where-Object action -EQ 'Keep'
        $copied = $kept | ConvertTo-Json | ConvertFrom-Json
        foreach ($items in $kept, $json, $copied) {
            foreach ($command in 'Remove-Ami', 'Disable-Ami') {
                $items | & $command -Force -ErrorAction SilentlyContinue -ErrorVariable failed
                $failed.Count | Should -Be $kept.Count
                $failed | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'KeptByPlan,*'; $_.ErrorDetails.RecommendedAction + $_ | Should -Match 'keeps it' }
            }
        }
        Remove-Ami -ImageId $kept -Force -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.Count | Should -Be $kept.Count
        & $changes | Should -Be $before
        # What the plan gives up is another matter, and so is an image that somebody names.
        $plan.Changes | Remove-Ami -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed 6> $null
        $failed | Where-Object FullyQualifiedErrorId -Like 'KeptByPlan*' | Should -BeNullOrEmpty
        $kept.ImageId | Remove-Ami -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed 6> $null
        $failed | Where-Object FullyQualifiedErrorId -Like 'KeptByPlan*' | Should -BeNullOrEmpty
    }

    It 'refuses a policy that is none' {
        { Get-AmiRetentionPlan -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-AmiRetentionPlan -KeepLast 1 -TimeZone Europe/Nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
        { Get-AmiRetentionPlan -KeepLast -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'makes no plan where it does not see everything' {
        Add-Fault -Fault Deny -Operation DescribeImages
        try { { Get-AmiRetentionPlan -KeepLast 1 -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*' }
        finally { Clear-Fault }
    }

    It 'fits a window of 100 columns' {
        $plan = Get-AmiRetentionPlan -KeepLast 1
        ($plan | Format-Table | Out-String -Width 100) + ($plan.Items | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        $plan | Format-List | Out-String | Should -Match $plan.Hash
    }
}
