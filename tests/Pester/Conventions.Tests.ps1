# The rules that hold for every command. A rule that is not tested is a wish.

BeforeDiscovery {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    $commands = Get-Command -Module AmiTools | ForEach-Object { @{ name = $_.Name; command = $_ } }
    $services = $commands | Where-Object { $_.command.Parameters.ContainsKey('EndpointUrl') }
    $types = $commands.command.OutputType.Type | Sort-Object FullName -Unique | ForEach-Object { @{ name = $_.Name; type = $_ } }
}

BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-AmiTools
    Import-Module (Join-Path (Get-RepositoryRoot) 'src/AmiTools/Help/HelpFacts.psm1')
    $pages = Join-Path (Get-RepositoryRoot) 'src/AmiTools/Help/en-US'
    $assembly = (Get-Command Get-Ami).ImplementingType.Assembly
    $changing = 'Add', 'Clear', 'Connect', 'Copy', 'Disable', 'Disconnect', 'Enable', 'Export', 'Grant', 'Import', 'Invoke', 'Lock', 'New', 'Remove', 'Restore', 'Revoke', 'Set', 'Start', 'Step', 'Stop', 'Undo', 'Unlock'
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
}

Describe 'The module' {
    It 'exports the commands that its assembly has' {
        $classes = $assembly.GetExportedTypes() | Where-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]; "$($attribute.VerbName)-$($attribute.NounName)" }
        $manifest = Import-PowerShellDataFile (Join-Path (Get-RepositoryRoot) 'AmiTools.psd1')
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($classes | Sort-Object)
        $manifest.FunctionsToExport + $manifest.AliasesToExport + $manifest.VariablesToExport | Should -BeNullOrEmpty
    }

    It 'has no type of AWS in a public signature' {
        $public = foreach ($type in $assembly.GetExportedTypes() + [AmiTools.Ami].Assembly.GetExportedTypes()) {
            $type.BaseType
            $type.GetProperties().PropertyType
            $type.GetMethods().ReturnType
            $type.GetMethods().GetParameters().ParameterType
        }
        $public | Where-Object { $_ -and $_.Assembly.GetName().Name -notin 'AmiTools', 'AmiTools.Model', 'System.Management.Automation' -and $_.Assembly.GetName().Name -notlike 'System.*' } | Should -BeNullOrEmpty
    }

    It 'has each code of a failure once, and its name is its value' {
        foreach ($field in [AmiTools.AmiErrorCodes].GetFields()) { $field.GetValue($null) | Should -Be $field.Name }
    }

    It 'has every command in the table of the README' {
        $table = (Get-Content (Join-Path (Get-RepositoryRoot) 'README.md') | Where-Object { $_ -like '| *' }) -join "`n"
        foreach ($name in (Get-Command -Module AmiTools).Name) { $table.Contains("``$name``") | Should -BeTrue -Because "$name is to be found there" }
    }

    It 'says what to do in commands and parameters that there are' {
        # What is said to users, is said in strings of the source; a command of the module is followed by its own parameters.
        $sources = Get-ChildItem (Join-Path (Get-RepositoryRoot) 'src') -Directory -Filter AmiTools* | Get-ChildItem -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]'
        $all = (Get-Command -Module AmiTools).ForEach({ $_.Parameters.Values }).ForEach({ $_.Name; $_.Aliases }) | Sort-Object -Unique
        $wrong = foreach ($call in $sources | Select-String -CaseSensitive -Pattern '(?<!Get-Help )\b([A-Z][a-z]+-(?:Ami|Ebs|Recycle|FromRecycle|Orphan|InstanceRoot)\w*)((?:(?![A-Z][a-z]+-[A-Z]|[.;|"]).)*)' -AllMatches | ForEach-Object { $source = $_; $_.Matches | ForEach-Object { @{ at = "$($source.Filename):$($source.LineNumber)"; name = $_.Groups[1].Value; rest = $_.Groups[2].Value } } }) {
            if (-not (Get-Command $call.name -Module AmiTools -ErrorAction Ignore)) { "$($call.at): $($call.name)"; continue }
            foreach ($given in [regex]::Matches($call.rest, '(?<![\w-])-([A-Z]\w+)')) { if ($given.Groups[1].Value -notin $all) { "$($call.at): $($call.name) $($given.Value)" } }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'has an about topic that Get-Help finds' {
        (Get-Help about_AmiTools | Out-String) | Should -Match 'The main job|THE MAIN JOB'
    }
}

