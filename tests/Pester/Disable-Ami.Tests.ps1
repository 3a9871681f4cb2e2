BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Disable-Ami and Enable-Ami' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name web-1* -Latest
        $partner = '222233334444'
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'disables, keeps the sharing in the tags, and brings it back' {
        $disabled = $image | Disable-Ami -Force -PassThru -WarningAction SilentlyContinue
        $disabled | Should -BeOfType AmiTools.AmiAvailability
        $disabled.State | Should -Be 'disabled'
        $disabled.RemovedAccess | Should -Be $partner
        $shown = Get-Ami $image.ImageId
        $shown.State | Should -Be 'disabled'
        $shown.Tags['AmiTools:access-1'] | Should -Be "1/1 $partner"

        $enabled = $disabled | Enable-Ami -RestoreAccess -PassThru
        $enabled.State | Should -Be 'available'
        $enabled.RestoredAccess | Should -Be $partner
        (Get-Ami $image.ImageId).Tags.Keys | Should -Not -Contain 'AmiTools:access-1'
    }

    It 'says whom enabling alone leaves out' {
        $image | Disable-Ami -Force -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $image | Enable-Ami -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -Match "$partner.*RestoreAccess"
    }

    It 'changes nothing with -WhatIf, not even with -Force' {
        $image | Disable-Ami -WhatIf -Force -WarningAction SilentlyContinue
        (Get-Ami $image.ImageId).State | Should -Be 'available'
        (Get-Ami $image.ImageId).Tags.Keys | Should -Not -Contain 'AmiTools:access-1'
        Get-Ami -Name web-1* | Where-Object State -EQ disabled | Enable-Ami -WhatIf
        @(Get-Ami -Name web-1* | Where-Object State -EQ disabled).Count | Should -Be 1
    }

    It 'does not disable what it cannot write down' {
        Add-Fault -Fault Deny -Operation CreateTags
        $image | Disable-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessNotKept,*'
        $failed[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        (Get-Ami $image.ImageId).State | Should -Be 'available'
    }

    It 'asks before it takes an image from people' {
        $scripted = New-ScriptedShell -Answer 'N'
        $null = $scripted.Shell.AddScript('Connect-AmiSimulator demo; Get-Ami -Name web-1* -Latest | Disable-Ami -WarningAction SilentlyContinue; (Get-Ami -Name web-1* -Latest).State')
        $scripted.Shell.Invoke() | Select-Object -Last 1 | Should -Be 'available'
        $scripted.Screen.Answers.Count | Should -Be 0
        $scripted.Runspace.Dispose()
    }

    It 'goes on where one image is none' {
        $image, 'ami-nothing', 'ami-0123456789abcdef0' | Disable-Ami -Force -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | ForEach-Object ImageId | Should -Be $image.ImageId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InvalidImageId'
    }
}
