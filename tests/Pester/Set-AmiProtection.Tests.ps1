BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Set-AmiProtection' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name web-2* -Latest
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'protects, and nobody removes the image' {
        $protected = $image | Set-AmiProtection -Enable -PassThru
        $protected | Should -BeOfType AmiTools.AmiProtection
        $protected.Protection | Should -Be 'enabled-without-cooldown'
        $image | Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageProtected,*'
        ($image | Set-AmiProtection -Disable -PassThru).IsProtected | Should -BeFalse
    }

    It 'shows until when a cooldown goes on' {
        $image | Set-AmiProtection -Enable -WithCooldown | Should -BeNullOrEmpty
        $off = $image | Set-AmiProtection -Disable -PassThru
        $off.IsProtected | Should -BeTrue
        $off.ProtectedUntil.Kind | Should -Be 'Utc'
        ($off | Format-Table | Out-String) | Should -Match $off.ProtectedUntil.ToString('yyyy-MM-dd')
    }

    It 'takes -Enable:$false for -Disable' {
        $image | Set-AmiProtection -Enable
        ($image | Set-AmiProtection -Enable:$false -PassThru).Protection | Should -Be 'disabled'
    }

    It 'changes nothing with -WhatIf' {
        $image | Set-AmiProtection -Enable -WhatIf
        (Get-Ami $image.ImageId).DeregistrationProtection | Should -Be 'disabled'
    }

    It 'says who may not' {
        Add-Fault -Fault Deny -Operation EnableImageDeregistrationProtection
        $image | Set-AmiProtection -Enable -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
    }
}