Describe '<name>' -ForEach $commands {
    It 'has an approved verb and a singular noun' {
        $command.Verb | Should -BeIn (Get-Verb).Verb
        $command.Noun | Should -Not -Match '(?<!s)s$'
    }

    It 'is a sealed class of its own, named as the command' {
        $command.ImplementingType.Name | Should -Be "$($command.Name.Replace('-', ''))Command"
        $command.ImplementingType.IsSealed | Should -BeTrue
    }

    It 'says what it returns' {
        $command.OutputType | Should -Not -BeNullOrEmpty
        foreach ($type in $command.OutputType.Type) { $type.Assembly | Should -Be ([AmiTools.Ami].Assembly) }
    }

    It 'asks before it changes something' {
        $command.Parameters.ContainsKey('WhatIf') | Should -Be ($command.Verb -in $changing -or $name -eq 'Test-AmiRecovery')
    }

    It 'has singular parameters, with the plural as an alias where they take several' {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin $common -and -not $_.Attributes.Where({ $_.DontShow }) }) {
            $parameter.Name | Should -Not -Match '(?<!(s|Hour|Day|Acces|Iop))s$' -Because "-$($parameter.Name) is to be singular"
            if ($parameter.ParameterType.IsArray -and $parameter.Name -notin 'Region') { ($parameter.Aliases -match 's$') | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) takes several" }
        }
    }

    It 'takes ids and regions of piped objects' {
        foreach ($name in 'ImageId', 'SnapshotId', 'Region') {
            $parameter = $command.Parameters[$name]
            if (-not $parameter -or -not $command.Parameters.ContainsKey('EndpointUrl')) { continue }
            # One source for all that is piped must not come from them: an instance knows its image.
            if (-not $parameter.ParameterType.IsArray) { continue }
            $parameter.Attributes.Where({ $_ -is [System.Management.Automation.ParameterAttribute] })[0].ValueFromPipelineByPropertyName | Should -BeTrue -Because "-$name is to bind by property name"
        }
    }

    It 'never takes a destination from a piped object' {
        foreach ($name in 'DestinationRegion') {
            if ($parameter = $command.Parameters[$name]) { $parameter.Attributes.Where({ $_ -is [System.Management.Automation.ParameterAttribute] }).ValueFromPipelineByPropertyName | Should -Not -Contain $true }
        }
    }

    It 'takes in the first place what else is in the second, where the resources are piped' {
        foreach ($set in $command.ParameterSets) {
            $first, $second = foreach ($place in 0, 1) { $set.Parameters.Where({ $_.Position -eq $place })[0] }
            if (-not $second -or -not $first.ValueFromPipeline) { continue }
            $command.ParameterSets.ForEach({ $_.Parameters }).Where({ $_.Name -eq $second.Name -and $_.Position -eq 0 }) | Should -Not -BeNullOrEmpty -Because "`$it | $name <$($second.Name)> is what people type"
        }
    }

    Context 'Its help' {
        BeforeAll {
            $page = Join-Path $pages "$name.md"
            $help = Get-Help $name -Full
        }

        It 'is complete' {
            Get-Content $page -Raw | Should -Not -Match '\{\{ ' -Because 'what is between {{ and }} is to be written'
            $help.Synopsis | Should -Not -BeNullOrEmpty
            $help.Synopsis | Should -Not -Match "^\s*$name" -Because 'that is what PowerShell makes up'
            $help.description.Text | Should -Not -BeNullOrEmpty
            $help.relatedLinks.navigationLink | Should -Not -BeNullOrEmpty
            $help.returnValues.returnValue | Should -Not -BeNullOrEmpty
        }

        It 'has two examples that call it' {
            @($help.examples.example).Count | Should -BeGreaterOrEqual 2
            foreach ($example in $help.examples.example) {
                $example.code | Should -Match $name
                ($example.remarks.Text -join '').Trim() | Should -Not -BeNullOrEmpty
            }
        }

        It 'has examples that give commands only the parameters that they have' {
            # Of the page and not of Get-Help, which has an example's output among its code.
            foreach ($block in [regex]::Matches((Get-Content $page -Raw), '(?ms)^```powershell\r?\n(.*?)^```')) {
                $problems = $null
                $script = [System.Management.Automation.Language.Parser]::ParseInput($block.Groups[1].Value, [ref] $null, [ref] $problems)
                $problems | Should -BeNullOrEmpty
                foreach ($call in $script.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                    if (-not ($known = Get-Command $call.GetCommandName() -Module AmiTools -ErrorAction Ignore)) { continue }
                    foreach ($given in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                        { $known.ResolveParameter($given.ParameterName) } | Should -Not -Throw -Because "$known has no -$($given.ParameterName)"
                    }
                }
            }
        }

        It 'describes every parameter' {
            foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin [System.Management.Automation.PSCmdlet]::CommonParameters -and -not $_.Attributes.Where({ $_.DontShow }) }) {
                ((Get-Help $name -Parameter $parameter.Name).description.Text -join '').Trim() | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is to be described"
            }
        }

        It 'is as the command is: build.ps1 -Task Docs changes nothing' {
            ConvertTo-CurrentHelpPage -Command $command -Page (Get-Content $page -Raw) | Should -BeExactly (Get-Content $page -Raw).Replace("`r`n", "`n")
        }

        It 'names only codes that there are' {
            $codes = [AmiTools.AmiErrorCodes].GetFields().Name
            $line = ((Get-Content $page -Raw) -split "`n" | Where-Object { $_ -match '^Errors: ' }) -replace '^Errors: ' -replace '\..*'
            $line -split ',\s*' | Where-Object { $_ } | Should -BeIn $codes
        }
    }
}

