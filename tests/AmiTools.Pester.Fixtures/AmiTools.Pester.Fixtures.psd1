@{
    RootModule        = 'AmiTools.Pester.Fixtures.dll'
    ModuleVersion     = '0.1.0'
    GUID              = 'd0b7b2f3-2a52-4c0e-9a3e-5d3f3c1f6b58'
    CmdletsToExport   = @('Get-SessionProbe', 'Invoke-Probe', 'Measure-Batch', 'Set-Probe')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
