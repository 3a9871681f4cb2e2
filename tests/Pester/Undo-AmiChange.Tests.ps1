BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'Undo-AmiChange' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = (Get-Ami -Name web-2*)[0]
        $journal = Join-Path $TestDrive "$([System.IO.Path]::GetRandomFileName()).jsonl"
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'brings a removed image back with its snapshots' {
        $removed = $image | Remove-Ami -Force
        Get-Ami $image.ImageId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $undone = $removed | Undo-AmiChange
        $undone | Should -BeOfType AmiTools.AmiUndo
        $undone.ImageId, $undone.NotUndone.Count | Should -Be $image.ImageId, 0
        (Get-Ami $image.ImageId).SnapshotIds | Should -Be $image.SnapshotIds
    }

    It 'takes what another process read from a file' {
        $image | Remove-Ami -Force | Export-Clixml (Join-Path $TestDrive removed.xml) -Depth 8
        (Import-Clixml (Join-Path $TestDrive removed.xml) | Undo-AmiChange).ImageId | Should -Be $image.ImageId
        $image | Set-AmiDeprecation -After 90d -PassThru | ConvertTo-Json -Depth 8 | Set-Content (Join-Path $TestDrive dated.json)
        $null = Get-Content (Join-Path $TestDrive dated.json) -Raw | ConvertFrom-Json | Undo-AmiChange
        (Get-Ami $image.ImageId).DeprecationTime | Should -BeNullOrEmpty
    }

    It 'says of a receipt that was cut off how to keep it whole' {
        $image | Remove-Ami -Force | Export-Clixml (Join-Path $TestDrive cut.xml) -Depth 2
        { Undo-AmiChange (Import-Clixml (Join-Path $TestDrive cut.xml)) } | Should -Throw -ExpectedMessage '*-Depth*'
    }

    It 'takes a journal, and only what is new enough' {
        $image | Set-AmiDeprecation -After 90d -Journal $journal
        Undo-AmiChange -Path $journal -Since (Get-Date).AddYears(5) | Should -BeNullOrEmpty
        (Undo-AmiChange -Path $journal).Undone | Should -Be 'no deprecation date'
        (Get-Ami $image.ImageId).DeprecationTime | Should -BeNullOrEmpty
    }

    It 'leaves what is as it was, a second time' {
        $changed = $image | Set-AmiDeprecation -After 90d -PassThru
        $null = $changed | Undo-AmiChange
        ($changed | Undo-AmiChange).Undone | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        $removed = $image | Remove-Ami -Force
        $removed | Undo-AmiChange -WhatIf | Should -BeNullOrEmpty
        Get-Ami $image.ImageId -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'says what is denied and brings back the rest' {
        $removed = $image | Remove-Ami -Force
        Add-Fault -Fault Deny -Operation RestoreImageFromRecycleBin
        $removed | Undo-AmiChange -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -Match 'RestoreImageFromRecycleBin'
        Clear-Fault
        ($removed | Undo-AmiChange).ImageId | Should -Be $image.ImageId
    }

    It 'refuses an object without a receipt, and a journal that is not there' {
        { Undo-AmiChange $image } | Should -Throw -ExpectedMessage '*receipt*'
        { Undo-AmiChange -Path (Join-Path $TestDrive none.jsonl) -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotRead,*'
    }
}