Describe '<name> (calls AWS)' -ForEach $services {
    It 'says once who calls, and where' {
        foreach ($parameter in 'Region', 'ProfileName', 'AccessKey', 'SecretKey', 'SessionToken', 'Credential', 'RoleArn', 'EndpointUrl') { $command.Parameters.Keys | Should -Contain $parameter }
    }

    It 'has -Force where it changes something' {
        $command.Parameters.ContainsKey('Force') | Should -Be ($command.Verb -in $changing -or $name -eq 'Test-AmiRecovery')
    }
}

Describe '<name> (an object that a command returns)' -ForEach $types {
    It 'never has SourceImageId, which Copy-EC2Image of AWS Tools would bind' {
        $type.GetProperty('SourceImageId') | Should -BeNullOrEmpty
    }

    It 'has lists that PowerShell can index' {
        # Of what C# makes of [.. items] for a read-only list, PowerShell takes $it.List[0] for the whole list.
        foreach ($property in $type.GetProperties().Where({ $_.PropertyType.Name -eq 'IReadOnlyList`1' -and $_.CanWrite })) {
            $element = $property.PropertyType.GetGenericArguments()[0]
            $items = [System.Collections.ObjectModel.ReadOnlyCollection`1].MakeGenericType($element)::new([array]::CreateInstance($element, 2))
            $object = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type)
            $property.SetValue($object, $items)
            $property.GetValue($object).GetType().IsArray | Should -BeTrue -Because "$name.$($property.Name)[0] is to be its first item"
        }
    }

    It 'is sealed, and no record' {
        $type.IsSealed -or $type.IsAbstract | Should -BeTrue
        $type.GetMethod('<Clone>$') | Should -BeNullOrEmpty
    }

    It 'has a table and it fits, or a view of its own' -Skip:$type.IsAbstract {
        $view = Get-FormatData -TypeName $type.FullName -PowerShellVersion 7.4
        $table = $view.FormatViewDefinition.Control | Where-Object { $_ -is [System.Management.Automation.TableControl] }
        if ($view.FormatViewDefinition.Control | Where-Object { $_ -is [System.Management.Automation.CustomControl] }) { return }
        $table | Should -Not -BeNullOrEmpty
        $widths = $table.Headers.Width
        ($widths | Measure-Object -Sum).Sum + $widths.Count - 1 | Should -BeLessOrEqual 100
        @($widths | Where-Object { $_ -eq 0 }).Count | Should -BeLessOrEqual 1 -Because 'one column at the most takes what is left'
    }

    It 'has a list of what people ask for' -Skip:$type.IsAbstract {
        @((Get-FormatData -TypeName $type.FullName -PowerShellVersion 7.4).FormatViewDefinition.Control | Where-Object { $_ -is [System.Management.Automation.ListControl] }) | Should -Not -BeNullOrEmpty
    }
}
