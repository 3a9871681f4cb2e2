BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $PSDefaultParameterValues['*-RecycleBinRule:WarningAction'] = 'Ignore'
}

AfterAll {
    $PSDefaultParameterValues.Remove('*-RecycleBinRule:WarningAction')
    Disconnect-AmiSimulator -ErrorAction Ignore
}

Describe 'Set-RecycleBinRule' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 0 }

    It 'takes rules from the pipeline and returns them with what they were' {
        $changed = Get-RecycleBinRule | Set-RecycleBinRule -RetentionDays 20 -Description 'twenty' -PassThru
        $changed.RetentionDays | Should -Be 20, 20
        $changed.Previous.RetentionDays | Should -Be 14, 14
        (Get-RecycleBinRule).Description | Should -Be 'twenty', 'twenty'
    }

    It 'returns nothing without -PassThru' {
        Get-RecycleBinRule | Set-RecycleBinRule -RetentionDays 20 | Should -BeNullOrEmpty
        (Get-RecycleBinRule).RetentionDays | Should -Be 20, 20
    }

    It 'takes an identifier, a position and an ARN' {
        $rule = Get-RecycleBinRule -ResourceType Image
        Set-RecycleBinRule $rule.Identifier 9
        (Set-RecycleBinRule $rule.RuleArn -Description arn -PassThru).RetentionDays | Should -Be 9
    }

    It 'says that nothing was given where nothing was' {
        Set-RecycleBinRule $null -RetentionDays 9 -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRuleIdentifier,*'
        $failed[0].Exception.Message | Should -BeLike 'Nothing was given*'
    }

    It 'takes all exclusions away with an empty table' {
        $rule = Get-RecycleBinRule -ResourceType Image
        ($rule | Set-RecycleBinRule -ExcludeResourceTag @{ Environment = 'scratch' } -PassThru).ExcludeResourceTag.Environment | Should -Be scratch
        ($rule | Set-RecycleBinRule -ExcludeResourceTag @{} -PassThru).ExcludeResourceTag.Count | Should -Be 0
    }

    It 'changes nothing with -WhatIf, also with -Force, and warns of what would be' {
        Get-RecycleBinRule -ResourceType Snapshot | Set-RecycleBinRule -RetentionDays 3 -WhatIf -Force -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -Match 'not 14.*cannot be restored'
        (Get-RecycleBinRule).RetentionDays | Should -Be 14, 14
    }

    It 'refuses <what> with <code>' -ForEach @(
        @{ what = 'nothing to change'; parameters = @{}; code = 'InvalidOption' }
        @{ what = 'too many days'; parameters = @{ RetentionDays = 366 }; code = 'InvalidRetention' }
        @{ what = 'a rule by tags in place of one for the region'; parameters = @{ ResourceTag = @{ Team = 'web' } }; code = 'InvalidOption' }
        @{ what = 'six exclusions'; parameters = @{ ExcludeResourceTag = @{ a = 1; b = 2; c = 3; d = 4; e = 5; f = 6 } }; code = 'InvalidTag' }
    ) {
        Get-RecycleBinRule -ResourceType Image | Set-RecycleBinRule @parameters -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$code,*"
        (Get-RecycleBinRule -ResourceType Image).RetentionDays | Should -Be 14
    }

    It 'goes on after a rule that is denied' {
        Add-Fault -Fault Deny -Operation UpdateRule -Times 1
        $changed = Get-RecycleBinRule | Set-RecycleBinRule -RetentionDays 20 -PassThru -ErrorAction SilentlyContinue -ErrorVariable problem
        $changed | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        Clear-Fault
    }
}
