BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Wait-EbsSnapshot' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $volume = (Get-EbsSnapshot -Tag @{ Name = 'db-1' })[0].VolumeId
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'returns a snapshot when it is completed' {
        $ready = New-EbsSnapshot $volume | Wait-EbsSnapshot
        $ready | Should -BeOfType AmiTools.EbsSnapshot
        $ready.State, $ready.VolumeId | Should -Be 'completed', $volume
    }

    It 'takes what was written to <kind>' -ForEach @(
        @{ kind = 'Clixml'; write = { param($what, $file) $what | Export-Clixml $file }; read = { param($file) Import-Clixml $file } }
        @{ kind = 'JSON'; write = { param($what, $file) $what | ConvertTo-Json | Set-Content $file }; read = { param($file) Get-Content $file -Raw | ConvertFrom-Json } }
    ) {
        $taken = New-EbsSnapshot $volume
        $file = Join-Path $TestDrive $kind
        & $write $taken $file
        $ready = & $read $file | Wait-EbsSnapshot
        $ready.SnapshotId, $ready.State | Should -Be $taken.SnapshotId, 'completed'
    }

    It 'makes an error of a snapshot that is not there, and returns the others' {
        $good = (Get-EbsSnapshot)[0].SnapshotId
        (Wait-EbsSnapshot 'snap-00000000', $good, 'x' -ErrorVariable failed -ErrorAction SilentlyContinue).SnapshotId | Should -Be $good
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidSnapshotId', 'SnapshotNotFound'
    }
}
