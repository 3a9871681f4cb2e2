#requires -Version 7.4
<#
.SYNOPSIS
Runs the Pester suite on the staged module.
.DESCRIPTION
Run it in a pwsh of its own: the module's assemblies cannot be unloaded, and a build cannot replace what a session has loaded.
#>
param(
    # The test files; all where none is named.
    [string[]] $Path = @($PSScriptRoot),

    # Where the results go, as NUnit XML.
    [string] $ResultPath
)
$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.5
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
if ($ResultPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = $ResultPath
}
# As in a user's session: the blocks that tests hand around take the preference of the session, not that of the test.
$ErrorActionPreference = 'Continue'
$result = Invoke-Pester -Configuration $configuration
exit [int]($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount -gt 0)
