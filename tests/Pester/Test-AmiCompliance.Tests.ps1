BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
}

Describe 'Test-AmiCompliance' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 600 }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'has a line for every instance, and calls old backups old' {
        $lines = Test-AmiCompliance
        $lines | Should -BeOfType AmiTools.AmiCompliance
        $lines.InstanceName | Should -Be 'db-1', 'web-1', 'web-2'
        $lines.Compliant | Should -Be $false, $false, $false
        $lines.Reasons.Code | Select-Object -Unique | Should -Be 'TooOld'
        $lines[0].MaxAge | Should -Be ([timespan]'1.00:00:00')
        $lines[0].NewestBackup | Should -Be (Get-Ami -Name db-1*).ImageId
    }

    It 'counts regions that have a copy' {
        (Test-AmiCompliance -MaxAge 10d).Verdict | Should -Be 'NotCompliant', 'Compliant', 'Compliant'
        $lines = Test-AmiCompliance -Rpo 10d -MinimumRegion 2
        $lines.Verdict | Should -Be 'NotCompliant', 'Compliant', 'NotCompliant'
        $lines[1].Regions | Should -Be 'eu-west-1', 'eu-central-1'
        (Test-AmiCompliance -MaxAge 10d -BackupRegion eu-central-1 -Tag @{ Role = 'web' }).Verdict | Should -Be 'Compliant', 'NotCompliant'
    }

    It 'takes a new backup at once when it is there' {
        $backup = New-AmiBackup -InstanceTag @{ Role = 'database' } -Wait -Force
        $line = $backup | Test-AmiCompliance
        $line.Verdict, $line.NewestBackup | Should -Be Compliant, $backup.ImageId
        $line.NewestBackupAge | Should -BeLessOrEqual $line.MaxAge
        $line = $backup | Test-AmiCompliance -Encrypted
        $line.Verdict, $line.Reasons[0].Code | Should -Be NotCompliant, NotEncrypted
    }

    It 'says how to have a backup again, with the instance' {
        (Test-AmiCompliance -MinRegion 3 -Tag @{ Name = 'web-1' }).Reasons[0].Remedy | Should -BeLike "*New-AmiBackup i-* -Region eu-west-1 -Wait | Copy-AmiToRegion *" -Because 'no backup is good enough to be copied'
        $line = Test-AmiCompliance -Tag @{ Name = 'web-1' }
        $line.Reasons[0].Remedy | Should -BeLike "*New-AmiBackup $($line.InstanceId) -Region eu-west-1"
        { $null = Invoke-Expression "$($line.Reasons[0].Remedy -replace '.*(?=New-AmiBackup)') -WhatIf -WarningAction SilentlyContinue -ErrorAction Stop" } | Should -Not -Throw
    }

    It 'takes instances by the pipeline, with their regions' {
        [pscustomobject]@{ Instances = @([pscustomobject]@{ InstanceId = (Test-AmiCompliance)[1].InstanceId }) } | Test-AmiCompliance | ForEach-Object InstanceName | Should -Be 'web-1'
        Test-AmiCompliance -MaxAge 10d | Where-Object Compliant -EQ $false | Test-AmiCompliance -MaxAge 15d | ForEach-Object Verdict | Should -Be Compliant
        @() | Test-AmiCompliance | Should -BeNullOrEmpty
    }

    It 'says unknown where it could not read, and names the operation' {
        Add-Fault -Fault Deny -Operation DescribeImages -Region eu-central-1
        $line = Test-AmiCompliance -MaxAge 10d -MinRegion 2 -Tag @{ Name = 'web-1' }
        $line.Verdict, $line.Compliant | Should -Be Unknown, $null
        ($line.Reasons | Where-Object Code -EQ NotRead).Operation | Should -Be DescribeImages
    }

    It 'makes an error of <what>' -ForEach @(
        @{ what = 'an instance that is not there'; id = 'InstanceNotFound'; command = { Test-AmiCompliance i-00000000 } }
        @{ what = 'an id that is none'; id = 'InvalidInstanceId'; command = { Test-AmiCompliance web-1 } }
        @{ what = 'a length of time that is none'; id = 'ParameterArgumentTransformationError'; command = { Test-AmiCompliance -MaxAge soon } }
        @{ what = 'an age of nothing'; id = 'InvalidOption'; command = { Test-AmiCompliance -MaxAge 0h } }
        @{ what = 'more regions than count'; id = 'InvalidOption'; command = { Test-AmiCompliance -MinRegion 2 -BackupRegion eu-west-1 } }
        @{ what = 'a region that is none'; id = 'RegionNotFound'; command = { Test-AmiCompliance -BackupRegion eu-west-9 } }
        @{ what = 'instances that may not be read'; id = 'AccessDenied'; command = { Add-Fault -Fault Deny -Operation DescribeInstances; Test-AmiCompliance } }
    ) {
        $thrown = try { & $command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } } catch { $_ }
        $thrown.FullyQualifiedErrorId | Should -BeLike "$id,*"
    }

    It 'has a table that fits' {
        (Test-AmiCompliance -MinRegion 2 -Encrypted | Out-String -Width 100) -split "`r?`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 100 }
        Test-AmiCompliance | Format-List | Out-String | Should -Match 'RecoveryPoint'
    }
}
