BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $PSDefaultParameterValues['*-RecycleBinRule:WarningAction'] = 'Ignore'
}

AfterAll {
    $PSDefaultParameterValues.Remove('*-RecycleBinRule:WarningAction')
    Disconnect-AmiSimulator -ErrorAction Ignore
}

Describe 'Remove-RecycleBinRule' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 0 }

    It 'removes rules, and returns them with -PassThru' {
        (Get-RecycleBinRule | Remove-RecycleBinRule -Confirm:$false -PassThru).Identifier | Should -HaveCount 2
        Get-RecycleBinRule | Should -BeNullOrEmpty
    }

    It 'asks, and takes no for an answer' {
        $scripted = New-ScriptedShell -Answer '&No'
        $left = $scripted.Shell.AddScript('$null = Connect-AmiSimulator demo -Speed 0; Get-RecycleBinRule -ResourceType Image | Remove-RecycleBinRule; Get-RecycleBinRule -ResourceType Image').Invoke()
        $left | Should -HaveCount 1
        $scripted.Runspace.Dispose()
    }

    It 'says of an identifier that no rule has where it looked' {
        Remove-RecycleBinRule AAAAAAAAAAA -Force -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RuleNotFound,*'
        $problem[0].TargetObject | Should -Be AAAAAAAAAAA
        "$problem" | Should -Match 'eu-west-1'
    }
}
