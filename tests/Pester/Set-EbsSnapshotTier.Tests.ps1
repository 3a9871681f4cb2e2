BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Set-EbsSnapshotTier' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 0
        $volume = (Get-EbsSnapshot | Where-Object VolumeId | Select-Object -First 1).VolumeId
        $snapshot = New-EbsSnapshot $volume
        $null = Step-AmiSimulator 3h
    }

    It 'archives a snapshot from the pipeline, restores it for days and for good' {
        $moving = $snapshot | Set-EbsSnapshotTier -Tier archive -PassThru -WarningAction SilentlyContinue
        $moving.TieringStatus | Should -Be archival-in-progress
        "$moving" | Should -Be $snapshot.SnapshotId
        $moving | Out-String -Width 80 | Should -Match 'standard +archival-in-progress'
        $null = Step-AmiSimulator 4h
        $moving | Set-EbsSnapshotTier -RestoreDays 3
        $null = Step-AmiSimulator 80h
        $restored = Get-EbsSnapshot $snapshot.SnapshotId
        $restored.StorageTier | Should -Be archive
        $restored.RestoreExpiryTime | Should -Not -BeNullOrEmpty
        $restored | Set-EbsSnapshotTier -Tier standard -WarningAction SilentlyContinue
        $null = Step-AmiSimulator 80h
        (Get-EbsSnapshot $snapshot.SnapshotId).StorageTier | Should -Be standard
    }

    It 'returns nothing without -PassThru, and shows with it how far an earlier run is' {
        $snapshot | Set-EbsSnapshotTier -Tier archive -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $null = Step-AmiSimulator 1h
        $again = $snapshot | Set-EbsSnapshotTier -Tier archive -PassThru
        $again.TieringProgress | Should -BeGreaterThan 0
        $again.Receipt | Should -BeNullOrEmpty
        $again | Out-String -Width 80 | Should -Match 'archival \d+ %'
    }

    It 'changes nothing with -WhatIf, also with -Force, and tells the price and the time' {
        $snapshot | Set-EbsSnapshotTier -Tier archive -WhatIf -Force -PassThru -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        "$warnings" | Should -Match '24 to 72 hours'
        ($snapshot | Set-EbsSnapshotTier -Tier standard -PassThru).TieringStatus | Should -BeNullOrEmpty -Because 'it was never moved'
    }

    It 'refuses the snapshot of an image, and takes it once the image is disabled' {
        $image = Get-Ami | Where-Object State -EQ available | Select-Object -First 1
        $image | Get-EbsSnapshot | Set-EbsSnapshotTier -Tier archive -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SnapshotInUse,*'
        "$problem" | Should -Match $image.ImageId
    }

    It 'refuses <days> days' -ForEach @(@{ days = 0 }, @{ days = 181 }) {
        $snapshot | Set-EbsSnapshotTier -RestoreDays $days -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRetention,*'
    }
}
