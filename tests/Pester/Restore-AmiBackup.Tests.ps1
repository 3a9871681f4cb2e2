BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $userData = "#!/bin/sh`ndnf -y install nginx`nsystemctl enable --now nginx`n"
    function Get-Machine { @((Get-ConnectedSimulator).Account().Region('eu-west-1').Instances | Where-Object State -NotIn 'terminated', 'shutting-down') }
}

Describe 'Restore-AmiBackup' {
    BeforeEach {
        $null = Connect-AmiSimulator demo -Speed 600
        $web = (Get-Ami -Name web-1* -Latest).InstanceId
        $backup = New-AmiBackup $web -Wait
        $before = (Get-Machine).Count
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'launches what New-AmiBackup kept, and waits until it runs' {
        $restored = $backup | Restore-AmiBackup -UserData $userData -Wait
        $restored | Should -BeOfType AmiTools.AmiRestoredInstance
        $restored.State, $restored.StatusCheck, $restored.KeyName, $restored.InstanceType | Should -Be 'running', 'ok', 'operations', 't3.medium'
        $restored.RestoredFromImageId | Should -Be $backup.ImageId
        $restored.Tags['AmiTools:restored-from'] | Should -Be "eu-west-1/$($backup.ImageId)"
        (Get-Machine).Count | Should -Be ($before + 1)
        "$restored" | Should -Be $restored.InstanceId
    }

    It 'launches nothing twice' {
        $first = $backup | Restore-AmiBackup -UserData $userData -Count 2
        $second = $backup | Restore-AmiBackup -UserData $userData -Count 2
        $second.InstanceId | Sort-Object | Should -Be ($first.InstanceId | Sort-Object)
        $second.AlreadyExisted | Should -Be $true, $true
        (Get-Machine).Count | Should -Be ($before + 2)
    }

    It 'writes the launch down before it is made' {
        $restored = $backup | Restore-AmiBackup -UserData $userData -Journal "$TestDrive/launch.jsonl"
        $lines = @(Get-Content $TestDrive/launch.jsonl | ConvertFrom-Json)
        $lines[0].receipt.kind, $lines[1].outcome | Should -Be 'Created', 'Done'
        $lines[0].receipt.receiptId | Should -Be $restored.Receipt.ReceiptId
        $lines[0].receipt.detail | Should -BeLike "*$($restored.Tags['AmiTools:restore-set'])"
        $restored.Receipt.ResourceId | Should -Be $restored.InstanceId
    }

    It 'launches nothing with -WhatIf, though -Force is given' {
        $backup | Restore-AmiBackup -UserData $userData -WhatIf -Force | Should -BeNullOrEmpty
        (Get-Machine).Count | Should -Be $before
    }

    It 'tells all that is missing at once' {
        Get-Ami -Name db-1* -Latest | Restore-AmiBackup -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.Count | Should -Be 3
        $failed.FullyQualifiedErrorId | Should -BeLike 'LaunchSettingMissing,*'
        $failed.ErrorDetails.RecommendedAction -join ' ' | Should -Match 'subnet-.*sg-.*-InstanceType'
    }

    It 'refuses other user data, unless it is meant' {
        $backup | Restore-AmiBackup -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'UserDataMismatch,*'
        ($backup | Restore-AmiBackup -AllowOtherUserData).State | Should -Be 'pending'
    }

    It 'reads user data from a file, found from where PowerShell is' {
        Set-Content TestDrive:/web.sh $userData -NoNewline
        Push-Location TestDrive:/
        try { ($backup | Restore-AmiBackup -UserDataFile ./web.sh).State | Should -Be 'pending' } finally { Pop-Location }
        { $backup | Restore-AmiBackup -UserDataFile ./nowhere.sh } | Should -Throw -ErrorId 'InvalidOption,*'
        { $backup | Restore-AmiBackup -UserDataFile ./web.sh -UserData x } | Should -Throw -ErrorId 'InvalidOption,*'
    }

    It 'takes another zone, a table in place of what is missing, and no key' {
        $restored = $backup | Restore-AmiBackup -UserData $userData -AvailabilityZone eu-west-1b -Map @{ operations = '' }
        $restored.AvailabilityZone | Should -Be 'eu-west-1b'
        $restored.KeyName | Should -BeNullOrEmpty
        $backup | Restore-AmiBackup -UserData $userData -AvailabilityZone eu-west-1q -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($failed[0])" | Should -Match 'no zone eu-west-1q'
    }

    It 'names the command that makes the copy which another region lacks' {
        $backup | Restore-AmiBackup -UserData $userData -DestinationRegion us-east-1 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NoCopyInRegion,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match "Copy-AmiToRegion -ImageId $($backup.ImageId) -Region eu-west-1 -DestinationRegion us-east-1 -Wait"
    }

    It 'refuses a count of none' {
        $backup | Restore-AmiBackup -UserData $userData -Count 0 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidOption,*'
    }

    It 'launches nothing where the caller may not' {
        Add-Fault -Fault Deny -Operation RunInstances
        $backup | Restore-AmiBackup -UserData $userData -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'AccessDenied,*'
        (Get-Machine).Count | Should -Be $before
    }

    It 'makes a launch template, and no second version of the same' {
        $first = $backup | Restore-AmiBackup -UserData $userData -AsLaunchTemplate recover/web
        $first | Should -BeOfType AmiTools.AmiLaunchTemplate
        $second = $backup | Restore-AmiBackup -UserData $userData -AsLaunchTemplate recover/web
        $second.LaunchTemplateId, $second.VersionNumber, $second.AlreadyExisted | Should -Be $first.LaunchTemplateId, 1, $true
        (Get-Machine).Count | Should -Be $before
    }

    It 'asks before it adds a version to a template of other making' {
        $user = New-ScriptedShell -Answer 'No', 'Yes'
        $run = { $user.Shell.Commands.Clear(); $user.Shell.AddScript("Get-Ami $($backup.ImageId) | Restore-AmiBackup -AllowOtherUserData -AsLaunchTemplate web").Invoke() }
        & $run | Should -BeNullOrEmpty
        (& $run).VersionNumber | Should -Be 2
    }
}
