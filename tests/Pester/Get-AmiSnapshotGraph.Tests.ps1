BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Get-AmiSnapshotGraph' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 0 }

    Context 'The estate' {
        It 'is one object with everything in it' {
            $graph = Get-AmiSnapshotGraph
            @($graph).Count | Should -Be 1
            $graph | Should -BeOfType AmiTools.AmiSnapshotGraph
            $graph.Regions | Should -Be 'eu-west-1'
            $graph.IsComplete | Should -BeTrue
            foreach ($kind in 'Images', 'Snapshots', 'Volumes', 'Instances', 'LaunchTemplates') { $graph.$kind | Should -Not -BeNullOrEmpty }
            $graph.Nodes.Kind | Sort-Object -Unique | Should -Be 'Image', 'Instance', 'LaunchTemplate', 'Snapshot', 'Volume'
        }

        It 'holds each image that Get-Ami lists, marked as that shows it' {
            $graph = Get-AmiSnapshotGraph -Region *
            foreach ($image in Get-Ami -Region *) {
                $node = $graph.Find($image.ImageId)
                $node.State | Should -Be $image.State
                $node.IsDeprecated | Should -Be $image.IsDeprecated
                $node.IsDisabled | Should -Be ($image.State -eq 'disabled')
                $graph.EdgesOf($image.ImageId).Where({ $_.Kind -eq 'Backs' }).From | Sort-Object | Should -Be ($image.SnapshotIds | Sort-Object)
            }
        }

        It 'joins a copy to its parent in another region' {
            $copy = Get-Ami -Region * | Where-Object { $_.ParentRegion -and $_.ParentRegion -ne $_.Region } | Select-Object -First 1
            $graph = Get-AmiSnapshotGraph -Region *
            $edge = $graph.Edges | Where-Object { $_.Kind -eq 'CopiedFrom' -and $_.From -eq $copy.ImageId }
            $edge.To | Should -Be $copy.ParentImageId
            $edge.CrossesRegions | Should -BeTrue
            $graph.Ancestors($copy.ImageId).Id | Should -Contain $copy.ParentImageId
            $graph.Descendants($copy.ParentImageId).Id | Should -Contain $copy.ImageId
        }

        It 'shows what a removal did, and that a restore undid it' {
            $null = Connect-AmiSimulator demo -Speed 600
            $before = Get-AmiSnapshotGraph
            $removed = $before.Images | Where-Object Name -Like 'db-1 *' | Remove-Ami -Force
            $without = Get-AmiSnapshotGraph -IncludeRecycleBin
            $without.Find($removed.ImageId).Presence | Should -Be 'InRecycleBin'
            $null = $removed | Restore-FromRecycleBin
            (Get-AmiSnapshotGraph).Fingerprint | Should -Be $before.Fingerprint
        }

        It 'finds the orphan, and filters as objects do' {
            $graph = Get-AmiSnapshotGraph -Region *
            $orphan = $graph.Nodes | Where-Object IsOrphan
            @($orphan).Count | Should -Be 1
            $graph.Orphans.SnapshotId | Should -Be $orphan.SnapshotId
            $orphan.ImageId | Should -BeNullOrEmpty
            $orphan.Problems.Code | Should -Be 'OrphanSnapshot'
            $graph.Problems.Id | Should -Contain $orphan.Id
        }

        It 'takes the fewest calls: five a region, and what refers to others once' {
            (Get-ConnectedSimulator).Requests.Clear()
            $null = Get-AmiSnapshotGraph -Region us-east-1
            (Get-ConnectedSimulator).Requests.Total | Should -BeGreaterThan 0
            (Get-ConnectedSimulator).Requests.Count([NullString]::Value, 'us-east-1') | Should -Be 5
        }

        It 'has the same fingerprint again, and another one after a change' {
            $first = (Get-AmiSnapshotGraph -Region *).Fingerprint
            $null = Step-AmiSimulator 10.00:00:00
            (Get-AmiSnapshotGraph -Region *).Fingerprint | Should -Be $first
            $null = New-AmiBackup (Get-AmiSnapshotGraph).Instances.Where({ $_.Presence -eq 'Present' })[-1].Id
            (Get-AmiSnapshotGraph -Region *).Fingerprint | Should -Not -Be $first
        }
    }

    Context 'The pipeline' {
        It 'makes one graph of all that comes' {
            $graph = Get-Ami -Name web-* | Get-AmiSnapshotGraph
            @($graph).Count | Should -Be 1
            $graph.Roots | Sort-Object | Should -Be (Get-Ami -Name web-* | ForEach-Object ImageId | Sort-Object)
        }

        It 'takes <what>' -ForEach @(
            @{ what = 'an id'; root = { $image.ImageId } }
            @{ what = 'an ARN'; root = { "arn:aws:ec2:eu-west-1::image/$($image.ImageId)" } }
            @{ what = 'an image of this module'; root = { $image } }
            @{ what = 'an image of AWS Tools, which has no region'; root = { [pscustomobject]@{ ImageId = $image.ImageId; SourceInstanceId = $image.InstanceId; Architecture = 'x86_64' } } }
            @{ what = 'an image that was exported and imported'; root = { Export-Clixml TestDrive:/image.xml -InputObject $image; Import-Clixml TestDrive:/image.xml } }
            @{ what = 'an image out of JSON'; root = { $image | ConvertTo-Json -Depth 3 | ConvertFrom-Json } }
            @{ what = 'a node of another graph'; root = { (Get-AmiSnapshotGraph).Find($image.ImageId) } }
        ) {
            $image = Get-Ami -Name 'web-2*'
            (& $root | Get-AmiSnapshotGraph).Roots | Should -Be $image.ImageId
            (Get-AmiSnapshotGraph -InputObject (& $root)).Roots | Should -Be $image.ImageId
        }

        It 'takes of an object what it is itself: <what>' -ForEach @(
            @{ what = 'an instance has the id of its image'; make = { [pscustomobject]@{ InstanceId = $graph.Instances[-1].Id; ImageId = $graph.Images[0].Id; InstanceType = 't3.micro'; Placement = [pscustomobject]@{ AvailabilityZone = 'eu-west-1a' } } }; is = { $graph.Instances[-1].Id } }
            @{ what = 'a volume has the id of its snapshot'; make = { [pscustomobject]@{ VolumeId = $graph.Volumes[-1].Id; SnapshotId = $graph.Snapshots[0].Id; VolumeType = 'gp3' } }; is = { $graph.Volumes[-1].Id } }
            @{ what = 'a snapshot has the id of its volume'; make = { [pscustomobject]@{ SnapshotId = $graph.Snapshots[0].Id; VolumeId = $graph.Volumes[0].Id; VolumeSize = 8 } }; is = { $graph.Snapshots[0].Id } }
            @{ what = 'a backup has the id of its instance'; make = { Get-Ami -Name web-2* }; is = { (Get-Ami -Name web-2*).ImageId } }
            @{ what = 'a reservation has its instances'; make = { [pscustomobject]@{ ReservationId = 'r-1'; Instances = @([pscustomobject]@{ InstanceId = $graph.Instances[-1].Id; InstanceType = 't3.micro' }) } }; is = { $graph.Instances[-1].Id } }
        ) {
            $graph = Get-AmiSnapshotGraph
            (& $make | Get-AmiSnapshotGraph).Roots | Should -Be (& $is)
        }

        It 'goes to the region of the object, and to each of several' {
            $images = Get-Ami -Region * -Name 'web-1 2026*'
            $regions = $images | ForEach-Object Region | Sort-Object -Unique
            $regions.Count | Should -BeGreaterThan 1
            ($images | Get-AmiSnapshotGraph).Regions | Should -Be $regions
        }

        It 'takes nodes to other commands' {
            $graph = Get-AmiSnapshotGraph -Region *
            $graph.Images | Where-Object Presence -EQ Present | Where-Object OwnerAlias -NE amazon | Get-Ami | ForEach-Object ImageId | Sort-Object | Should -Be (Get-Ami -Region * | ForEach-Object ImageId | Sort-Object)
        }

        It 'asks nothing for an empty pipeline' {
            $before = (Step-AmiSimulator 0s).Requests
            @() | Get-AmiSnapshotGraph | Should -BeNullOrEmpty
            (Step-AmiSimulator 0s).Requests | Should -Be $before
        }

        It 'draws the estate of a piped region' {
            ([pscustomobject]@{ Region = 'eu-central-1' } | Get-AmiSnapshotGraph).Regions | Should -Be 'eu-central-1'
        }

        It 'goes up, down, or both ways' {
            $copy = Get-Ami -Region eu-central-1 | Select-Object -First 1
            $parent = $copy.ParentImageId
            (Get-AmiSnapshotGraph $copy.ImageId -Region eu-* -Direction Up).Nodes.Id | Should -Contain $parent
            (Get-AmiSnapshotGraph $parent -Region eu-* -Direction Up).Nodes.Id | Should -Not -Contain $copy.ImageId
            (Get-AmiSnapshotGraph $parent -Region eu-* -Direction Down).Nodes.Id | Should -Contain $copy.ImageId
        }
    }

    Context 'What it looks like' {
        It 'is trees within the window, with sizes, ages and problems' {
            $text = Get-AmiSnapshotGraph | Out-String -Width 100
            $text | Should -Match '└─ ami-\w+  backup  db-1 2026-\d\d-\d\d  available  156 GiB  \d+d'
            $text | Should -Match '! OrphanSnapshot'
            $text | Should -Match '(?m)^Problems \(1\)'
            ($text -split "`r?`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        }

        It 'is tables of at most 100 columns for its parts' {
            $graph = Get-AmiSnapshotGraph
            foreach ($part in $graph.Nodes, $graph.Edges, $graph.Problems) { ($part | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 } }
            $graph.Orphans | Format-List | Out-String | Should -Match 'EstimatedMonthlyCost : \d+[.,]\d\d USD at the most'
        }

        It 'survives a file' {
            $graph = Get-AmiSnapshotGraph
            $graph | Export-Clixml TestDrive:/graph.xml
            $read = Import-Clixml TestDrive:/graph.xml
            $read.Fingerprint | Should -Be $graph.Fingerprint
            ($read.Nodes | Where-Object IsOrphan).Id | Should -Be $graph.Orphans.Id
        }
    }

    Context 'What cannot be read' {
        It 'is an error and a gap, and the rest is there' {
            Add-Fault Deny DescribeSnapshots eu-west-1
            $graph = Get-AmiSnapshotGraph -Region eu-west-1, eu-central-1 -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
            $failed.CategoryInfo.Category | Should -Be 'PermissionDenied'
            $graph.NotRead.Kind | Should -Be 'Snapshot'
            $graph.NotRead.Region | Should -Be 'eu-west-1'
            $graph.Snapshots | Where-Object Region -EQ eu-west-1 | ForEach-Object { $_.Presence | Should -Be 'Unknown' }
            $graph.Snapshots | Where-Object Region -EQ eu-central-1 | ForEach-Object { $_.Presence | Should -Be 'Present' }
            $graph | Out-String | Should -Match 'Not read'
        }

        It 'leaves open whether a snapshot is an orphan' {
            Add-Fault Deny ListImagesInRecycleBin
            $graph = Get-AmiSnapshotGraph -ErrorAction SilentlyContinue
            $graph.Orphans | Should -BeNullOrEmpty
            @($graph.Snapshots | Where-Object { $null -eq $_.IsOrphan }).Count | Should -Be 1
        }

        It 'ends the command under -ErrorAction Stop' {
            Add-Fault Deny DescribeVolumes
            { Get-AmiSnapshotGraph -ErrorAction Stop } | Should -Throw -ErrorId 'AccessDenied,*'
        }

        It 'is read again after a fault on the way' {
            # A clock that stands would keep the pause before the second attempt from ending.
            $null = Connect-AmiSimulator demo -Speed 1000
            Add-Fault InternalError DescribeImages -Times 1
            $graph = Get-AmiSnapshotGraph
            $graph.IsComplete | Should -BeTrue
        }
    }

    Context 'Bad input' {
        It 'makes one error for each bad item and goes on' {
            $good = Get-Ami -Name web-2*
            $graph = 'nonsense', $null, $good.ImageId, 'ami-00000000', 'snap-0123456789abcdef0', 'i-0123456789abcdef0', 'vol-0123456789abcdef0', 'snap-1' | Get-AmiSnapshotGraph -ErrorVariable failed -ErrorAction SilentlyContinue
            $graph.Roots | Should -Be $good.ImageId
            $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InstanceNotFound', 'InvalidImageId', 'InvalidImageId', 'InvalidSnapshotId', 'SnapshotNotFound', 'VolumeNotFound'
            $failed.TargetObject | Should -Contain 'nonsense'
            foreach ($record in $failed) { $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
        }

        It 'says that nothing was given' {
            $null | Get-AmiSnapshotGraph -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$($failed[0].ErrorDetails.Message)" | Should -BeLike 'Nothing was given ($null*'
            $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'never takes mistyped ids for a wish to see everything' {
            Get-AmiSnapshotGraph ami-xyz -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }

        It 'says that a region is none, or not the object''s' {
            Get-AmiSnapshotGraph -Region eu-wset-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -BeLike 'RegionNotFound,*'
            Get-Ami -Name web-2* | Get-AmiSnapshotGraph -Region us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -BeLike 'RegionMismatch,*'
        }

        It 'refuses an object that is none of it' {
            Get-Process -Id $PID | Get-AmiSnapshotGraph -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$failed" | Should -BeLike '*An object of the type Process is no image, snapshot, volume or instance.*'
        }

        It 'takes a thousand ids of which all but one are unknown' {
            $ids = @(0..998 | ForEach-Object { 'ami-{0:x17}' -f $_ }) + (Get-Ami -Name web-2*).ImageId
            $graph = $ids | Get-AmiSnapshotGraph -ErrorVariable failed -ErrorAction SilentlyContinue
            $graph.Roots.Count | Should -Be 1
            $failed.Count | Should -Be 999
            ($failed | Group-Object TargetObject).Count | Should -Be 999
        }
    }
}
