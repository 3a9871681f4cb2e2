BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $manifest = Join-Path (Get-RepositoryRoot) 'AmiTools.psd1'
}

Describe 'Wait-Ami' {
    BeforeEach { $null = Connect-AmiSimulator demo -Speed 600 }

    AfterAll { Disconnect-AmiSimulator -ErrorAction Ignore }

    It 'returns an image when it is available' {
        $image = Get-Ami -Name db-1* -Latest
        $ready = $image | Copy-AmiToRegion -DestinationRegion us-east-1, us-west-2 | Wait-Ami
        $ready | Should -BeOfType AmiTools.Ami
        $ready.State | Sort-Object -Unique | Should -Be 'available'
        $ready.Region | Sort-Object | Should -Be 'us-east-1', 'us-west-2'
    }

    It 'takes what was written to <kind>' -ForEach @(
        @{ kind = 'Clixml'; write = { param($what, $file) $what | Export-Clixml $file }; read = { param($file) Import-Clixml $file } }
        @{ kind = 'JSON'; write = { param($what, $file) $what | ConvertTo-Json | Set-Content $file }; read = { param($file) Get-Content $file -Raw | ConvertFrom-Json } }
        @{ kind = 'CSV'; write = { param($what, $file) $what | Export-Csv $file }; read = { param($file) Import-Csv $file } }
    ) {
        $copy = Get-Ami -Name db-1* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1
        $file = Join-Path $TestDrive $kind
        & $write $copy $file
        $ready = & $read $file | Wait-Ami
        $ready.ImageId, $ready.State, $ready.Region | Should -Be $copy.ImageId, 'available', 'us-east-1'
    }

    It 'takes it in another process' {
        $server = Start-AmiSimulator
        try {
            $copy = Get-Ami -Name db-1* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1
            $file = Join-Path $TestDrive 'copy.xml'
            $copy | Export-Clixml $file
            Invoke-Pwsh "Import-Module '$manifest'; `$ready = Import-Clixml '$file' | Wait-Ami -EndpointUrl $($server.EndpointUrl) -AccessKey test -SecretKey test; `$ready.ImageId; `$ready.State" | Should -Be $copy.ImageId, 'available'
        }
        finally { $server | Stop-AmiSimulator }
    }

    It 'ends on Ctrl+C in the middle' {
        $null = Connect-AmiSimulator demo -Speed 0
        $copy = Get-Ami -Name db-1* -Latest | Copy-AmiToRegion -DestinationRegion us-east-1
        $shell = [powershell]::Create().AddScript({ param($manifest, $copy) Import-Module $manifest; 'begun'; $copy | Wait-Ami }).AddArgument($manifest).AddArgument($copy)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]$null, $output)
        $before = (Step-AmiSimulator 0s).Requests
        Wait-Until { $output.Count -eq 1 -and (Step-AmiSimulator 0s).Requests -gt $before } 'the first poll'
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
        (Get-Ami $copy.ImageId -Region us-east-1).State | Should -Be 'pending' -Because 'waiting ends, and nothing else'
    }

    It 'makes an error of an image that is not there, and returns the others' {
        $good = (Get-Ami -State available)[0].ImageId
        (Wait-Ami 'ami-00000000', $good, 'x' -ErrorVariable failed -ErrorAction SilentlyContinue).ImageId | Should -Be $good
        $failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be 'ImageNotFound', 'InvalidImageId'
    }

    It 'says when its time is over, and undoes nothing' {
        $null = Connect-AmiSimulator demo -Speed 3600
        $image = Get-Ami -Name db-1* -Latest
        $copy = $image | Copy-AmiToRegion -DestinationRegion us-east-1 -CompletionDuration 48h
        $null = $copy | Wait-Ami -TimeoutHours 0.02 -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimedOut,*'
        (Get-Ami $copy.ImageId -Region us-east-1).ImageId | Should -Be $copy.ImageId
    }
}
