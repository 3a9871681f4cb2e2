BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $made = { (Get-ConnectedSimulator).Requests.Count('CreateRule') }
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'New-RecycleBinRule' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 600 }

    It 'makes a rule for each kind and region' {
        $rules = New-RecycleBinRule Image, Snapshot 30 -Region us-east-1, us-west-2 -Description nightly -Tag @{ Team = 'ops' } -WarningAction SilentlyContinue
        $rules | Should -BeOfType AmiTools.RecycleBinRule
        ($rules | ForEach-Object { "$($_.Region)/$($_.ResourceType)" } | Sort-Object) | Should -Be 'us-east-1/EBS_SNAPSHOT', 'us-east-1/EC2_IMAGE', 'us-west-2/EBS_SNAPSHOT', 'us-west-2/EC2_IMAGE'
        $rules.RetentionDays | Sort-Object -Unique | Should -Be 30
        $rules[0].Tags['Team'] | Should -Be 'ops'
        @(Get-RecycleBinRule -Region us-* -ResourceType Image -WarningAction SilentlyContinue).Count | Should -Be 2
    }

    It 'makes none twice' {
        $first = New-RecycleBinRule Image 30 -WarningAction SilentlyContinue
        $again = New-RecycleBinRule Image 30
        $again.Identifier | Should -Be $first.Identifier
        $again.AlreadyExisted | Should -BeTrue
        & $made | Should -Be 1
    }

    It 'keeps what is removed from then on' {
        $null = New-RecycleBinRule Image, Snapshot 30 -Region eu-central-1 -WarningAction SilentlyContinue
        # The first rule of a region may take half an hour to act, and until then nothing is promised.
        Get-Ami -Region eu-central-1 | Remove-Ami -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'RemovalPermanent,*'
        Step-AmiSimulator 1h
        (Get-Ami -Region eu-central-1 | Remove-Ami -Force).Restorable | Should -Be 'Yes'
    }

    It 'goes by tags, or leaves them out' {
        (New-RecycleBinRule Snapshot 7 -ResourceTag @{ Environment = 'production' } -WarningAction SilentlyContinue).IsRegionLevel | Should -BeFalse
        (New-RecycleBinRule Snapshot 7 -ExcludeResourceTag @{ Scratch = '' } -WarningAction SilentlyContinue).ExcludeResourceTag.Keys | Should -Be 'Scratch'
    }

    It 'warns that <what>' -ForEach @(
        @{ what = 'snapshots leave before their images'; script = { New-RecycleBinRule Image 90 -WhatIf }; text = '*Snapshots are kept for 14 days*images for 90*' }
        @{ what = 'the first rule takes a while'; script = { New-RecycleBinRule Image 90 -Region us-east-1 -WhatIf }; text = '*first rule for EC2_IMAGE in us-east-1*half an hour*' }
        @{ what = 'long retention costs'; script = { New-RecycleBinRule Snapshot 90 -WhatIf }; text = '*billed while they lie in the bin*' }
    ) {
        (& $script 3>&1) -like $text | Should -Not -BeNullOrEmpty
        & $made | Should -Be 0
    }

    It 'changes nothing with -WhatIf' {
        New-RecycleBinRule Image, Snapshot, Volume 7 -Region * -Force -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        & $made | Should -Be 0
    }

    It 'asks for each with -Confirm, and takes <answer>' -ForEach @{ answer = @('Yes', 'No'); count = 1 }, @{ answer = @('Yes to All'); count = 2 }, @{ answer = @('No to All'); count = 0 } {
        $user = New-ScriptedShell -Answer $answer
        $user.Shell.AddScript('New-RecycleBinRule Image, Snapshot 30 -Confirm').Invoke().Count | Should -Be $count
        $user.Screen.Questions[0] | Should -BeLike '*Keep every EC2_IMAGE for 30 days after deletion*Recycle Bin (eu-west-1)*'
        & $made | Should -Be $count
        $user.Runspace.Dispose()
    }

    It 'refuses <what> before any call' -ForEach @(
        @{ what = 'no day'; script = { New-RecycleBinRule Image 0 }; code = 'InvalidRetention' }
        @{ what = '366 days'; script = { New-RecycleBinRule Snapshot 366 }; code = 'InvalidRetention' }
        @{ what = '8 days for volumes'; script = { New-RecycleBinRule Volume 8 }; code = 'InvalidRetention' }
        @{ what = '51 resource tags'; script = { New-RecycleBinRule Image 7 -ResourceTag (& $many 51) }; code = 'InvalidTag' }
        @{ what = '6 exclusions'; script = { New-RecycleBinRule Image 7 -ExcludeResourceTag (& $many 6) }; code = 'InvalidTag' }
        @{ what = '51 tags'; script = { New-RecycleBinRule Image 7 -Tag (& $many 51) }; code = 'InvalidTag' }
        @{ what = 'a tag of AWS'; script = { New-RecycleBinRule Image 7 -Tag @{ 'aws:mine' = '1' } }; code = 'InvalidTag' }
        @{ what = 'tags and exclusions'; script = { New-RecycleBinRule Image 7 -ResourceTag @{ a = '1' } -ExcludeResourceTag @{ b = '1' } }; code = 'InvalidOption' }
        @{ what = 'a description of two lines'; script = { New-RecycleBinRule Image 7 -Description "one`ntwo" }; code = 'InvalidDescription' }
    ) {
        $many = { $tags = @{}; 1..$args[0] | ForEach-Object { $tags["key-$_"] = 'x' }; $tags }
        $failed = & $script 2>&1
        @($failed).Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike "$code,*"
        $failed.CategoryInfo.Category | Should -Be 'InvalidArgument'
        (Step-AmiSimulator 0s).Requests | Should -Be 0
    }

    It 'says all that is wrong at once' {
        New-RecycleBinRule Image, Volume 400 -Tag @{ 'aws:mine' = '1' } -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be 3
    }

    It 'names the operation that is denied, and goes on in the other regions' {
        Add-Fault Deny CreateRule us-east-1
        $rules = New-RecycleBinRule Image 7 -Region us-east-1, us-west-2 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $rules.Region | Should -Be 'us-west-2'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        $failed[0].Exception.Operation | Should -Be 'CreateRule'
    }

    It 'makes nothing where the rules that are there may not be read' {
        Add-Fault Deny ListRules
        New-RecycleBinRule Image 7 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].Exception.Operation | Should -Be 'ListRules'
        & $made | Should -Be 0
    }

    It 'makes one rule although the call ends in <_>' -ForEach 'Throttle', 'InternalErrorAfter', 'CutAfter', 'CutBefore', 'Truncate', 'EmptyBody' {
        Add-Fault $_ CreateRule -Times 1
        (New-RecycleBinRule Image 30 -WarningAction SilentlyContinue).RetentionDays | Should -Be 30
        @(Get-RecycleBinRule -ResourceType Image).Count | Should -Be 2
    }
}
