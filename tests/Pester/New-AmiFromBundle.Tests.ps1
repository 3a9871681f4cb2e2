BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'New-AmiFromBundle' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $manifest = 'my-bundles/web/image.manifest.xml'
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'registers a bundle, and says what its image cannot' {
        $made = New-AmiFromBundle "s3://$manifest" web-bundle -BlockDevice @{ DeviceName = '/dev/sdb'; VirtualName = 'ephemeral0' } -Tag @{ Owner = 'ops' } -Wait -WarningVariable warned -WarningAction SilentlyContinue
        $made | Should -BeOfType AmiTools.AmiRegistration
        "$warned" | Should -Match 'X1 boot from instance store'
        $image = $made | Get-Ami
        $image.RootDeviceType, $image.VirtualizationType, $image.State, $image.Tags['Owner'] | Should -Be 'instance-store', 'hvm', 'available', 'ops'
        $image.BlockDevices[0].VirtualName | Should -Be 'ephemeral0'
    }

    It 'returns what is there, and changes nothing with -WhatIf' {
        New-AmiFromBundle $manifest web-bundle -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Ami -Name web-bundle | Should -BeNullOrEmpty
        $first = New-AmiFromBundle $manifest web-bundle -WarningAction SilentlyContinue
        $second = New-AmiFromBundle $manifest web-bundle -WarningAction SilentlyContinue
        $second.ImageId, $second.AlreadyExisted | Should -Be $first.ImageId, $true
    }

    It 'tells the steps without changing or asking anything' {
        $steps = New-AmiFromBundle $manifest web-bundle -ShowSteps
        $steps[0] | Should -BeOfType AmiTools.AmiBundleStep
        $steps.Step | Should -Be (1..$steps.Count)
        "$steps" | Should -Match 'ec2-bundle-vol .* -p image '
        "$steps" | Should -Match 'ec2-upload-bundle -b my-bundles/web '
        "$($steps.Where({ $_.Command -like 'New-AmiFromBundle*' }))" | Should -BeLike "New-AmiFromBundle $manifest -Name 'web-bundle' -Architecture x86_64 -Region eu-west-1 -Wait"
        Get-Ami -Name web-bundle | Should -BeNullOrEmpty
        ($steps | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
    }

    It 'makes an error of <what>' -ForEach @(
        @{ what = 'a place that is no manifest'; id = 'InvalidBucket'; command = { New-AmiFromBundle my-bundles/image.iso web-bundle } }
        @{ what = 'a name that is none'; id = 'InvalidName'; command = { New-AmiFromBundle $manifest '!!' } }
        @{ what = 'a machine that does not boot so'; id = 'InvalidMachine'; command = { New-AmiFromBundle $manifest web-bundle -Architecture arm64 } }
        @{ what = 'a name that is taken'; id = 'ImageNameTaken'; command = { New-AmiFromBundle $manifest (Get-Ami)[0].Name } }
        @{ what = 'an instance that boots from EBS'; id = 'InstanceNotBundled'; command = { New-AmiFromBundle $manifest web-bundle -ShowStep -InstanceId (Get-Ami -Name db-1*).InstanceId } }
        @{ what = 'a denied operation'; id = 'AccessDenied'; command = { Add-Fault -Fault Deny -Operation RegisterImage; New-AmiFromBundle $manifest web-bundle } }
    ) {
        & $command 2>&1 3>$null | ForEach-Object { $_.FullyQualifiedErrorId } | Should -BeLike "$id,*"
    }
}
