BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'The journal' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = (Get-Ami -Name web-2*)[0]
        $journal = Join-Path $TestDrive "$([System.IO.Path]::GetRandomFileName()).jsonl"
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'has each change with what was there before' {
        Set-AmiDeprecation $image -After 90d -Journal $journal
        $lines = @(Get-Content $journal | ConvertFrom-Json)
        $lines.Count | Should -Be 2
        $lines[0].receipt.resourceId, $lines[0].receipt.kind | Should -Be $image.ImageId, 'Deprecation'
        $lines[1].receiptId, $lines[1].outcome | Should -Be $lines[0].receipt.receiptId, 'Done'
    }

    It 'is named by $AmiToolsJournal too' {
        $AmiToolsJournal = $journal
        $removed = Remove-Ami $image -Force
        $removed.Receipt.Before.BlockDevices[0].SnapshotId | Should -Be $image.SnapshotIds[0]
        (Get-Content $journal -TotalCount 1 | ConvertFrom-Json).receipt.before.blockDevices[0].snapshotId | Should -Be $image.SnapshotIds[0]
    }

    It 'lies where the shell is' {
        Push-Location $TestDrive
        try { Set-AmiDeprecation $image -After 90d -Journal here.jsonl } finally { Pop-Location }
        Join-Path $TestDrive here.jsonl | Should -Exist
    }

    It 'is not written by -WhatIf' {
        Set-AmiDeprecation $image -After 90d -Journal $journal -WhatIf
        $journal | Should -Not -Exist
    }

    It 'keeps a change from being made that it cannot take' {
        { Set-AmiDeprecation $image -After 90d -Journal $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotWritten,*'
        (Get-Ami $image).DeprecationTime | Should -BeNullOrEmpty
    }
}
