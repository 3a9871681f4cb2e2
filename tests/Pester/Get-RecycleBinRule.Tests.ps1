BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-RecycleBinRule' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 600 }

    It 'lists the rules of the region, and says what has none' {
        $rules = Get-RecycleBinRule -WarningVariable said -WarningAction SilentlyContinue
        $rules | Should -BeOfType AmiTools.RecycleBinRule
        $rules.ResourceType | Sort-Object | Should -Be 'EBS_SNAPSHOT', 'EC2_IMAGE'
        $rules.RetentionDays | Sort-Object -Unique | Should -Be 14
        $rules.AccountId | Sort-Object -Unique | Should -Be '111122223333'
        $said | Should -Be 'The Recycle Bin of eu-west-1 is switched off for EBS_VOLUME: there is no rule, and what is deleted is gone for good.'
    }

    It 'says of a region without rules that its bin is switched off' {
        Get-RecycleBinRule -Region us-east-1 -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $said | Should -BeLike '*us-east-1 is switched off for EC2_IMAGE, EBS_SNAPSHOT, EBS_VOLUME*'
    }

    It 'finds one by its identifier, and says which is not there' {
        $rule = Get-RecycleBinRule -ResourceType Image
        (Get-RecycleBinRule $rule.Identifier).ResourceType | Should -Be 'EC2_IMAGE'
        (Get-RecycleBinRule $rule.Identifier, abcdefghijk -ErrorVariable failed -ErrorAction SilentlyContinue).Identifier | Should -Be $rule.Identifier
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RuleNotFound,*'
        $failed[0].TargetObject | Should -Be 'abcdefghijk'
    }

    It 'shows when a rule of this module was made, and nothing it does not know' {
        $null = New-RecycleBinRule Image 30 -Force
        $rules = Get-RecycleBinRule -ResourceType Image
        ($rules | Where-Object RetentionDays -EQ 30).CreationTime | Should -Not -BeNullOrEmpty
        ($rules | Where-Object RetentionDays -EQ 14).CreationTime | Should -BeNullOrEmpty
    }

    It 'names the operation that is denied, and lists the other regions' {
        Add-Fault Deny ListRules us-east-1
        $rules = Get-RecycleBinRule -Region eu-west-1, us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @($rules).Count | Should -Be 2
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].Exception.Operation | Should -Be 'ListRules'
        $failed[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
    }

    It 'is read again after <_>' -ForEach 'Throttle', 'InternalError', 'CutInBody' {
        Add-Fault $_ GetRule -Times 1
        @(Get-RecycleBinRule -WarningAction SilentlyContinue).Count | Should -Be 2
    }

    It 'refuses a region and a kind that are none' {
        Get-RecycleBinRule -Region eu-wset-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
        { Get-RecycleBinRule -ResourceType Instance -ErrorAction Stop } | Should -Throw
    }

    It 'has a list that people can read' {
        (Get-RecycleBinRule -ResourceType Image | Format-List | Out-String) | Should -Match '(?s)Identifier .*RetentionDays .*For +: the whole region'
    }

    It 'fits into 100 columns' {
        $null = New-RecycleBinRule Image 30 -ResourceTag @{ Environment = 'production'; Team = 'a name that is rather long for a table' } -Force
        (Get-RecycleBinRule -WarningAction SilentlyContinue | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
