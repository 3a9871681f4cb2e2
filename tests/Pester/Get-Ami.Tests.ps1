BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $null = Connect-AmiSimulator demo -Speed 0
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-Ami' {
    It 'lists own images, deprecated and disabled ones included' {
        $images = Get-Ami
        $images.Count | Should -BeGreaterThan 3
        $images | Should -BeOfType AmiTools.Ami
        $images.State | Should -Contain 'disabled'
        $images.IsDeprecated | Should -Contain $true
        $images | ForEach-Object { $_.Region | Should -Be 'eu-west-1'; $_.AccountId | Should -Match '^\d{12}$' }
    }

    It 'shows in its table that they are' {
        $table = Get-Ami | Out-String -Width 100
        $table | Should -Match '\bdeprecated\b'
        $table | Should -Match '\bdisabled\b'
        ($table -split "`r?`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }

    It 'finds by id, also where it is piped, in the region of the object' {
        $image = Get-Ami -Region * | Where-Object Region -NE 'eu-west-1' | Select-Object -First 1
        (Get-Ami $image.ImageId -Region $image.Region).Name | Should -Be $image.Name
        ($image | Get-Ami).ImageId | Should -Be $image.ImageId
        ([pscustomobject]@{ ImageId = $image.ImageId; Region = $image.Region } | Get-Ami).ImageId | Should -Be $image.ImageId
    }

    It 'finds by <what>' -ForEach @(
        @{ what = 'name'; parameters = @{ Name = 'web-*' }; holds = { $_.Name -like 'web-*' } }
        @{ what = 'several names'; parameters = @{ Name = 'web-2*', 'db-*' }; holds = { $_.Name -like 'web-2*' -or $_.Name -like 'db-*' } }
        @{ what = 'tag'; parameters = @{ Tag = @{ Name = 'web-1' } }; holds = { $_.Tags['Name'] -eq 'web-1' } }
        @{ what = 'a tag''s key alone'; parameters = @{ Tag = @{ Environment = $null } }; holds = { $_.Tags.ContainsKey('Environment') } }
        @{ what = 'state'; parameters = @{ State = 'disabled' }; holds = { $_.State -eq 'disabled' } }
        @{ what = 'age'; parameters = @{ OlderThan = '20d' }; holds = { $_.CreationDate -lt (Step-AmiSimulator 0s).Time.AddDays(-20) } }
        @{ what = 'platform'; parameters = @{ Platform = 'Linux' }; holds = { $_.Platform -like 'Linux*' } }
    ) {
        $expected = Get-Ami | Where-Object $holds | ForEach-Object ImageId | Sort-Object
        $expected | Should -Not -BeNullOrEmpty -Because 'the estate has such images'
        Get-Ami @parameters | ForEach-Object ImageId | Sort-Object | Should -Be $expected
    }

    It 'finds the backups of a machine, and the newest of each' {
        $all = Get-Ami | Where-Object InstanceId
        $id = ($all | Group-Object InstanceId | Sort-Object Count -Descending)[0].Name
        Get-Ami -InstanceId $id | ForEach-Object ImageId | Sort-Object | Should -Be ($all | Where-Object InstanceId -EQ $id | ForEach-Object ImageId | Sort-Object)
        $newest = ($all | Where-Object InstanceId -EQ $id | Sort-Object CreationDate)[-1]
        (Get-Ami -InstanceId $id -Latest).ImageId | Should -Be $newest.ImageId
    }

    It 'says whose images are listed' {
        $amazon = Get-Ami -Visibility Amazon -Name al2023-* -Architecture arm64
        $amazon | Should -Not -BeNullOrEmpty
        $amazon.OwnerAlias | Sort-Object -Unique | Should -Be 'amazon'
        $amazon[0].OwnerId | Should -Be $amazon[0].AccountId
        ($amazon | Out-String -Width 100) | Should -Match '\bamazon\b'
        (Get-Ami -Latest -Owner amazon -Name al2023-* | Out-String -Width 100) | Should -Match 'al2023'
        Get-Ami -Visibility SharedWithMe | Should -BeNullOrEmpty
        (Get-Ami -Filter @{ 'root-device-type' = 'ebs'; architecture = 'x86_64', 'arm64' }).Count | Should -Be (Get-Ami).Count
    }

    It 'never lists all public images' -ForEach @{ parameters = @{ Visibility = 'Public' } }, @{ parameters = @{ Visibility = 'Marketplace' } }, @{ parameters = @{ Visibility = 'Public'; Name = '*' } } {
        $before = (Step-AmiSimulator 0s).Requests
        $thrown = try { Get-Ami @parameters -ErrorAction Stop } catch { $_ }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
        $thrown.ErrorDetails.RecommendedAction | Should -Match '-Owner'
        (Step-AmiSimulator 0s).Requests | Should -Be $before
    }

    It 'asks all regions for *' {
        (Get-Ami -Region * | Sort-Object Region -Unique).Count | Should -BeGreaterThan 1
    }

    It 'reads few pages where Select-Object has enough' {
        $null = Connect-AmiSimulator fleet -Size @{ Regions = 1; Instances = 1; Images = 12000; Snapshots = 12000 } -Speed 0
        $region = (Get-Ami -Region * | Select-Object -First 1).Region
        $before = (Step-AmiSimulator 0s).Requests
        $null = Get-Ami -Region $region | Select-Object -First 1
        # A page has a thousand images; two of them may lie ready on the way to the pipeline.
        (Step-AmiSimulator 0s).Requests - $before | Should -BeLessThan 12
        $null = Connect-AmiSimulator demo -Speed 0
    }

    Context 'Bad input' {
        It 'makes one error for each bad item and goes on' {
            $good = (Get-Ami)[0].ImageId
            $found = 'nonsense', $null, $good, 'ami-00000000', '' | Get-Ami -ErrorVariable failed -ErrorAction SilentlyContinue
            $found.ImageId | Should -Be $good
            $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique | Should -Be 'ImageNotFound', 'InvalidImageId'
            $failed.TargetObject | Should -Contain 'nonsense'
            foreach ($record in $failed) { $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        }

        It 'takes ten thousand ids with few requests, one error for each' {
            $before = (Step-AmiSimulator 0s).Requests
            $null = 1..10000 | ForEach-Object { 'ami-{0:x17}' -f $_ } | Get-Ami -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count | Should -Be 10000
            ($failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique) | Should -Be 'ImageNotFound'
            (Step-AmiSimulator 0s).Requests - $before | Should -BeLessThan 500
        }

        It 'returns a duplicate once' {
            $id = (Get-Ami)[0].ImageId
            ($id, $id | Get-Ami).ImageId | Should -Be $id
        }

        It 'returns nothing for an empty pipeline' {
            @() | Get-Ami | Should -BeNullOrEmpty
        }

        It 'does not take an unset variable for everything' {
            Get-Ami -ImageId $unset -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -BeLike 'InvalidImageId,*'
            { Get-Ami -Name $unset } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        }

        It 'refuses a region that contradicts the object' {
            $image = (Get-Ami)[0]
            $image | Get-Ami -Region us-east-1 -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
        }

        It 'says <id> for the region <region>' -ForEach @{ region = 'nowhere-1'; id = 'RegionNotFound' }, @{ region = 'zz-*'; id = 'RegionNotFound' } {
            $thrown = try { Get-Ami -Region $region -ErrorAction Stop } catch { $_ }
            $thrown.FullyQualifiedErrorId | Should -BeLike "$id,*"
        }
    }
}

Describe 'Get-Ami without a simulator' {
    BeforeAll { $manifest = Join-Path (Get-RepositoryRoot) 'AmiTools.psd1' }

    It 'says at once that there is no <what>' -ForEach @(
        @{ what = 'region'; id = 'NoRegion'; command = 'Get-Ami -AccessKey A -SecretKey S' }
        @{ what = 'profile'; id = 'ProfileNotFound'; command = 'Get-Ami -ProfileName nobody -Region eu-west-1' }
    ) {
        $nothing = @{ HOME = "$TestDrive"; AWS_CONFIG_FILE = "$TestDrive/none"; AWS_SHARED_CREDENTIALS_FILE = "$TestDrive/none"; AWS_EC2_METADATA_DISABLED = 'true' }
        Invoke-Pwsh -Environment $nothing "Import-Module '$manifest'; try { $command -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }" | Should -BeLike "$id,*"
    }

    It 'says that nobody answers at an endpoint' {
        Get-Ami -EndpointUrl http://127.0.0.1:9 -AccessKey A -SecretKey S -Region eu-west-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EndpointUnreachable,*'
    }
}
