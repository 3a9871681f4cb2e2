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

    It 'has what each command makes, with the id that AWS gave it' {
        $AmiToolsJournal = $journal
        $instance = (Get-Ami -Name web-1* -Latest).InstanceId
        $made = @(
            New-AmiBackup $instance -Name journal-test -WarningAction SilentlyContinue
            Get-Ami -Name web-2* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1 -Name journal-test
            New-AmiFromSnapshot $image.SnapshotIds[0] -Name journal-registered
            New-EbsSnapshot -InstanceId $instance
            Export-AmiToS3 $image demo-ami-archive
            Restore-EbsVolume $image.SnapshotIds[0] -AvailabilityZone eu-west-1a
            New-RecycleBinRule Image 3 -ResourceTag @{ Journal = 'test' } -WarningAction SilentlyContinue
        )
        $made.Count | Should -BeGreaterOrEqual 7
        $made.Receipt.Kind | Select-Object -Unique | Should -Be 'Created'
        $ends = Get-Content $journal | ConvertFrom-Json | Where-Object outcome
        $ends.outcome | Select-Object -Unique | Should -Be 'Done'
        $ends.resourceId | Sort-Object | Should -Be ($made.Receipt.ResourceId | Sort-Object)
    }

    It 'has what comes back from the Recycle Bin' {
        $restored = Remove-Ami $image -Force | Restore-FromRecycleBin -Journal $journal
        $restored.Receipt.Kind | Should -Be 'Restored'
        (Get-Content $journal | ConvertFrom-Json).receipt.resourceId | Where-Object { $_ } | Sort-Object | Should -Be (@($image.ImageId) + $image.SnapshotIds | Sort-Object)
    }

    It 'keeps a change from being made that it cannot take' {
        { Set-AmiDeprecation $image -After 90d -Journal $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotWritten,*'
        (Get-Ami $image).DeprecationTime | Should -BeNullOrEmpty
    }
}
