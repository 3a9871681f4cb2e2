BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Remove-EbsSnapshot' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $orphan = Get-EbsSnapshot -Tag @{ Name = 'web-0 backup' }
        $used = (Get-Ami -State disabled)[0]
    }

    AfterEach { Clear-Fault }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'deletes what nothing needs, and it can be restored' {
        $removed = $orphan | Remove-EbsSnapshot -Confirm:$false
        $removed | Should -BeOfType AmiTools.EbsSnapshotRemoval
        $removed.SnapshotId, $removed.Restorable, $removed.Before.Name | Should -Be $orphan.SnapshotId, 'Yes', 'web-0 backup'
        $removed.RestorableUntil | Should -BeGreaterThan (Step-AmiSimulator 0s).Time
        (Remove-EbsSnapshot $orphan.SnapshotId -Confirm:$false).AlreadyRemoved | Should -BeTrue
        ($removed | Restore-FromRecycleBin -Confirm:$false).Id | Should -Be $orphan.SnapshotId
    }

    It 'names the image that needs one, also a disabled one and with -Force' {
        foreach ($force in $false, $true) {
            $used.SnapshotIds[0] | Remove-EbsSnapshot -Force:$force -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'SnapshotInUse,*'
            "$($failed[0])" | Should -Match $used.ImageId
        }
        (Get-EbsSnapshot $used.SnapshotIds[0]).SnapshotId | Should -Be $used.SnapshotIds[0]
    }

    It 'counts as used what it cannot read' {
        Add-Fault -Fault Deny -Operation DescribeLockedSnapshots
        Remove-EbsSnapshot $orphan -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SnapshotUsageUnknown,*'
        (Remove-EbsSnapshot $orphan -Force).SnapshotId | Should -Be $orphan.SnapshotId
    }

    It 'changes nothing with -WhatIf, also with -Force' {
        Remove-EbsSnapshot $orphan -Force -WhatIf | Should -BeNullOrEmpty
        (Get-EbsSnapshot $orphan.SnapshotId).State | Should -Be 'completed'
    }

    It 'makes an error of each that is not there, and deletes the others' {
        (Remove-EbsSnapshot 'snap-00000000', $orphan.SnapshotId, 'x' -Force -ErrorVariable failed -ErrorAction SilentlyContinue).SnapshotId | Should -Be $orphan.SnapshotId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidSnapshotId', 'SnapshotNotFound'
    }
}
