BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Export-AmiToS3 and Import-AmiFromS3' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 6000
        $image = Get-Ami -Name web-1* -Latest
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'stores an image and makes one of it' {
        $export = $image | Export-AmiToS3 -BucketName demo-ami-archive -Wait
        $export | Should -BeOfType AmiTools.AmiExport
        $export.State, $export.ObjectKey, $export.Region | Should -Be 'Completed', "$($image.ImageId).bin", 'eu-west-1'
        $import = $export | Import-AmiFromS3 -Name back -Tag @{ Purpose = 'drill' } -Wait
        $import | Should -BeOfType AmiTools.AmiImport
        $back = $import | Get-Ami
        $back.Name, $back.State, $back.SizeGiB | Should -Be 'back', 'available', $image.SizeGiB
        $back.Tags['Purpose'], $back.Tags['Name'] | Should -Be 'drill', $image.Tags['Name']
    }

    It 'takes a bucket in the first place of images that are piped' {
        ($image | Export-AmiToS3 demo-ami-archive).BucketName | Should -Be 'demo-ami-archive'
    }

    It 'says what to type to have the image again' {
        $export = Export-AmiToS3 $image demo-ami-archive -Wait
        $null = Invoke-Expression "$($export.ImportCommand) -Name typed -Wait"
        @(Get-Ami -Name typed).Count | Should -Be 1
        $export.CopyCommand | Should -Match "aws s3 cp s3://demo-ami-archive/$($image.ImageId).bin"
    }

    It 'finds what an earlier run has made' {
        $null = Export-AmiToS3 $image demo-ami-archive
        $second = Export-AmiToS3 $image demo-ami-archive -Wait
        $second.AlreadyExisted | Should -BeTrue
        $first = $second | Import-AmiFromS3 -Name back
        $again = $second | Import-AmiFromS3 -Name back -Wait
        $again.ImageId, $again.AlreadyExisted | Should -Be $first.ImageId, $true
    }

    It 'changes nothing with -WhatIf' {
        Export-AmiToS3 $image demo-ami-archive -WhatIf | Should -BeNullOrEmpty
        Import-AmiFromS3 demo-ami-archive "$($image.ImageId).bin" -Name back -WhatIf | Should -BeNullOrEmpty
        Import-AmiFromS3 demo-ami-archive "$($image.ImageId).bin" -WhatIf -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'ImageNameTaken,*' -Because 'the stored image, whose name it would have, is still there'
        (Get-ConnectedSimulator).Requests.Count('CreateStoreImageTask') | Should -Be 0
        (Get-ConnectedSimulator).Requests.Count('CreateRestoreImageTask') | Should -Be 0
    }

    It 'makes an error of <what>' -ForEach @(
        @{ what = 'a bucket that is not there'; id = 'BucketNotFound'; command = { Export-AmiToS3 $image nobody-has-this } }
        @{ what = 'a name that is no bucket''s'; id = 'InvalidBucket'; command = { Export-AmiToS3 $image 's3://x' } }
        @{ what = 'an id that is none'; id = 'InvalidImageId'; command = { Export-AmiToS3 nonsense demo-ami-archive } }
        @{ what = 'an object that is not there'; id = 'ObjectNotFound'; command = { Import-AmiFromS3 demo-ami-archive nothing.bin } }
        @{ what = 'a denied operation'; id = 'AccessDenied'; command = { Add-Fault -Fault Deny -Operation CreateStoreImageTask; Export-AmiToS3 $image demo-ami-archive } }
    ) {
        & $command 2>&1 | ForEach-Object { $_.FullyQualifiedErrorId } | Should -BeLike "$id,*"
    }

    It 'says all that is wrong with an import at once' {
        Import-AmiFromS3 A_b key -Name a -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InvalidBucket', 'InvalidName'
    }

    It 'has tables that fit' {
        $tables = @(Export-AmiToS3 $image demo-ami-archive -Wait | Out-String -Width 100; Import-AmiFromS3 demo-ami-archive "$($image.ImageId).bin" -Name back | Out-String -Width 100)
        foreach ($table in $tables) { ($table -split "`r?`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100 }
    }
}
