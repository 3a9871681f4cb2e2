# Keeps what a machine can know about a command current in its help page: syntax and the tables of the parameters. The words are people's.

function Get-TypeName([type] $Type) {
    $inner = [Nullable]::GetUnderlyingType($Type)
    if ($inner) { return Get-TypeName $inner }
    if ($Type -eq [switch]) { return 'SwitchParameter' }
    # Tables are what people type, whatever the property keeps them in.
    if ($Type.IsGenericType -and $Type.Name -like 'IDictionary*') { return 'Hashtable' }
    $Type.Name
}

function Get-DefaultValue($Command, $Parameter) {
    if ($Parameter.ParameterType -eq [switch]) { return 'False' }
    $property = $Command.ImplementingType.GetProperty($Parameter.Name)
    if (-not $property) { return 'None' }
    $value = $property.GetValue($Command.ImplementingType::new())
    if ($null -eq $value -or ($value -is [System.Collections.ICollection] -and $value.Count -eq 0) -or $property.PropertyType -eq [timespan]) { return 'None' }
    "$value"
}

function Get-ParameterTable($Command, $Parameter) {
    $sets = $Parameter.ParameterSets
    $first = @($sets.Values)[0]
    $pipeline = @(if ($first.ValueFromPipelineByPropertyName) { 'ByPropertyName' }; if ($first.ValueFromPipeline) { 'ByValue' })
    $globs = $Parameter.Attributes.Where({ $_ -is [System.Management.Automation.SupportsWildcardsAttribute] }).Count -gt 0
    '```yaml'
    "Type: $(Get-TypeName $Parameter.ParameterType)"
    "Parameter Sets: $(if ($sets.ContainsKey('__AllParameterSets')) { '(All)' } else { ($sets.Keys | Sort-Object) -join ', ' })"
    "Aliases: $($Parameter.Aliases -join ', ')".TrimEnd()
    if ($Parameter.ParameterType.IsEnum) { "Accepted values: $([enum]::GetNames($Parameter.ParameterType) -join ', ')" }
    ''
    "Required: $($first.IsMandatory)"
    "Position: $(if ($first.Position -ge 0) { $first.Position } else { 'Named' })"
    "Default value: $(Get-DefaultValue $Command $Parameter)"
    "Accept pipeline input: $(if ($pipeline) { "True ($($pipeline -join ', '))" } else { 'False' })"
    "Accept wildcard characters: $globs"
    '```'
}

function Get-Syntax($Command) {
    foreach ($set in $Command.ParameterSets | Sort-Object { -not $_.IsDefault }) {
        $name = if ($set.Name -eq '__AllParameterSets') { '(All)' } else { $set.Name }
        if ($Command.ParameterSets.Count -gt 1) { "### $name$(if ($set.IsDefault) { ' (Default)' })" } else { '### (All)' }
        ''
        '```'
        "$($Command.Name) $set" -replace '\[<CommonParameters>\]', '[<CommonParameters>]' -replace 'IDictionary\[(?:[^\[\]]|\[\])+\]', 'Hashtable' -replace 'Nullable\[(\w+)\]', '$1'
        '```'
        ''
    }
}

function New-HelpPage($Command) {
    @(
        '---', 'external help file: AmiTools.dll-Help.xml', 'Module Name: AmiTools', 'online version:', 'schema: 2.0.0', '---', ''
        "# $($Command.Name)", ''
        '## SYNOPSIS', '{{ What it does, in one sentence }}', ''
        '## SYNTAX', ''
        '## DESCRIPTION', '{{ How it does it, and what one should know beforehand }}', ''
        '## EXAMPLES', '', '### Example 1: {{ What for }}', '', '```powershell', $Command.Name, '```', '', '{{ What is to be seen }}', ''
        '## PARAMETERS', '', '## INPUTS', '', '## OUTPUTS', ''
        $Command.OutputType.Name | ForEach-Object { "### $_", '', '{{ What it is }}', '' }
        '## NOTES', '', '## RELATED LINKS', '', '[about_AmiTools]()'
    ) -join "`n"
}

function Get-Word([string] $Text) {
    # What a page says of each parameter, without the tables.
    $words = @{}
    foreach ($part in [regex]::Split($Text.Replace("`r`n", "`n"), '(?m)^(?=### )')) {
        if ($part -match '^### -(\w+)\n') { $words[$Matches[1]] = ($part -replace '^### -\w+\n', '' -replace '(?s)```yaml.*?```', '').Trim() }
    }
    $words
}

function ConvertTo-CurrentHelpPage {
    # The page of a command with the facts of the command as it is, or a new page. What people have to write is between {{ and }}; what is no more is left out.
    param([Parameter(Mandatory)][System.Management.Automation.CmdletInfo] $Command, [string] $Page)
    if (-not $Page) { $Page = New-HelpPage $Command }
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters
    $lines = [System.Collections.Generic.List[string]]::new()
    $sections = [regex]::Split($Page.Replace("`r`n", "`n"), '(?m)^(?=## )')
    foreach ($section in $sections) {
        if ($section.StartsWith('## SYNTAX')) {
            $lines.AddRange([string[]](@('## SYNTAX', '') + (Get-Syntax $Command)))
        }
        elseif ($section.StartsWith('## PARAMETERS')) {
            $words = Get-Word $section
            $shared = Get-Word (Get-Content "$PSScriptRoot/Shared.md" -Raw)
            foreach ($name in $shared.Keys) { $words[$name] = $shared[$name] }
            $lines.AddRange([string[]]@('## PARAMETERS', ''))
            foreach ($parameter in $Command.Parameters.Values | Where-Object { $_.Name -notin $common -and -not $_.Attributes.Where({ $_.DontShow }) } | Sort-Object Name) {
                if (-not $words[$parameter.Name]) { $words[$parameter.Name] = "{{ What -$($parameter.Name) is }}" }
                $lines.AddRange([string[]](@("### -$($parameter.Name)", '', $words[$parameter.Name], '') + (Get-ParameterTable $Command $parameter) + ''))
            }
            $lines.AddRange([string[]]@('### CommonParameters', '', 'This command supports the common parameters: -Debug, -ErrorAction, -ErrorVariable, -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable, -ProgressAction, -Verbose, -WarningAction and -WarningVariable. See about_CommonParameters.', ''))
        }
        else {
            $lines.AddRange([string[]]$section.TrimEnd("`n").Split("`n"))
            $lines.Add('')
        }
    }
    ($lines -join "`n").TrimEnd("`n") + "`n"
}

Export-ModuleMember -Function ConvertTo-CurrentHelpPage
