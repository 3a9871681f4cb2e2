BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
}

Describe 'New-AmiBackup' {
    BeforeEach {
        # An estate of its own for each test; the clock runs fast enough that nothing waits long.
        $null = Connect-AmiSimulator demo -Speed 600
        $instance = (Get-Ami -Name web-1* | Where-Object InstanceId)[0].InstanceId
    }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'makes an image that says of what it is' {
        $backup = New-AmiBackup $instance -Name 'mine' -Tag @{ Owner = 'web' } -WarningAction SilentlyContinue
        $backup | Should -BeOfType AmiTools.AmiBackup
        $backup.InstanceId, $backup.Name, $backup.AlreadyExisted | Should -Be $instance, 'mine', $false
        (Get-Ami -Name mine).Tags['Owner'] | Should -Be 'web'
    }

    It 'waits with -Wait' {
        (New-AmiBackup $instance -Wait -WarningAction SilentlyContinue).State | Should -Be 'available'
    }

    It 'finds what an earlier run made' {
        $first = New-AmiBackup $instance -Name same -WarningAction SilentlyContinue
        $second = New-AmiBackup $instance -Name same -WarningAction SilentlyContinue
        $second.ImageId | Should -Be $first.ImageId
        $second.AlreadyExisted | Should -BeTrue
        @(Get-Ami -Name same).Count | Should -Be 1
    }

    It 'selects by tag' {
        $backups = New-AmiBackup -InstanceTag @{ Name = 'web-*' } -WarningAction SilentlyContinue
        $backups.Count | Should -Be 2
        $backups.InstanceName | Sort-Object | Should -Be 'web-1', 'web-2'
    }

    It 'changes nothing with -WhatIf' {
        $before = (Get-Ami | Sort-Object ImageId).ImageId
        New-AmiBackup -InstanceTag @{ Name = '*' } -Consistency Stop -Force -WhatIf -WarningAction SilentlyContinue -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-Ami | Sort-Object ImageId).ImageId | Should -Be $before
    }

    It 'refuses a smaller volume, with both sizes' {
        New-AmiBackup $instance -GrowVolume @{ '/dev/xvda' = 1 } -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidBlockDevice,*'
        "$($failed[0])" | Should -Match '\b1 GiB' -Because 'it is what was asked for'
        "$($failed[0])" | Should -Match '\b8 GiB' -Because 'it is what there is'
    }

    It 'makes a bigger volume' {
        $backup = New-AmiBackup $instance -GrowVolume @{ '/dev/xvda' = 20GB } -Wait -WarningAction SilentlyContinue
        (Get-Ami $backup.ImageId).SizeGiB | Should -Be 20
    }

    It 'does not stop a server where nobody can be asked' {
        $shell = [powershell]::Create().AddScript("Import-Module '$(Join-Path (Get-RepositoryRoot) 'AmiTools.psd1')'; New-AmiBackup $instance -Consistency Stop -Name stopped")
        $shell.Invoke() | Should -BeNullOrEmpty
        $shell.Streams.Error.Count | Should -BeGreaterThan 0
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -Match '^(ConfirmationRequired|StopRefused),'
        $shell.Dispose()
        Get-Ami -Name stopped | Should -BeNullOrEmpty
    }

    It 'makes one error for each bad item and goes on' {
        $made = 'x', $null, $instance, 'i-00000000' | New-AmiBackup -Name good -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $made.InstanceId | Should -Be $instance
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique | Should -Be 'InstanceNotFound', 'InvalidInstanceId'
    }

    It 'says all that is wrong at once, and makes nothing' {
        New-AmiBackup $instance, i-00000000 -Name a -Tag @{ 'aws:x' = 'y' } -GrowVolume @{ '/dev/xvda' = 4 } -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'InstanceNotFound', 'InvalidBlockDevice', 'InvalidName', 'InvalidTag'
        New-AmiBackup $instance -Name whole -Tag @{ 'aws:x' = 'y' } -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Ami -Name whole | Should -BeNullOrEmpty -Because 'what is wrong with the options is wrong with every backup'
    }

    It 'refuses the name "<name>"' -ForEach @{ name = 'a' }, @{ name = 'x' * 129 }, @{ name = 'what?' }, @{ name = '{Nobody}' }, @{ name = 'open{' } {
        New-AmiBackup $instance -Name $name -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'InvalidName,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
