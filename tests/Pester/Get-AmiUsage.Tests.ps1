BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 600
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-AmiUsage' {
    It 'says what uses an image, each reason as an object' {
        $usage = Get-Ami -Name web-1* -Latest | Get-AmiUsage
        $usage | Should -BeOfType AmiTools.AmiUsage
        $usage.Verdict | Should -Be 'InUse'
        $usage.Reasons.Kind | Sort-Object -Unique | Should -Be 'LaunchConfiguration', 'LaunchPermission', 'LaunchTemplate'
        $usage.Reasons | ForEach-Object { $_.Detail | Should -Not -BeNullOrEmpty; $_.Remedy | Should -Not -BeNullOrEmpty }
        $usage.Region, $usage.Name | Should -Not -Contain ''
    }

    It 'says what nothing uses, and pipes it on' {
        $unused = Get-Ami -Name db-1* | Get-AmiUsage | Where-Object Verdict -EQ Unused
        $unused.Because | Should -Match 'nothing uses it'
        ($unused | Get-Ami).ImageId | Should -Be $unused.ImageId
        Remove-Ami $unused -WhatIf -ErrorAction Stop
        ($unused | Get-AmiUsage).ResourceId | Should -Be $unused.ImageId
    }

    It 'takes snapshots, alone and mixed with images' {
        $image = Get-Ami -Name db-1* -Latest
        $usages = Get-AmiUsage ($image.SnapshotIds + $image.ImageId)
        $usages.Count | Should -Be 4
        ($usages | Where-Object SnapshotId).Reasons.ResourceId | Sort-Object -Unique | Should -Be $image.ImageId
        ($image.SnapshotIds | Get-EbsSnapshot | Get-AmiUsage | ForEach-Object ResourceId | Sort-Object) | Should -Be ($image.SnapshotIds | Sort-Object)
        ($usages | Where-Object SnapshotId | Get-AmiUsage).Count | Should -Be 3
    }

    It 'leaves the verdict unknown where it may not read, without an error' {
        $image = Get-Ami -Name db-1* -Latest
        Add-Fault -Fault Deny -Operation DescribeAutoScalingGroups
        try {
            $usage = $image | Get-AmiUsage -ErrorAction Stop
            $usage.Verdict | Should -Be 'Unknown'
            $usage.Because | Should -Match 'DescribeAutoScalingGroups'
            { $image | Remove-Ami -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ImageUsageUnknown,*'
        }
        finally { Clear-Fault }
    }

    It 'makes a report only where that is asked for' {
        $image = Get-Ami -Name web-2* -Latest
        ($image | Get-AmiUsage).Remarks | Should -BeNullOrEmpty
        $null = Connect-AmiSimulator demo -Speed 10000
        ($image | Get-AmiUsage -CreateUsageReport).Remarks.Kind | Should -Contain 'UsageReport'
        $null = Connect-AmiSimulator demo -Speed 600
    }

    It 'looks at the others where one is not there' {
        $image = Get-Ami -Name db-1* -Latest
        (Get-AmiUsage 'ami-00000000', $image.ImageId, 'x', 'snap-00000000' -ErrorVariable failed -ErrorAction SilentlyContinue).ImageId | Should -Be $image.ImageId
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InvalidImageId', 'SnapshotNotFound'
    }

    It 'refuses a depth that AWS does not know' {
        { Get-AmiUsage ami-00000000 -VersionDepth 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'fits a window of 100 columns and shows remarks in the list' {
        (Get-Ami | Get-AmiUsage | Format-Table | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        Get-Ami -Name web-1* -Latest | Get-AmiUsage | Format-List | Out-String | Should -Match 'launch template .* -> '
        (Get-Ami -Name web-1* -Latest | Get-AmiUsage).Reasons | Out-String | Should -Match 'LaunchTemplate'
    }
}
