BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-RecycleBinItem' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1*
        $removed = $image | Remove-Ami -Force
    }

    It 'lists the image and its snapshots, with what they cost and until when' {
        $items = Get-RecycleBinItem
        $items | Should -BeOfType AmiTools.RecycleBinItem
        $items.Id | Sort-Object | Should -Be (@($image.ImageId) + $image.SnapshotIds | Sort-Object)
        $binned = $items | Where-Object ImageId
        $binned.Name | Should -Be $image.Name
        $binned.SnapshotIds | Sort-Object | Should -Be ($image.SnapshotIds | Sort-Object)
        $binned.Restorable | Should -Be 'Yes'
        $binned.SizeGiB | Should -Be 156
        $binned.ExitTime | Should -Be $removed.RecycleBinExitTime
        $binned.ExitTime.Kind | Should -Be 'Utc'
        ($items | Where-Object SnapshotId | Measure-Object EstimatedMonthlyCost -Sum).Sum | Should -Be 7.8
    }

    It 'takes <what>' -ForEach @(
        @{ what = 'an id'; given = { $image.ImageId } }
        @{ what = 'an image that was listed before it was removed'; given = { $image } }
        @{ what = 'what Remove-Ami returned'; given = { $removed } }
        @{ what = 'a snapshot of AWS Tools'; given = { [pscustomobject]@{ SnapshotId = $image.SnapshotIds[0]; State = 'completed' } } }
        @{ what = 'what it returned itself'; given = { Get-RecycleBinItem -ResourceType Image } }
    ) {
        $item = & $given | Get-RecycleBinItem
        @($item).Count | Should -Be 1
        $item.Id | Should -BeIn (@($image.ImageId) + $image.SnapshotIds)
    }

    It 'knows kinds and names' {
        @(Get-RecycleBinItem -ResourceType Snapshot).Count | Should -Be 3
        (Get-RecycleBinItem -Name db-*).ImageId | Should -Be $image.ImageId
        Get-RecycleBinItem -Name nobody* | Should -BeNullOrEmpty
        { Get-RecycleBinItem -ResourceType Instance -ErrorAction Stop } | Should -Throw
    }

    It 'lists the same the second time, and changes nothing' {
        $first = Get-RecycleBinItem
        (Get-ConnectedSimulator).Requests.Clear()
        (Get-RecycleBinItem).Id | Should -Be $first.Id
        (Get-ConnectedSimulator).Requests.Entries.Operation | Where-Object { $_ -notmatch '^(List|Describe|Get)' } | Should -BeNullOrEmpty
    }

    It 'counts the time that passes' {
        $null = Step-AmiSimulator 10d
        $left = (Get-RecycleBinItem $image.ImageId).TimeLeft.TotalDays
        $left | Should -BeLessThan 4
        $left | Should -BeGreaterThan 3
        $null = Step-AmiSimulator 5d
        Get-RecycleBinItem | Should -BeNullOrEmpty
    }

    It 'makes one error for each bad item and goes on' {
        $items = 'nonsense', $null, $image.ImageId.ToUpperInvariant(), 'ami-0123456789abcdef0', $image.ImageId | Get-RecycleBinItem -ErrorVariable failed -ErrorAction SilentlyContinue
        $items.Id | Should -Be $image.ImageId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidResourceId', 'InvalidResourceId', 'InvalidResourceId', 'NotInRecycleBin'
        "$($failed.ErrorDetails.Message)" | Should -Match 'Nothing was given'
        foreach ($record in $failed) { $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
    }

    It 'names the operation that is denied, and lists the other regions' {
        Add-Fault Deny ListImagesInRecycleBin us-east-1
        $items = Get-RecycleBinItem -Region eu-west-1, us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue
        @($items).Count | Should -Be 4
        @($failed).Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].Exception.Operation | Should -Be 'ListImagesInRecycleBin'
        $failed[0].Exception.Region | Should -Be 'us-east-1'
    }

    It 'is read again after <_>' -ForEach 'Throttle', 'InternalError', 'CutInBody' {
        Add-Fault $_ ListSnapshotsInRecycleBin -Times 1
        @(Get-RecycleBinItem).Count | Should -Be 4
    }

    It 'asks nothing for an empty pipeline' {
        $before = (Step-AmiSimulator 0s).Requests
        @() | Get-RecycleBinItem | Should -BeNullOrEmpty
        (Step-AmiSimulator 0s).Requests | Should -Be $before
    }

    It 'hands everything on to Restore-FromRecycleBin' {
        (Get-RecycleBinItem -ResourceType Image | Restore-FromRecycleBin).State | Should -Be 'available'
        Get-RecycleBinItem | Should -BeNullOrEmpty
    }

    It 'fits into 100 columns' {
        (Get-RecycleBinItem | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
