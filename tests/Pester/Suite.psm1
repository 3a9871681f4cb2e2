# What all test files share. Import it in BeforeAll: Import-Module $PSScriptRoot/Suite.psm1

$script:Root = (Resolve-Path "$PSScriptRoot/../..").Path
$script:Manifest = Join-Path $script:Root 'AmiTools.psd1'

function Get-RepositoryRoot { $script:Root }

function Import-AmiTools {
    # The staged module: what a build puts into bin/, which is what ships.
    Import-Module $script:Manifest -Global
}

function Import-Fixture {
    # Commands and a host of the tests' own, built with the solution.
    Import-AmiTools
    $script:FixtureManifest = Get-ChildItem "$script:Root/tests/AmiTools.Pester.Fixtures/bin/*/*/AmiTools.Pester.Fixtures.psd1" | Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
    if (-not $script:FixtureManifest) { throw 'Build tests/AmiTools.Pester.Fixtures first: dotnet build.' }
    Import-Module $script:FixtureManifest -Global
}

function Get-FixtureManifest { $script:FixtureManifest }

function Invoke-Pwsh {
    # Runs a script in a pwsh of its own and returns its standard output, line by line. What it writes to standard error is thrown.
    param([Parameter(Mandatory)][string] $Script, [string[]] $Switch = @(), [hashtable] $Environment = @{})
    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    foreach ($argument in @('-NoProfile', '-OutputFormat', 'Text') + $Switch + @('-EncodedCommand', [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("`$ProgressPreference = 'SilentlyContinue'; `$PSStyle.OutputRendering = 'PlainText'; $Script")))) {
        $start.ArgumentList.Add($argument)
    }
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if ($errors.Result.Trim()) { throw "pwsh wrote to standard error: $($errors.Result)`n$output" }
    $output.TrimEnd() -split "`r?`n"
}

function Get-ConnectedSimulator {
    # The simulator behind Connect-AmiSimulator: its faults, its requests, its state. No command gives it away, so it is dug out.
    $private = [System.Reflection.BindingFlags]'Instance, Static, NonPublic, Public'
    $assembly = (Get-Command Connect-AmiSimulator).ImplementingType.Assembly
    $engine = $assembly.GetType('AmiTools.Loading.EngineHost').GetProperty('Current', $private).GetValue($null)
    $estate = $engine.GetType().GetField('_connected', $private).GetValue($engine)
    $estate.GetType().GetProperty('Simulator', $private).GetValue($estate)
}

function Add-Fault {
    # Something that goes wrong from now on: Deny, Throttle, InternalError, CutAfter, Hang, ...
    param([Parameter(Mandatory)][string] $Fault, [string] $Operation = '*', [string] $Region = '*', [int] $First = 1, [Nullable[int]] $Times)
    $simulator = Get-ConnectedSimulator
    $kind = $simulator.GetType().Assembly.GetType('AmiTools.Simulator.Fault').GetProperty($Fault).GetValue($null)
    $null = $simulator.Faults.Add($kind, $Operation, $Region, '*', $First, $Times, 1)
}

function Clear-Fault { (Get-ConnectedSimulator).Faults.Clear() }

function New-ScriptedShell {
    # A shell in a runspace of its own, with a user who answers.
    param([string[]] $Answer = @())
    Import-Fixture
    $userHost = [AmiTools.Pester.Fixtures.ScriptedHost]::new()
    foreach ($label in $Answer) { $userHost.Screen.Answers.Enqueue($label) }
    $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($userHost)
    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    $null = $shell.AddScript("Import-Module '$script:Manifest', '$script:FixtureManifest'").Invoke()
    $shell.Commands.Clear()
    [pscustomobject]@{ Shell = $shell; Screen = $userHost.Screen; Runspace = $runspace }
}

function Wait-Until {
    # Waits for what another thread does. The bound is there so that a broken test ends; no test depends on how long it is.
    param([Parameter(Mandatory)][scriptblock] $Condition, [string] $What = 'the condition')
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt 60) { throw "Waited a minute for $What." }
        [System.Threading.Thread]::Sleep(10)
    }
}

Export-ModuleMember -Function *
