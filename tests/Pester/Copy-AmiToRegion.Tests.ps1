BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Copy-AmiToRegion' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $image = Get-Ami -Name db-1* -Latest
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'copies to each region, and each copy knows its parent' {
        $copies = $image | Copy-AmiToRegion -DestinationRegion us-east-1, us-west-2 -Wait
        $copies | Should -BeOfType AmiTools.AmiCopy
        $copies.Region | Sort-Object | Should -Be 'us-east-1', 'us-west-2'
        $copies.ParentImageId | Sort-Object -Unique | Should -Be $image.ImageId
        $copies.ParentRegion | Sort-Object -Unique | Should -Be 'eu-west-1'
        $copies | Get-Ami | ForEach-Object State | Sort-Object -Unique | Should -Be 'available'
    }

    It 'copies nothing twice, and what is missing' {
        $first = $image | Copy-AmiToRegion -DestinationRegion us-east-1 -Wait
        $second = $image | Copy-AmiToRegion -DestinationRegion us-east-1, us-west-2 -Wait
        ($second | Where-Object Region -EQ 'us-east-1').ImageId | Should -Be $first.ImageId
        ($second | Where-Object Region -EQ 'us-east-1').AlreadyExisted | Should -BeTrue
        ($second | Where-Object Region -EQ 'us-west-2').AlreadyExisted | Should -BeFalse
    }

    It 'goes on where one region fails, and says which' {
        $copies = $image | Copy-AmiToRegion -DestinationRegion us-east-1, nowhere-1 -ErrorVariable failed -ErrorAction SilentlyContinue
        $copies.Region | Should -Be 'us-east-1'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
        "$($failed[0])" | Should -Match 'nowhere-1'
    }

    It 'changes nothing with -WhatIf' {
        $before = @(Get-Ami -Region *).Count
        $image | Copy-AmiToRegion -DestinationRegion us-* -WhatIf | Should -BeNullOrEmpty
        @(Get-Ami -Region *).Count | Should -Be $before
    }

    It 'refuses a key that is not there before it copies anything' {
        $before = @(Get-Ami -Region *).Count
        $image | Copy-AmiToRegion -DestinationRegion us-east-1 -Encrypted -KmsKeyId alias/nobody -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'KmsKeyNotFound,*'
        @(Get-Ami -Region *).Count | Should -Be $before
    }

    It 'encrypts in the same region' {
        $open = Get-Ami -Name web-2* | Select-Object -First 1
        $open.Encrypted | Should -BeFalse
        $copy = $open | Copy-AmiToRegion -DestinationRegion eu-west-1 -Encrypted -Wait
        (Get-Ami $copy.ImageId).Encrypted | Should -BeTrue
    }

    It 'refuses a source region that contradicts the object' {
        $image | Copy-AmiToRegion -DestinationRegion us-east-1 -SourceRegion us-west-2 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
    }

    It 'puts tags on the copies' {
        $copy = $image | Copy-AmiToRegion -DestinationRegion us-east-1 -CopyTag -Tag @{ Purpose = 'disaster' } -Wait
        $tags = (Get-Ami $copy.ImageId -Region us-east-1).Tags
        $tags['Purpose'], $tags['Name'] | Should -Be 'disaster', $image.Tags['Name']
    }

    It 'has a date of deprecation by the clock of the estate' {
        $copy = $image | Copy-AmiToRegion -DestinationRegion us-east-1 -DeprecateAt 90d -Wait
        $then = (Get-Ami $copy.ImageId -Region us-east-1).DeprecationTime
        $now = (Step-AmiSimulator 0s).Time
        ($then - $now).TotalDays | Should -BeGreaterThan 80
        ($then - $now).TotalDays | Should -BeLessOrEqual 90.1
    }
}
