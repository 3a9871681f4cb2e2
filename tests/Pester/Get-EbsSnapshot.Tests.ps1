BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 0
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-EbsSnapshot' {
    It 'lists own snapshots' {
        $snapshots = Get-EbsSnapshot
        $snapshots.Count | Should -BeGreaterThan 3
        $snapshots | Should -BeOfType AmiTools.EbsSnapshot
        $snapshots | ForEach-Object { $_.Region | Should -Be 'eu-west-1'; $_.AccountId | Should -Match '^\d{12}$'; "$_" | Should -Be $_.SnapshotId }
    }

    It 'fits a window of 80 columns' {
        (Get-EbsSnapshot | Out-String -Width 80) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'says of pending ones how far they are' {
        $null = Connect-AmiSimulator demo -Speed 0
        $backup = Get-Ami -Name db-1* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1
        $null = Step-AmiSimulator 1m
        $backup | Get-EbsSnapshot | Out-String | Should -Match 'pending \d+%'
    }

    It 'finds by <what>' -ForEach @(
        @{ what = 'tag'; parameters = @{ Tag = @{ Name = 'web-1' } }; holds = { $_.Name -eq 'web-1' } }
        @{ what = 'description'; parameters = @{ Description = 'Created by CreateImage*' }; holds = { $_.MadeForImageId } }
        @{ what = 'age'; parameters = @{ OlderThan = '20d'; NewerThan = '100d' }; holds = { $_.StartTime -lt (Step-AmiSimulator 0s).Time.AddDays(-20) -and $_.StartTime -gt (Step-AmiSimulator 0s).Time.AddDays(-100) } }
        @{ what = 'state'; parameters = @{ State = 'completed' }; holds = { $_.State -eq 'completed' } }
        @{ what = 'what is not encrypted'; parameters = @{ Encrypted = $false }; holds = { -not $_.Encrypted } }
        @{ what = 'tier'; parameters = @{ StorageTier = 'standard' }; holds = { $_.StorageTier -eq 'standard' } }
    ) {
        $expected = Get-EbsSnapshot | Where-Object $holds | ForEach-Object SnapshotId | Sort-Object
        $expected | Should -Not -BeNullOrEmpty -Because 'the estate has such snapshots'
        Get-EbsSnapshot @parameters | ForEach-Object SnapshotId | Sort-Object | Should -Be $expected
    }

    It 'takes images, their ids and volumes for the snapshots of them' {
        $image = Get-Ami -Name db-1* -Latest
        $expected = $image.SnapshotIds | Sort-Object
        foreach ($found in ($image | Get-EbsSnapshot), (Get-EbsSnapshot -ImageId $image.ImageId), (Get-EbsSnapshot $image.ImageId), (Get-EbsSnapshot $image.SnapshotIds)) { $found.SnapshotId | Sort-Object | Should -Be $expected }
        $one = Get-EbsSnapshot $image.SnapshotIds[0]
        (Get-EbsSnapshot -VolumeId $one.VolumeId).SnapshotId | Should -Contain $one.SnapshotId
        ($one | Get-EbsSnapshot).SnapshotId | Should -Be $one.SnapshotId -Because 'a snapshot does not stand for all of its volume'
    }

    It 'asks all regions for *, and takes the region of the object' {
        $away = Get-EbsSnapshot -Region * | Where-Object Region -NE 'eu-west-1' | Select-Object -First 1
        $away | Should -Not -BeNullOrEmpty
        ($away | Get-EbsSnapshot).Region | Should -Be $away.Region
        ($away | ConvertTo-Json | ConvertFrom-Json | Get-EbsSnapshot).SnapshotId | Should -Be $away.SnapshotId
        $away | Get-EbsSnapshot -Region eu-west-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
    }

    It 'makes an error of each that is not there, and returns the others' {
        $good = (Get-EbsSnapshot)[0].SnapshotId
        (Get-EbsSnapshot 'snap-00000000', $good, 'x', 'vol-1' -ErrorVariable failed -ErrorAction SilentlyContinue).SnapshotId | Should -Be $good
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidSnapshotId', 'InvalidVolumeId', 'SnapshotNotFound'
    }

    It 'refuses an owner that is none' {
        { Get-EbsSnapshot -Owner all -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'lists nothing for an empty pipeline' {
        @() | Get-EbsSnapshot | Should -BeNullOrEmpty
    }
}
