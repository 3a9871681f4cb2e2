BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    function Get-Home { (Get-ConnectedSimulator).Account().Region('eu-west-1') }
    # What a test makes, and has not removed.
    function Get-Drilled {
        @((Get-Home).Instances | Where-Object { $_.Tags['AmiTools:drill'] -and $_.State -ne 'terminated' } | ForEach-Object Id) +
        @((Get-Home).SecurityGroups | Where-Object { $_.Tags['AmiTools:drill'] } | ForEach-Object Id)
    }
}

Describe 'Test-AmiRecovery' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $backup = New-AmiBackup (Get-Ami -Name web-1* -Latest).InstanceId -Wait -WarningAction SilentlyContinue
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'launches a backup, waits until its console shows a text, and removes it' {
        $test = $backup | Test-AmiRecovery -ConsoleMarker 'login:' -TimeoutHours 1000 -WarningAction SilentlyContinue
        $test | Should -BeOfType AmiTools.AmiRecoveryTest
        $test.Passed | Should -BeTrue
        $test.ImageId, "$test" | Should -Be $backup.ImageId, $backup.ImageId
        $test.TimeToRecover | Should -BeGreaterThan ([timespan]::FromMinutes(2))
        $test.LeftOver | Should -BeNullOrEmpty
        Get-Drilled | Should -BeNullOrEmpty
        ($test | Format-Table | Out-String -Width 100) | Should -Match "$($backup.ImageId)\s+True\s+\d+m \d\ds\s+t3.medium\s+eu-west-1a\s+0"
    }

    It 'returns a machine that does not come up as one that has not passed' {
        $test = $backup | Test-AmiRecovery -ConsoleMarker 'never to be seen' -TimeoutHours 1 -WarningAction SilentlyContinue
        $test.Passed, $test.FailureCode | Should -Be $false, 'WaitTimedOut'
        $test.Failure | Should -Not -BeNullOrEmpty
        Get-Drilled | Should -BeNullOrEmpty
    }

    It 'says that there is no user data' {
        $null = $backup | Test-AmiRecovery -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Match 'without the user data'
    }

    It 'launches nothing with -WhatIf, though -Force is given' {
        $before = (Get-Home).Instances.Count
        $backup | Test-AmiRecovery -WhatIf -Force -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-Home).Instances.Count | Should -Be $before
        Get-Drilled | Should -BeNullOrEmpty
    }

    It 'names what it could not remove, and removes it another time' {
        Add-Fault -Fault Deny -Operation DeleteSecurityGroup
        $test = $backup | Test-AmiRecovery -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'DrillNotRemoved,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match "Remove-EC2SecurityGroup -GroupId $($test.LeftOver[0]) -Region eu-west-1"
        Get-Drilled | Should -Be $test.LeftOver
        Clear-Fault
        $null = Step-AmiSimulator 30m
        $null = $backup | Test-AmiRecovery -WarningAction SilentlyContinue
        Get-Drilled | Should -BeNullOrEmpty
    }

    It 'tells what is missing, and misses no security group and no key' {
        Get-Ami -Name db-1* -Latest | Test-AmiRecovery -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.Count | Should -Be 2
        $failed.FullyQualifiedErrorId | Should -BeLike 'LaunchSettingMissing,*'
    }

    It 'makes nothing where the caller may not launch' {
        Add-Fault -Fault Deny -Operation RunInstances
        $backup | Test-AmiRecovery -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        Get-Drilled | Should -BeNullOrEmpty
    }
}
