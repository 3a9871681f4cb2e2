BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'What names a resource' {
    It 'is <what>' -ForEach @(
        @{ what = 'an id'; value = 'ami-00000001'; expected = '/ami-00000001' }
        @{ what = 'an ARN'; value = 'arn:aws:ec2:eu-west-2::image/ami-00000001'; expected = 'eu-west-2/ami-00000001' }
        @{ what = 'an object with ImageId'; value = [pscustomobject]@{ ImageId = 'ami-00000001' }; expected = '/ami-00000001' }
        @{ what = 'an object with ImageId and Region'; value = [pscustomobject]@{ Region = 'us-east-1'; ImageId = 'ami-00000001' }; expected = 'us-east-1/ami-00000001' }
        @{ what = 'a table'; value = @{ imageid = 'ami-00000001'; region = 'us-east-1' }; expected = 'us-east-1/ami-00000001' }
        @{ what = 'an object read from JSON'; value = ('{"ImageId":"ami-00000001","Region":"us-east-1"}' | ConvertFrom-Json); expected = 'us-east-1/ami-00000001' }
        @{ what = 'an object that knows only its zone, as those of AWS Tools'; value = [pscustomobject]@{ ImageId = 'ami-00000001'; Placement = [pscustomobject]@{ AvailabilityZone = 'eu-west-1b' } }; expected = 'eu-west-1/ami-00000001' }
        @{ what = 'an object in a local zone'; value = [pscustomobject]@{ ImageId = 'ami-00000001'; Placement = [pscustomobject]@{ AvailabilityZone = 'us-west-2-lax-1a' } }; expected = 'us-west-2/ami-00000001' }
        @{ what = 'an object in a zone of a partition of its own'; value = [pscustomobject]@{ ImageId = 'ami-00000001'; Placement = [pscustomobject]@{ AvailabilityZone = 'us-gov-west-1a' } }; expected = 'us-gov-west-1/ami-00000001' }
        @{ what = 'an object whose ImageId is null'; value = [pscustomobject]@{ ImageId = $null }; expected = '/' }
    ) {
        ($value | Measure-Batch).Items | Should -Be $expected -Because 'it comes by the pipeline'
        (Measure-Batch $value).Items | Should -Be $expected -Because 'it is an argument'
    }

    It 'is a list of all kinds' {
        (Measure-Batch 'ami-00000001', ([pscustomobject]@{ ImageId = 'ami-00000002'; Region = 'us-east-1' }), @{ ImageId = 'ami-00000003' }).Items |
            Should -Be '/ami-00000001', 'us-east-1/ami-00000002', '/ami-00000003'
    }

    It 'is an object of the module, also after Clixml' {
        $file = Join-Path $TestDrive 'image.xml'
        $image = [AmiTools.ResourceReference]::new('ami-00000001', 'us-east-1')
        ($image | Measure-Batch).Items | Should -Be 'us-east-1/ami-00000001'
        [pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' } | Export-Clixml $file
        (Import-Clixml $file | Measure-Batch).Items | Should -Be 'us-east-1/ami-00000001'
    }

    It 'is not <value>, which is refused by its kind' -ForEach @{ value = 5 }, @{ value = [pscustomobject]@{ Volume = 'vol-1' } } {
        $value | Measure-Batch -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$($failed[0])" | Should -BeLike '*names no resource*ImageId*' -Because '"the input object cannot be bound" tells nobody why'
        { Measure-Batch $value } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*names no resource*ImageId*'
    }

    It 'is each instance of a reservation' {
        $reservation = [pscustomobject]@{ ReservationId = 'r-1'; Instances = @(
                [pscustomobject]@{ InstanceId = 'i-00000001'; ImageId = 'ami-00000001'; Placement = [pscustomobject]@{ AvailabilityZone = 'eu-west-1a' } }
                [pscustomobject]@{ InstanceId = 'i-00000002'; ImageId = 'ami-00000001'; Placement = [pscustomobject]@{ AvailabilityZone = 'eu-west-1b' } }) }
        $transformation = [AmiTools.Binding.ResourceReferencesAttribute]::new('InstanceId')
        $transformation.GetType().GetProperty('Container').SetValue($transformation, 'Instances')
        $transformation.Transform($null, $reservation) | ForEach-Object { "$($_.Region)/$_" } | Should -Be 'eu-west-1/i-00000001', 'eu-west-1/i-00000002'
    }
}

Describe 'A piped object that is none of the resources' {
    BeforeAll {
        Import-AmiTools
        $null = Connect-AmiSimulator demo -Speed 0
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    # Of a process the Id is a number, which is not what commands with -Id mean by it.
    It 'is refused by <command> for what it is' -ForEach @(
        @{ command = 'Get-Ami' }, @{ command = 'Get-AmiUsage' }, @{ command = 'Get-RecycleBinItem' }, @{ command = 'Restore-FromRecycleBin' }, @{ command = 'Get-AmiSnapshotGraph' }
        @{ command = 'New-EbsSnapshot' }, @{ command = 'Undo-AmiChange' }, @{ command = 'Invoke-AmiRetentionPlan' }
    ) {
        Get-Process -Id $PID | & $command -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -BeLike '*An object of the type Process *Give *'
    }

    It 'is no wish to see all of its region' {
        Get-EbsSnapshot | Select-Object -First 1 | Get-Ami -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -BeLike '*An object of the type EbsSnapshot *'
        [pscustomobject]@{ Region = 'eu-west-1' } | Get-Ami | Should -Not -BeNullOrEmpty -Because 'a region is one'
    }

    It 'keeps nothing from the others' {
        $image = Get-Ami -Name web-1* -Latest
        ((Get-Process -Id $PID), $image | Get-Ami -ErrorVariable failed -ErrorAction SilentlyContinue).ImageId | Should -Be $image.ImageId
        $failed.Count | Should -Be 1
    }

    It 'may have the ids in a list' {
        (Get-Ami -Name web-1* -Latest | Wait-EbsSnapshot).State | Should -Be 'completed'
    }
}

Describe 'What is in the second place, where the resources are piped' {
    BeforeAll {
        Import-AmiTools
        $null = Connect-AmiSimulator demo -Speed 0
        $image = Get-Ami -Name web-1* -Latest
        $instance = Test-AmiCompliance | Where-Object InstanceName -EQ web-1
        $orphan = (Find-OrphanSnapshot)[0]
        $snapshot = $image | Get-EbsSnapshot
        $rule = (Get-RecycleBinRule)[0]
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'is taken in the first: <line>' -ForEach @(
        @{ line = '$image | Copy-AmiToRegion us-east-1' }
        @{ line = '$image.ImageId | Copy-AmiToRegion us-east-1, eu-west-2' }
        @{ line = '$image | Copy-AmiToRegion us-*' }
        @{ line = '$image | Export-AmiToS3 demo-ami-archive' }
        @{ line = '$image | Grant-AmiAccess 222233334444' }
        @{ line = '$image | Grant-AmiAccess 222233334444, 333344445555' }
        @{ line = '$image | Revoke-AmiAccess 222233334444' }
        @{ line = '$image | Set-AmiAccess 222233334444' }
        @{ line = '$image | Set-AmiDeprecation 90d' }
        @{ line = '$image | Set-AmiDeprecation (Get-Date).AddYears(1)' }
        @{ line = '$snapshot | Copy-EbsSnapshotToRegion us-east-1' }
        @{ line = '$snapshot | Grant-EbsSnapshotAccess 222233334444' }
        @{ line = '$snapshot | Revoke-EbsSnapshotAccess 222233334444' }
        @{ line = '$snapshot | Lock-EbsSnapshot 7' }
        @{ line = '$orphan | Set-EbsSnapshotTier archive' }
        @{ line = '$snapshot | New-AmiFromSnapshot "again-{Date}"' }
        @{ line = '$snapshot | Restore-EbsVolume $instance.InstanceId' }
        @{ line = '$instance | Restore-InstanceRootVolume $snapshot.SnapshotId' }
        @{ line = '$instance | New-AmiBackup "nightly-{Date}"' }
        @{ line = '$rule | Set-RecycleBinRule 30' }
        @{ line = '$rule | Lock-RecycleBinRule 7' }
    ) {
        { Invoke-Expression "$line -WhatIf -ErrorAction Stop -WarningAction SilentlyContinue" } | Should -Not -Throw
    }

    It 'is what was typed' {
        ($image | Grant-AmiAccess 444455556666).Added | Should -Be '444455556666'
        $next = (Get-Date).AddYears(1)
        $null = $image | Set-AmiDeprecation $next
        ($image | Get-Ami).DeprecationTime.Year | Should -Be $next.ToUniversalTime().Year
    }

    It 'is a mistaken region where it looks like one: <_>' -ForEach 'us-moon-1', 'us-east1' {
        $image | Copy-AmiToRegion $_ -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
    }

    It 'is a mistaken resource where it is nothing else: <line>' -ForEach @(
        @{ line = 'Copy-AmiToRegion nonsense us-east-1'; id = 'InvalidImageId' }
        @{ line = 'Export-AmiToS3 nonsense demo-ami-archive'; id = 'InvalidImageId' }
        @{ line = 'New-AmiBackup web-1'; id = 'InvalidInstanceId' }
    ) {
        Invoke-Expression "$line -ErrorVariable failed -ErrorAction SilentlyContinue" | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike "$id,*"
    }
}

Describe 'Where a piped object is' {
    It 'is its own region' {
        ([pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' } | Measure-Batch).Items | Should -Be 'us-east-1/ami-00000001'
    }

    It 'is an error of the object where another one is given' {
        $pair = [pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' }, [pscustomobject]@{ ImageId = 'ami-00000002'; Region = 'eu-west-1' }
        ($pair | Measure-Batch -Region eu-west-1 -ErrorVariable failed -ErrorAction SilentlyContinue).Items | Should -Be 'eu-west-1/ami-00000002'
        $failed.FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
        $failed.TargetObject | Should -Be 'ami-00000001'
    }

    It 'may be matched by a wildcard' {
        ([pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' } | Measure-Batch -Region us-*).Items | Should -Be 'us-east-1/ami-00000001'
    }

    It 'does not stick to the next one' {
        ([pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' }, 'ami-00000002' | Measure-Batch).Items | Should -Be 'us-east-1/ami-00000001', '/ami-00000002'
    }

    It 'is not taken for a region that the user insists on' {
        $session = ([pscustomobject]@{ Region = 'us-east-1' } | Get-SessionProbe).Session
        $session.Region | Should -BeNullOrEmpty
        (Get-SessionProbe -Region us-east-1).Session.Region | Should -Be 'us-east-1'
    }
}

Describe 'Tags' {
    BeforeAll { $tags = [AmiTools.Binding.TagsAttribute]::new() }

    It 'are a table' {
        $tags.Transform($null, @{ Owner = 'web'; Count = 5 }) | ForEach-Object { $_['Owner'], $_['Count'] } | Should -Be 'web', '5'
    }

    It 'are objects with Key and Value' {
        $tags.Transform($null, @([pscustomobject]@{ Key = 'Owner'; Value = 'web' }, [pscustomobject]@{ Key = 'owner'; Value = 'db' })).Count | Should -Be 2 -Because 'AWS tells upper and lower case apart'
    }

    It 'are tables with Key and Value' {
        $tags.Transform($null, @(@{ Key = 'Owner'; Value = 'web' }))['Owner'] | Should -Be 'web'
    }

    It 'may have a key alone' {
        $tags.Transform($null, @{ Owner = $null })['Owner'] | Should -BeNullOrEmpty
    }

    It 'are not <value>' -ForEach @{ value = 'Owner=web' }, @{ value = 5 } {
        { $tags.Transform($null, $value) } | Should -Throw '*a table such as*'
    }

    It 'have each key once' {
        { $tags.Transform($null, @([pscustomobject]@{ Key = 'Owner'; Value = 'web' }, [pscustomobject]@{ Key = 'Owner'; Value = 'db' })) } | Should -Throw "*'Owner' is given twice*"
    }
}

Describe 'A moment' {
    BeforeAll {
        $now = [datetime]::new(2026, 3, 1, 12, 0, 0, [System.DateTimeKind]::Utc)
        $moment = [AmiTools.Binding.MomentAttribute]::new()
    }

    It '<text> lies at <before> before and <after> after the first of March' -ForEach @(
        @{ text = '90d'; before = '2025-12-01 12:00'; after = '2026-05-30 12:00' }
        @{ text = '12h'; before = '2026-03-01 00:00'; after = '2026-03-02 00:00' }
        @{ text = '2w'; before = '2026-02-15 12:00'; after = '2026-03-15 12:00' }
        @{ text = '1y'; before = '2025-03-01 12:00'; after = '2027-03-01 12:00' }
        @{ text = '+30m'; before = '2026-03-01 11:30'; after = '2026-03-01 12:30' }
        @{ text = '1.5d'; before = '2026-02-28 00:00'; after = '2026-03-03 00:00' }
    ) {
        $value = $moment.Transform($null, $text)
        $value.Before($now).ToString('yyyy-MM-dd HH:mm') | Should -Be $before
        $value.After($now).ToString('yyyy-MM-dd HH:mm') | Should -Be $after
    }

    It 'is a TimeSpan' {
        $moment.Transform($null, [timespan]'1.00:00').Before($now) | Should -Be $now.AddDays(-1)
    }

    It 'is a date, whose zone counts' {
        $moment.Transform($null, [datetimeoffset]'2026-01-31T00:00:00+02:00').After($now) | Should -Be ([datetime]::new(2026, 1, 30, 22, 0, 0, [System.DateTimeKind]::Utc))
        $moment.Transform($null, '2026-01-31T00:00:00Z').After($now) | Should -Be ([datetime]::new(2026, 1, 31, 0, 0, 0, [System.DateTimeKind]::Utc))
        $moment.Transform($null, [datetime]::new(2026, 1, 31, 0, 0, 0, [System.DateTimeKind]::Local)).After($now) | Should -Be ([datetime]::new(2026, 1, 31, 0, 0, 0, [System.DateTimeKind]::Local).ToUniversalTime())
    }

    It 'is not <value>' -ForEach @{ value = 'soon' }, @{ value = 90 }, @{ value = [timespan]'-1.00:00' }, @{ value = '200y' }, @{ value = $null } {
        { $moment.Transform($null, $value) } | Should -Throw
    }
}

Describe 'A moment or a length that is typed without quotes' {
    BeforeAll { Import-AmiTools }

    # PowerShell reads 90d as a decimal, 30s as a short and 1y as an sbyte before a command sees them.
    It 'is what was typed' {
        $null = Connect-AmiSimulator demo -Speed 0
        $before = (Step-AmiSimulator 0s).Time
        ((Step-AmiSimulator 30s).Time - $before).TotalSeconds | Should -Be 30
        ((Step-AmiSimulator 2d).Time - $before).TotalDays | Should -BeGreaterThan 2
        ((Step-AmiSimulator 1y).Time - $before).TotalDays | Should -BeGreaterThan 366
        { Step-AmiSimulator 90 } | Should -Throw '*not a length of time*'
        Get-Ami -OlderThan 200d | Should -Not -BeNullOrEmpty
        Get-Ami -OlderThan 20y | Should -BeNullOrEmpty
        Disconnect-AmiSimulator
    }
}

Describe 'A length of time' {
    BeforeAll { $duration = [AmiTools.Binding.DurationAttribute]::new() }

    It '<value> is <expected>' -ForEach @(
        @{ value = '90m'; expected = '01:30:00' }
        @{ value = '2h'; expected = '02:00:00' }
        @{ value = '45s'; expected = '00:00:45' }
        @{ value = '02:30'; expected = '02:30:00' }
        @{ value = [timespan]'1.00:00'; expected = '1.00:00:00' }
    ) {
        $duration.Transform($null, $value) | Should -Be ([timespan]$expected)
    }

    It 'is not the bare number <value>, which PowerShell would take for ticks or days' -ForEach @{ value = 15 }, @{ value = '15' } {
        { $duration.Transform($null, $value) } | Should -Throw '*not a length of time*'
    }
}

Describe 'Sizes of volumes' {
    BeforeAll { $sizes = [AmiTools.Binding.VolumeSizesAttribute]::new() }

    It '<value> is <expected> GiB' -ForEach @{ value = 100; expected = 100 }, @{ value = '100'; expected = 100 }, @{ value = 100GB; expected = 100 }, @{ value = 2TB; expected = 2048 } {
        $sizes.Transform($null, @{ '/dev/xvda' = $value })['/dev/xvda'] | Should -Be $expected
    }

    It 'is not <value>' -ForEach @{ value = 0 }, @{ value = -1 }, @{ value = 1.5 }, @{ value = 'big' }, @{ value = 1.5GB }, @{ value = $null } {
        { $sizes.Transform($null, @{ '/dev/xvda' = $value }) } | Should -Throw '*/dev/xvda*'
    }
}

Describe 'Devices' {
    BeforeAll { $devices = [AmiTools.Binding.BlockDevicesAttribute]::new() }

    It 'are tables' {
        $device = $devices.Transform($null, @(@{ DeviceName = '/dev/sdf'; SizeGiB = 100GB; VolumeType = 'gp3'; Iops = 4000; Encrypted = $true; DeleteOnTermination = $false }))[0]
        $device | Should -BeOfType AmiTools.AmiBlockDevice
        $device.DeviceName, $device.SizeGiB, $device.VolumeType, $device.Iops, $device.Encrypted, $device.DeleteOnTermination | Should -Be '/dev/sdf', 100, 'gp3', 4000, $true, $false
    }

    It 'says which names it does not know' {
        { $devices.Transform($null, @{ DeviceName = '/dev/sdf'; Size = 5 }) } | Should -Throw '*has no Size*SizeGiB*'
    }

    It 'needs a name' {
        { $devices.Transform($null, @{ SizeGiB = 5 }) } | Should -Throw '*needs a DeviceName*'
    }
}

Describe 'Keys of KMS' {
    BeforeAll { $keys = [AmiTools.Binding.KmsKeysAttribute]::new() }

    It 'are one for all' {
        $keys.Transform($null, 'alias/backup').Single | Should -Be 'alias/backup'
    }

    It 'are one for each region' {
        $value = $keys.Transform($null, @{ 'eu-west-1' = 'alias/a'; 'us-east-1' = 'alias/b' })
        $value.Single | Should -BeNullOrEmpty
        $value.ByRegion['us-east-1'] | Should -Be 'alias/b'
    }

    It 'are not <value>' -ForEach @{ value = @{} }, @{ value = @{ 'eu-west-1' = '' } }, @{ value = '' }, @{ value = 5 } {
        { $keys.Transform($null, $value) } | Should -Throw
    }
}

Describe 'Completion' {
    BeforeAll {
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    }

    It 'knows regions and wildcards' {
        Complete 'Get-Ami -Region eu-we' | Should -Be 'eu-west-1', 'eu-west-2', 'eu-west-3'
        Complete "Copy-AmiToRegion ami-1 -DestinationRegion us-" | Should -Contain "'us-*'"
    }

    It 'knows <expected> for <line>' -ForEach @(
        @{ line = 'Get-Ami -State dis'; expected = 'disabled' }
        @{ line = 'Get-Ami -Architecture ar'; expected = 'arm64' }
        @{ line = 'Get-Ami -Platform w'; expected = 'Windows' }
        @{ line = 'Get-Ami -RootDeviceType i'; expected = 'instance-store' }
        @{ line = 'Connect-AmiSimulator fl'; expected = 'fleet' }
        @{ line = 'New-AmiBackup i-1 -Consistency St'; expected = 'Stop' }
    ) {
        Complete $line | Should -Contain $expected
    }

    It 'knows the profiles of the shared files' {
        $files = @{ AWS_CONFIG_FILE = (Join-Path $TestDrive 'config'); AWS_SHARED_CREDENTIALS_FILE = (Join-Path $TestDrive 'credentials') }
        Set-Content $files.AWS_CONFIG_FILE "[default]`nregion = eu-west-1`n[profile backup]`n[sso-session office]"
        Set-Content $files.AWS_SHARED_CREDENTIALS_FILE "[ba-old]`naws_access_key_id = A"
        $manifest = Join-Path (Get-RepositoryRoot) 'AmiTools.psd1'
        $line = 'Get-Ami -ProfileName '
        Invoke-Pwsh -Environment $files "Import-Module '$manifest'; (TabExpansion2 '$line' $($line.Length)).CompletionMatches.CompletionText" | Should -Be 'ba-old', 'backup', 'default'
    }
}
