BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
    $manifest = Join-Path (Get-RepositoryRoot) 'AmiTools.psd1'
    $fixtures = Split-Path (Get-FixtureManifest)
}

Describe 'Importing the module' {
    It 'has its types right after it' {
        Invoke-Pwsh "Import-Module '$manifest'; [AmiTools.AmiBackup].FullName; [AmiTools.AmiErrorCodes]::NoRegion" | Should -Be 'AmiTools.AmiBackup', 'NoRegion'
    }

    It 'loads neither the engine nor AWS' {
        Invoke-Pwsh "Import-Module '$manifest'; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Where-Object { `$_ -match 'AWSSDK|AmiTools' } | Sort-Object" | Should -Be 'AmiTools', 'AmiTools.Model'
    }

    It 'loads the engine with the first command, in a context of its own' {
        $script = "Import-Module '$manifest'; `$null = Connect-AmiSimulator; `$all = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq AmiTools; (`$all | Measure-Object).Count; " +
            "[System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Where-Object { `$_ -match 'AWSSDK|AmiTools\.(Host|Engine|Aws|Simulator)' }"
        Invoke-Pwsh $script | Should -Be '1'
    }

    It 'takes not much longer than a module with nothing in it' {
        # A ratio, each side the best of several processes: no clock of the machine is held to a time. tests/Benchmarks has the figure itself.
        Add-Type -OutputAssembly (Join-Path $TestDrive 'Empty.dll') -TypeDefinition @'
using System.Management.Automation;
[Cmdlet("Get", "Nothing")] public sealed class GetNothingCommand : PSCmdlet { }
'@
        New-ModuleManifest -Path (Join-Path $TestDrive 'Empty.psd1') -RootModule 'Empty.dll' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
        $ours, $empty = foreach ($module in $manifest, (Join-Path $TestDrive 'Empty.psd1')) {
            $times = 1..5 | ForEach-Object { [double](Invoke-Pwsh "`$clock = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '$module'; `$clock.Elapsed.TotalMilliseconds") }
            ($times | Measure-Object -Minimum).Minimum
        }
        $ours / $empty | Should -BeLessThan 4
    }

    It 'works in a session that has an older AWSSDK.Core' {
        $older = Join-Path $fixtures 'older/AWSSDK.Core.dll'
        $output = Invoke-Pwsh "Add-Type -Path '$older'; Import-Module '$manifest'; `$null = Connect-AmiSimulator; (Get-Ami | Measure-Object).Count -gt 0; [Amazon.RegionEndpoint].Assembly.GetName().Version.Major; (Get-Ami)[0] -is [AmiTools.Ami]"
        $output | Should -Be 'True', '3', 'True'
    }

    It 'can be imported again with -Force, and the simulator stays connected' {
        Invoke-Pwsh "Import-Module '$manifest'; `$null = Connect-AmiSimulator; `$before = (Get-Ami).Count; Import-Module '$manifest' -Force; (Get-Ami).Count -eq `$before; `$before -gt 0" | Should -Be 'True', 'True'
    }

    It 'works in eight runspaces at a time' {
        $script = "Import-Module '$manifest'; `$null = Connect-AmiSimulator; `$counts = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel { Import-Module '$manifest'; (Get-Ami | Measure-Object).Count }; `$counts.Count; (`$counts | Sort-Object -Unique).Count; `$counts[0] -gt 0"
        Invoke-Pwsh $script | Should -Be '8', '1', 'True'
    }

    It 'loads the engine once where eight runspaces ask for it first' {
        $script = "Import-Module '$manifest'; `$null = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel { Import-Module '$manifest'; Get-Ami -Region nowhere-1 -EndpointUrl http://127.0.0.1:9 -AccessKey A -SecretKey S -ErrorAction SilentlyContinue }; " +
            "([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq AmiTools | Measure-Object).Count"
        Invoke-Pwsh $script | Should -Be '1'
    }

    It 'imports from a path with a space in it, as Pack lays it out' {
        $copy = Join-Path $TestDrive 'a module/AmiTools'
        $null = New-Item -ItemType Directory $copy
        Copy-Item $manifest $copy
        Copy-Item (Join-Path (Get-RepositoryRoot) 'bin') $copy -Recurse
        Invoke-Pwsh "Import-Module '$copy/AmiTools.psd1'; (Connect-AmiSimulator).Scenario" | Should -Be 'demo'
    }

    It 'says what is missing where the engine is' {
        $copy = Join-Path $TestDrive 'broken'
        $null = New-Item -ItemType Directory $copy
        Copy-Item $manifest $copy
        Copy-Item (Join-Path (Get-RepositoryRoot) 'bin') $copy -Recurse
        Remove-Item (Join-Path $copy 'bin/engine') -Recurse
        Invoke-Pwsh "Import-Module '$copy/AmiTools.psd1'; try { Get-Ami } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }" | Should -Be 'InternalError,AmiTools.Commands.GetAmiCommand', 'Install the module again.'
    }
}
