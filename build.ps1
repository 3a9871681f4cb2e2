#requires -Version 7.4
<#
.SYNOPSIS
What one does with this repository, for those who have pwsh. Everything but Docs works with the .NET SDK alone too.
.EXAMPLE
./build.ps1 -Task Test
.EXAMPLE
./build.ps1 -Task Pack; Import-Module ./out/AmiTools/0.1.0/AmiTools.psd1
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Docs', 'Bench', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') ended with $LASTEXITCODE." }
}

# In a pwsh of its own, because what a session has loaded can neither be unloaded nor, on Windows, be replaced.
function Invoke-ChildPwsh([string] $Script) {
    & (Get-Process -Id $PID).Path -NoProfile -Command $Script
    if ($LASTEXITCODE -ne 0) { throw "pwsh ended with $LASTEXITCODE." }
}

# Builds everything, and puts the module together in ./bin and ./en-US.
function Invoke-Build { Invoke-Dotnet build "$PSScriptRoot/AmiTools.sln" --configuration $Configuration --nologo }

# Runs every test that this machine can run; the others are listed as skipped, with what they lack.
function Invoke-Test { Invoke-Dotnet test "$PSScriptRoot/AmiTools.sln" --configuration $Configuration --nologo }

# The guided rehearsal on the embedded simulator.
function Invoke-Demo { Invoke-Dotnet run --project "$PSScriptRoot/src/AmiTools.Demo" --configuration $Configuration }

# Every measured claim of the README.
function Invoke-Bench { Invoke-Dotnet run --project "$PSScriptRoot/tests/Benchmarks" --configuration Release }

# Brings syntax and parameter tables of the help pages up to date, and builds the help.
function Invoke-Docs {
    Invoke-Dotnet build "$PSScriptRoot/src/AmiTools/AmiTools.csproj" --configuration $Configuration --nologo --verbosity quiet '-p:SkipHelp=true'
    Invoke-ChildPwsh @"
        `$ErrorActionPreference = 'Stop'
        Import-Module '$PSScriptRoot/AmiTools.psd1', '$PSScriptRoot/src/AmiTools/Help/HelpFacts.psm1'
        foreach (`$command in Get-Command -Module AmiTools) {
            `$path = "$PSScriptRoot/src/AmiTools/Help/en-US/`$(`$command.Name).md"
            `$before = if (Test-Path `$path) { Get-Content `$path -Raw }
            `$after = ConvertTo-CurrentHelpPage -Command `$command -Page `$before
            if (`$after -cne `$before) { Set-Content `$path `$after -NoNewline; "updated `$(`$command.Name).md" }
        }
"@
    Invoke-Dotnet build "$PSScriptRoot/src/AmiTools/AmiTools.csproj" --configuration $Configuration --nologo --verbosity quiet
}

# Makes out/AmiTools/<version>/, which is what a gallery or a share would carry.
function Invoke-Pack {
    $version = (Import-PowerShellDataFile "$PSScriptRoot/AmiTools.psd1").ModuleVersion
    Invoke-Dotnet build "$PSScriptRoot/src/AmiTools/AmiTools.csproj" --configuration Release --nologo --verbosity quiet
    $target = "$PSScriptRoot/out/AmiTools/$version"
    if (Test-Path $target) { Remove-Item $target -Recurse }
    $null = New-Item -ItemType Directory $target
    Copy-Item "$PSScriptRoot/AmiTools.psd1", "$PSScriptRoot/LICENSE", "$PSScriptRoot/CHANGELOG.md" $target
    Copy-Item "$PSScriptRoot/bin", "$PSScriptRoot/en-US" $target -Recurse
    Get-ChildItem $target -Recurse -Include *.pdb | Remove-Item
    Invoke-ChildPwsh "`$module = Import-Module '$target/AmiTools.psd1' -PassThru; if (`$module.Version -ne '$version') { exit 1 }"
    Get-Item $target
}

& "Invoke-$Task"
