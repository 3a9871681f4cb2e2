BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

Describe 'Lock- and Unlock-EbsSnapshot' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 0
        $snapshot = Get-EbsSnapshot | Select-Object -First 1
    }

    It 'lock a snapshot from the pipeline and unlock it' {
        $held = $snapshot | Lock-EbsSnapshot -DurationDays 30
        $held.LockState | Should -Be governance
        "$held" | Should -Be $snapshot.SnapshotId
        $held | Out-String -Width 80 | Should -Match "governance +$($held.LockExpiresOn.ToString('yyyy-MM-dd'))"
        ($held | Unlock-EbsSnapshot).LockState | Should -BeNullOrEmpty
    }

    It 'take an id, a position and a date' {
        (Lock-EbsSnapshot $snapshot.SnapshotId 5).LockDuration | Should -Be 5
        (Lock-EbsSnapshot $snapshot.SnapshotId -Until 100d).LockExpiresOn | Should -BeGreaterThan (Step-AmiSimulator 0s).Time.AddDays(99)
    }

    It 'change nothing with -WhatIf, also with -Force, and say what nobody could undo' {
        $snapshot | Lock-EbsSnapshot -DurationDays 400 -Mode compliance -WhatIf -Force -WarningAction SilentlyContinue -WarningVariable warnings | Should -BeNullOrEmpty
        "$warnings" | Should -Match 'nobody can unlock it'
        ($snapshot | Unlock-EbsSnapshot).Receipt | Should -BeNullOrEmpty -Because 'it was not locked'
    }

    It 'ask for a compliance lock, and take no for an answer' {
        $scripted = New-ScriptedShell -Answer '&No'
        $scripted.Shell.AddScript('$null = Connect-AmiSimulator demo -Speed 0; Get-EbsSnapshot | Select-Object -First 1 | Lock-EbsSnapshot -DurationDays 9 -Mode compliance').Invoke() | Should -BeNullOrEmpty
        $scripted.Screen.Answers.Count | Should -Be 0
        $scripted.Runspace.Dispose()
    }

    It 'let nobody unlock a compliance lock whose cooling-off period is over' {
        $null = $snapshot | Lock-EbsSnapshot -DurationDays 9 -Mode compliance -CoolOffHours 2 -Force
        $null = Step-AmiSimulator 3h
        $snapshot | Unlock-EbsSnapshot -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SnapshotLocked,*'
        "$problem" | Should -Match 'nobody can unlock it'
        ($snapshot | Lock-EbsSnapshot -DurationDays 20 -Mode compliance -Force).LockState | Should -Be compliance
    }

    It 'refuse <what> with <code>' -ForEach @(
        @{ what = 'no days'; parameters = @{ DurationDays = 0 }; code = 'InvalidRetention' }
        @{ what = 'a date that is too near'; parameters = @{ Until = '2h' }; code = 'InvalidDate' }
        @{ what = 'a cooling-off period in governance mode'; parameters = @{ DurationDays = 2; CoolOffHours = 3 }; code = 'InvalidOption' }
    ) {
        $snapshot | Lock-EbsSnapshot @parameters -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike "$code,*"
    }
}
