BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Measure-AmiCost' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 600 }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'measures all that the account keeps, and adds up' {
        $costs = Measure-AmiCost
        $total = $costs[-1]
        $total | Should -BeOfType AmiTools.AmiCostTotal
        $rows = $costs | Where-Object { $_ -is [AmiTools.AmiCost] }
        ($rows | Where-Object Kind -EQ Image).Count | Should -Be (Get-Ami).Count
        ($rows | Where-Object Kind -EQ Snapshot).ResourceId | Should -Be (Get-AmiSnapshotGraph).Orphans.Id
        [math]::Round(($rows.MonthlyCost | Measure-Object -Sum).Sum, 2) | Should -Be $total.TotalMonthlyCost
        $total.TotalLeastMonthlyCost | Should -BeLessOrEqual $total.TotalMonthlyCost
        $total.IsEstimate, $total.IsComplete | Should -Be $true, $true
        "$($total.Because)" | Should -Match 'us-east-1'
    }

    It 'counts a snapshot of two images once' {
        $database = Get-Ami -Name db-1*
        $again = New-AmiFromSnapshot $database.SnapshotIds[0] -Name twice -Wait -WarningAction SilentlyContinue
        $alone = (Measure-AmiCost $database)[0]
        $costs = $database, ($again | Get-Ami) | Measure-AmiCost
        ($costs | Where-Object ResourceId -EQ $again.ImageId).MonthlyCost | Should -Be 0
        ($costs | Where-Object ResourceId -EQ $again.ImageId).Because | Should -Match "counted at $($database.ImageId)"
        $costs[-1].TotalMonthlyCost | Should -Be $alone.MonthlyCost
    }

    It 'counts the blocks that snapshots do not share, and leaves no range' {
        $volume = (Get-AmiSnapshotGraph).Nodes | Where-Object Kind -EQ Volume | Select-Object -First 1
        $first, $second = 1..2 | ForEach-Object { New-EbsSnapshot -VolumeId $volume.Id -Wait }
        $estimate = Measure-AmiCost | Where-Object ResourceId -EQ $second.SnapshotId
        $counted = Measure-AmiCost -CountBlock | Where-Object ResourceId -EQ $second.SnapshotId
        # Minutes lie between the two, and a tenth of a volume changes in a day.
        $counted.StoredGiB | Should -BeLessThan ($estimate.StoredGiB / 10)
        $counted.MonthlyCost | Should -Be $counted.LeastMonthlyCost
        "$($estimate.Because)" | Should -Match '-CountBlock'
        "$($counted.Because)" | Should -Not -Match '-CountBlock'
    }

    It 'counts what lies in the Recycle Bin' {
        Get-Ami -Name web-2* | Remove-Ami -Force -ErrorAction Stop | Out-Null
        $binned = Measure-AmiCost | Where-Object Kind -EQ RecycleBin
        $binned.ResourceId | Should -BeLike 'snap-*'
        $binned.MonthlyCost | Should -BeGreaterThan 0
    }

    It 'tells what copies would cost, with the prices of a list' {
        Set-Content TestDrive:/prices.csv "Item,Region,Price`nSnapshotStandard,,1`nTransfer,eu-west-1,0.5"
        $costs = Get-Ami -Name db-1* | Measure-AmiCost -CopyTo us-east-1 -PriceList TestDrive:/prices.csv
        $copy = $costs | Where-Object Kind -EQ Copy
        $copy.DestinationRegion | Should -Be 'us-east-1'
        $copy.MonthlyCost | Should -Be $copy.StoredGiB
        [math]::Abs($copy.OneTimeCost - $copy.StoredGiB / 2) | Should -BeLessOrEqual 0.01
        $costs[-1].CopyMonthlyCost, $costs[-1].Prices | Should -Be $copy.MonthlyCost, 'the price list prices.csv'
        $costs[-1].TotalMonthlyCost | Should -Be $copy.StoredGiB
    }

    It 'asks nothing of an empty pipeline' {
        @() | Measure-AmiCost | Should -BeNullOrEmpty
    }

    It 'makes an error of <what>' -ForEach @(
        @{ what = 'an image that is not there'; id = 'ImageNotFound'; command = { Measure-AmiCost ami-00000000 } }
        @{ what = 'a list that is none'; id = 'InvalidPriceList'; command = { Set-Content TestDrive:/no.json '[{"Item":"Tea","Price":1}]'; Measure-AmiCost -PriceList TestDrive:/no.json } }
        @{ what = 'blocks that may not be counted'; id = 'AccessDenied'; command = { Add-Fault -Fault Deny -Operation ListChangedBlocks; Measure-AmiCost -CountBlock } }
        @{ what = 'a bin that may not be read'; id = 'AccessDenied'; command = { Add-Fault -Fault Deny -Operation ListSnapshotsInRecycleBin; Measure-AmiCost } }
    ) {
        $thrown = try { & $command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } } catch { $_ }
        $thrown.FullyQualifiedErrorId | Should -BeLike "$id,*"
    }

    It 'has tables that fit' {
        (Measure-AmiCost -CopyTo us-east-1 | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }
}
