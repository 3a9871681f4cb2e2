BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll {
    Stop-AmiSimulator -ErrorAction Ignore
    Disconnect-AmiSimulator -ErrorAction Ignore
}

Describe 'Connect-AmiSimulator' {
    It 'turns every command to an estate that its seed decides' {
        $first = Connect-AmiSimulator demo -Seed 7 -Speed 0
        $first | Should -BeOfType AmiTools.SimulatorConnection
        $ids = (Get-Ami).ImageId | Sort-Object
        $null = Connect-AmiSimulator demo -Seed 7 -Speed 0
        (Get-Ami).ImageId | Sort-Object | Should -Be $ids
        $null = Connect-AmiSimulator demo -Seed 8 -Speed 0
        (Get-Ami).ImageId | Sort-Object | Should -Not -Be $ids
    }

    It 'begins a fleet in the region that commands look at' {
        $null = Connect-AmiSimulator fleet -Size @{ Regions = 1; Instances = 1; Images = 3; Snapshots = 3 } -Speed 0
        (Get-Ami).Region | Sort-Object -Unique | Should -Be 'eu-west-1'
        $null = Connect-AmiSimulator fleet -Region us-west-2 -Size @{ Regions = 1; Instances = 1; Images = 3; Snapshots = 3 } -Speed 0
        (Get-Ami).Region | Sort-Object -Unique | Should -Be 'us-west-2'
    }

    It 'makes a fleet of the size that is asked for' {
        $null = Connect-AmiSimulator fleet -Size @{ Regions = 2; Instances = 5; Images = 20; Snapshots = 30 } -Speed 0
        @(Get-Ami -Region *).Count | Should -BeGreaterOrEqual 20
    }

    It 'knows no scenario of another name' {
        { Connect-AmiSimulator nothing-like-it } | Should -Throw -ErrorId 'ScenarioNotFound,*'
    }

    It 'connects nothing with -WhatIf' {
        Disconnect-AmiSimulator -ErrorAction Ignore
        Connect-AmiSimulator -WhatIf | Should -BeNullOrEmpty
        Disconnect-AmiSimulator -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SimulatorNotConnected,*'
    }
}

Describe 'Step-AmiSimulator' {
    It 'moves a clock that stands' {
        $before = (Connect-AmiSimulator demo -Speed 0).Time
        ((Step-AmiSimulator 2h).Time - $before).TotalHours | Should -Be 2
    }

    It 'lets happen what becomes due' {
        $null = Connect-AmiSimulator demo -Speed 0
        $copy = Get-Ami -Name db-1* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1
        (Get-Ami $copy.ImageId -Region us-east-1).State | Should -Be 'pending'
        $null = Step-AmiSimulator 1d
        (Get-Ami $copy.ImageId -Region us-east-1).State | Should -Be 'available'
    }

    It 'needs a simulator' {
        Disconnect-AmiSimulator -ErrorAction Ignore
        { Step-AmiSimulator 1h } | Should -Throw -ErrorId 'SimulatorNotConnected,*'
    }
}

Describe 'Start-AmiSimulator and Stop-AmiSimulator' {
    AfterEach { Stop-AmiSimulator -ErrorAction Ignore }

    It 'serves the connected estate on 127.0.0.1' {
        $null = Connect-AmiSimulator demo -Speed 0
        $server = Start-AmiSimulator
        $server.EndpointUrl | Should -Be "http://127.0.0.1:$($server.Port)"
        $byWire = Get-Ami -EndpointUrl $server.EndpointUrl -AccessKey test -SecretKey test -Region eu-west-1
        $byWire.ImageId | Sort-Object | Should -Be ((Get-Ami).ImageId | Sort-Object)
    }

    It 'says that a port is taken' {
        $server = Start-AmiSimulator
        { Start-AmiSimulator -Port $server.Port } | Should -Throw -ErrorId 'PortInUse,*'
    }

    It 'stops the one that is piped' {
        $one = Start-AmiSimulator
        $two = Start-AmiSimulator empty
        ($one | Stop-AmiSimulator -PassThru).Port | Should -Be $one.Port
        (Stop-AmiSimulator -PassThru).Port | Should -Be $two.Port
    }

    It 'says that there is none at a port' {
        Stop-AmiSimulator -Port 9 -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SimulatorNotStarted,*'
    }

    It 'stops nothing with -WhatIf, nor for an empty pipeline' {
        $server = Start-AmiSimulator
        Stop-AmiSimulator -WhatIf
        @() | Stop-AmiSimulator
        (Stop-AmiSimulator -PassThru).Port | Should -Be $server.Port
    }
}
