BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Copy-EbsSnapshotToRegion' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $snapshot = Get-EbsSnapshot -Tag @{ Name = 'web-0 backup' }
    }

    AfterEach { Clear-Fault }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'copies to each region, and each copy knows its parent' {
        $copies = $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1, us-west-2 -Wait
        $copies | Should -BeOfType AmiTools.EbsSnapshotCopy
        $copies.Region | Sort-Object | Should -Be 'us-east-1', 'us-west-2'
        $copies.ParentSnapshotId, $copies.ParentRegion | ForEach-Object { $_ } | Sort-Object -Unique | Should -Be 'eu-west-1', $snapshot.SnapshotId
        ($copies | Get-EbsSnapshot).State | Sort-Object -Unique | Should -Be 'completed'
        ($copies | Get-EbsSnapshot).ParentSnapshotId | Sort-Object -Unique | Should -Be $snapshot.SnapshotId
    }

    It 'copies nothing twice, and what is missing' {
        $first = $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1 -Wait
        $second = $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1, us-west-2 -Wait
        ($second | Where-Object Region -EQ 'us-east-1').SnapshotId | Should -Be $first.SnapshotId
        ($second | Where-Object Region -EQ 'us-east-1').AlreadyExisted | Should -BeTrue
        ($second | Where-Object Region -EQ 'us-west-2').AlreadyExisted | Should -BeFalse
    }

    It 'returns at once, and another process can wait' {
        $copy = $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1
        ($copy | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Wait-EbsSnapshot).State | Should -Be 'completed'
    }

    It 'encrypts in the same region, with tags' {
        $snapshot.Encrypted | Should -BeFalse
        $copy = $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion eu-west-1 -Encrypted -CopyTag -Tag @{ Purpose = 'sealed' } -Wait
        $copy.Encrypted, $copy.Tags['Name'], $copy.Tags['Purpose'] | Should -Be $true, 'web-0 backup', 'sealed'
    }

    It 'goes on where one region fails, and says which' {
        (Copy-EbsSnapshotToRegion $snapshot us-east-1, nowhere-1 -ErrorVariable failed -ErrorAction SilentlyContinue).Region | Should -Be 'us-east-1'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
        "$($failed[0])" | Should -Match 'nowhere-1'
    }

    It 'changes nothing with -WhatIf' {
        $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-* -Force -WhatIf | Should -BeNullOrEmpty
        @(Get-EbsSnapshot -Region us-* | Where-Object ParentSnapshotId -EQ $snapshot.SnapshotId).Count | Should -Be 0
    }

    It 'refuses a key that is not there, and a time that is none, before it copies anything' {
        $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1 -KmsKeyId alias/nobody -CompletionDuration 20m -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidOption', 'KmsKeyNotFound'
        @(Get-EbsSnapshot -Region us-east-1 | Where-Object ParentSnapshotId -EQ $snapshot.SnapshotId).Count | Should -Be 0
    }

    It 'refuses a source region that contradicts the object' {
        $snapshot | Copy-EbsSnapshotToRegion -DestinationRegion us-east-1 -SourceRegion us-west-2 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
    }

    It 'names what is denied' {
        Add-Fault -Fault Deny -Operation CopySnapshot
        Copy-EbsSnapshotToRegion $snapshot us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'CopySnapshot'
    }
}
