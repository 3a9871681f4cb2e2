BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $PSDefaultParameterValues['*-RecycleBinRule:WarningAction'] = 'Ignore'
}

AfterAll {
    $PSDefaultParameterValues.Remove('*-RecycleBinRule:WarningAction')
    Disconnect-AmiSimulator -ErrorAction Ignore
}

Describe 'Lock- and Unlock-RecycleBinRule' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 0 }

    It 'lock a rule until its delay is over' {
        $rule = Get-RecycleBinRule -ResourceType Snapshot | Lock-RecycleBinRule -UnlockDelayDays 7
        $rule.LockState | Should -Be locked
        $rule | Remove-RecycleBinRule -Force -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RuleLocked,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match "Unlock-RecycleBinRule $($rule.Identifier).*7 days later"

        $unlocking = $rule | Unlock-RecycleBinRule
        $unlocking.LockEndTime | Should -BeGreaterThan (Step-AmiSimulator 0s).Time.AddDays(6.9)
        $unlocking | Out-String -Width 80 | Should -Match "unlocks $($unlocking.LockEndTime.ToString('yyyy-MM-dd'))"
        $null = Step-AmiSimulator 7d
        ($rule | Set-RecycleBinRule -RetentionDays 3 -PassThru).LockState | Should -Be unlocked
    }

    It 'refuse <days> days' -ForEach @{ days = 6 }, @{ days = 31 } {
        Get-RecycleBinRule | Lock-RecycleBinRule -UnlockDelayDays $days -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        Get-RecycleBinRule | Where-Object LockState | Should -BeNullOrEmpty
    }

    It 'lock no rule that goes by tags' {
        New-RecycleBinRule Image 5 -ResourceTag @{ Team = 'web' } | Lock-RecycleBinRule -UnlockDelayDays 7 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RuleNotLockable,*'
    }

    It 'change nothing with -WhatIf' {
        Get-RecycleBinRule | Lock-RecycleBinRule -UnlockDelayDays 7 -WhatIf
        Get-RecycleBinRule | Where-Object LockState | Should -BeNullOrEmpty
        $null = Get-RecycleBinRule | Lock-RecycleBinRule -UnlockDelayDays 7
        Get-RecycleBinRule | Unlock-RecycleBinRule -WhatIf
        (Get-RecycleBinRule).LockState | Should -Be locked, locked
    }
}
