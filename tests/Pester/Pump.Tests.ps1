BeforeAll {
    Import-Module $PSScriptRoot/Suite.psm1
    Import-Fixture
    $log = [AmiTools.Pester.Fixtures.ProbeLog]
}

Describe 'The pump' {
    BeforeEach { $log::Clear() }

    Context 'Three doors, and the command waits for its work behind each' {
        It 'ends the work when Select-Object -First has enough' {
            Invoke-Probe -Emit 3 -Hang | Select-Object -First 1 | Should -Be 1
            $log::Lines | Should -Contain 'cleaned up'
            $log::Lines | Should -Not -Contain 'emitted 3' -Because 'nothing goes on after the next command has enough'
        }

        It 'ends the work on an error under -ErrorAction Stop' {
            { Invoke-Probe -Fail ImageNotFound -Hang -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
            $log::Lines | Should -Be @('cleaned up') -Because 'nothing is begun after the error'
        }

        It 'ends the work on Ctrl+C' {
            $shell = [powershell]::Create().AddScript({ param($manifest, $fixture) Import-Module $manifest, $fixture; Invoke-Probe -Emit 1 -Hang }).
                AddArgument((Join-Path (Get-RepositoryRoot) 'AmiTools.psd1')).AddArgument((Get-FixtureManifest))
            $null = $shell.BeginInvoke()
            Wait-Until { $log::Lines -contains 'after the failure' } 'the probe to hang'
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $log::Lines | Should -Contain 'cleaned up'
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        }

        It 'ends the work when another command of the pipeline fails' {
            { Invoke-Probe -Emit 2 -Hang | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
            $log::Lines | Should -Contain 'cleaned up'
        }

        It 'ends the work when a command before it fails' {
            { & { 'ami-00000001'; throw 'upstream' } | Measure-Batch } | Should -Throw 'upstream'
        }
    }

    Context 'What failed while it cleaned up' {
        It 'is told to the host, where PowerShell writes nothing any more' {
            $user = New-ScriptedShell
            $null = $user.Shell.AddScript('Invoke-Probe -Emit 1 -Hang -FailInCleanup InstanceNotRestarted').BeginInvoke()
            Wait-Until { $log::Lines -contains 'after the failure' } 'the probe to hang'
            $user.Shell.Stop()
            $user.Screen.Warnings | Should -Be 'The instance i-1 could not be started again. Start it.'
            $user.Runspace.Dispose()
        }

        It 'is an error like any other where the command was not stopped' {
            Invoke-Probe -FailInCleanup InstanceNotRestarted -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'InstanceNotRestarted,*'
        }
    }

    Context 'Errors' {
        It 'has a stable id, a category, a target, and keeps what AWS said' {
            $null = Invoke-Probe -Fail ImageNotFound -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'ImageNotFound,AmiTools.Pester.Fixtures.InvokeProbeCommand'
            $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $failed[0].TargetObject | Should -Be 'ami-1'
            $failed[0].Exception | Should -BeOfType AmiTools.AmiException
            $failed[0].Exception.AwsCode | Should -Be 'InvalidAMIID.NotFound'
            $failed[0].Exception.RequestId | Should -Be 'r-1'
            $failed[0].ErrorDetails.RecommendedAction | Should -Be 'Look elsewhere.'
        }

        It 'is not terminating, and the work goes on' {
            Invoke-Probe -Fail ImageNotFound -ErrorAction SilentlyContinue
            $log::Lines | Should -Contain 'after the failure'
        }

        It 'is terminating where nothing can be done' {
            { Invoke-Probe -Fail NoRegion -StopsEverything -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'NoRegion,*'
            $log::Lines | Should -Be @('cleaned up')
        }

        It 'ends with the remedy in <view>, which shows no recommendation of its own' -ForEach @{ view = 'NormalView' }, @{ view = 'CategoryView' } {
            $ErrorView = $view
            $null = Invoke-Probe -Fail ImageNotFound -ErrorVariable failed -ErrorAction SilentlyContinue
            "$failed" | Should -Be 'It is not there. Look elsewhere.'
        }

        It 'says the remedy once in the concise view' {
            $null = Invoke-Probe -Fail ImageNotFound -ErrorVariable failed -ErrorAction SilentlyContinue
            ([regex]::Matches(($failed | Out-String -Width 200), 'Look elsewhere\.')).Count | Should -Be 1
        }

        It 'never lets an exception of another kind through' {
            $null = Invoke-Probe -Throw ([System.Xml.XmlException]::new('raw')) -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'InternalError,*'
            $failed[0].Exception | Should -BeOfType AmiTools.AmiException
            $failed[0].Exception.InnerException.Message | Should -Be 'raw'
        }

        It 'takes a cancellation that nobody asked for as a failure' {
            $null = Invoke-Probe -Throw ([System.OperationCanceledException]::new()) -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'InternalError,*'
        }
    }

    Context 'Input' {
        It 'puts what comes at once into few batches' {
            $batches = 1..10000 | ForEach-Object { 'ami-{0:x17}' -f $_ } | Measure-Batch
            ($batches | Measure-Object Count -Sum).Sum | Should -Be 10000
            $batches.Count | Should -BeLessOrEqual 100 -Because 'ten thousand ids are to cost few calls'
        }

        It 'has the first result out before the last input is read' {
            & {
                foreach ($id in 'ami-00000001', 'ami-00000002', 'ami-00000003') {
                    $log::Add("read $id")
                    $id
                    Wait-Until { $log::Lines -contains "worked on $id" } 'the worker'
                }
            } | Measure-Batch | ForEach-Object { $log::Add("out $($_.Items)") }
            $lines = $log::Lines
            $lines.IndexOf('out /ami-00000001') | Should -BeGreaterThan -1
            $lines.IndexOf('out /ami-00000001') | Should -BeLessThan $lines.IndexOf('read ami-00000003')
        }

        It 'does a duplicate once' {
            ('ami-00000001', 'ami-00000002', 'ami-00000001' | Measure-Batch).Items | Should -Be '/ami-00000001', '/ami-00000002'
        }

        It 'does the same id in two regions twice' {
            $pair = [pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'eu-west-1' }, [pscustomobject]@{ ImageId = 'ami-00000001'; Region = 'us-east-1' }
            ($pair | Measure-Batch).Items | Should -Be 'eu-west-1/ami-00000001', 'us-east-1/ami-00000001'
        }

        It 'asks for nothing where the pipeline is empty' {
            @() | Measure-Batch | Should -BeNullOrEmpty
        }

        It 'asks for everything where nothing is named' {
            Measure-Batch -Region eu-west-1 | Should -Be 'everything in eu-west-1'
        }

        It 'takes regions alone from the pipeline' {
            'eu-west-1', 'us-east-1' | ForEach-Object { [pscustomobject]@{ RegionName = $_ } } | Measure-Batch | Should -Be 'everything in eu-west-1,us-east-1'
        }

        It 'takes <what> for an item of its own, and goes on' -ForEach @{ what = 'null'; value = $null }, @{ what = 'an empty string'; value = '' } {
            ('ami-00000001', $value, 'ami-00000002' | Measure-Batch).Items | Should -Be '/ami-00000001', '/', '/ami-00000002'
        }

        It 'takes an unset variable for a malformed id, not for everything' {
            (Measure-Batch -ImageId $unset).Items | Should -Be '/'
        }
    }

    Context 'Progress' {
        It 'shows changes, not repetitions, and takes its bars away' {
            $user = New-ScriptedShell
            $null = $user.Shell.AddScript("Invoke-Probe -Progress 'one', 'one', 'one'").Invoke()
            $user.Screen.Progress.StatusDescription | Should -Be 'one', 'one'
            $user.Screen.Progress.RecordType | Should -Be 'Processing', 'Completed'
            $user.Runspace.Dispose()
        }

        It 'is silent where nobody looks' {
            $shell = [powershell]::Create().AddScript({ param($manifest, $fixture) Import-Module $manifest, $fixture; Invoke-Probe -Progress 'one' }).
                AddArgument((Join-Path (Get-RepositoryRoot) 'AmiTools.psd1')).AddArgument((Get-FixtureManifest))
            $null = $shell.Invoke()
            $shell.Streams.Progress | Should -BeNullOrEmpty
            $shell.Dispose()
        }
    }
}

Describe 'Asking before a change' {
    It 'asks nothing for an ordinary step' {
        Set-Probe ami-1, ami-2 | Should -Be 'ami-1 (eu-west-1)', 'ami-2 (eu-west-1)'
    }

    It 'carries out nothing with -WhatIf' {
        $user = New-ScriptedShell
        $user.Shell.AddScript('Set-Probe ami-1, ami-2 -WhatIf').Invoke() | Should -BeNullOrEmpty
        $user.Screen.Lines -join "`n" | Should -BeLike '*"Change it"*ami-1 (eu-west-1)*"Change it"*ami-2 (eu-west-1)*'
        $user.Runspace.Dispose()
    }

    It 'carries out nothing with -WhatIf and -Force' {
        $user = New-ScriptedShell
        $user.Shell.AddScript('Set-Probe ami-1 -Caution "It hurts." -WhatIf -Force').Invoke() | Should -BeNullOrEmpty
        $user.Runspace.Dispose()
    }

    It 'does not even return what is there already with -WhatIf, because a run may mend it' {
        Set-Probe ami-1 -Existing -WhatIf | Should -BeNullOrEmpty
    }

    It 'does not ask about what is there already' {
        $user = New-ScriptedShell
        $user.Shell.AddScript('Set-Probe ami-1 -Existing -Caution "It hurts."').Invoke() | Should -Be 'ami-1 (eu-west-1)'
        $user.Screen.Questions | Should -BeNullOrEmpty
        $user.Runspace.Dispose()
    }

    It 'says what there is to be careful about with -WhatIf' {
        Set-Probe ami-1 -Caution 'It hurts.' -WhatIf -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -Be 'ami-1 (eu-west-1): without -WhatIf this is asked for. It hurts.'
    }

    It 'asks where there is reason to be careful, and takes <answer> for <result>' -ForEach @(
        @{ answer = @('Yes', 'No'); result = @('ami-1 (eu-west-1)') }
        @{ answer = @('Yes to All'); result = @('ami-1 (eu-west-1)', 'ami-2 (eu-west-1)') }
        @{ answer = @('No to All'); result = @() }
        @{ answer = @('No', 'Yes'); result = @('ami-2 (eu-west-1)') }
    ) {
        $user = New-ScriptedShell -Answer $answer
        @($user.Shell.AddScript("Set-Probe ami-1, ami-2 -Caution 'It hurts.'").Invoke()) | Should -Be $result
        $user.Screen.Questions[0] | Should -BeLike '*ami-1 (eu-west-1): Change it*It hurts.'
        $user.Screen.Defaults[0] | Should -Be 'No' -Because 'Enter must not hurt'
        $user.Runspace.Dispose()
    }

    It 'does not ask with <switch>' -ForEach @{ switch = '-Force' }, @{ switch = '-Confirm:$false' } {
        $user = New-ScriptedShell
        $user.Shell.AddScript("Set-Probe ami-1 -Caution 'It hurts.' $switch").Invoke() | Should -Be 'ami-1 (eu-west-1)'
        $user.Screen.Questions | Should -BeNullOrEmpty
        $user.Runspace.Dispose()
    }

    It 'is an error that names -Force where nobody can be asked: <where>' -ForEach @(
        @{ where = 'a host without a user'; run = { param($script) $shell = [powershell]::Create().AddScript($script); $shell.Invoke(); $shell.Streams.Error | ForEach-Object FullyQualifiedErrorId; "$($shell.Streams.Error[0].ErrorDetails.RecommendedAction)" } }
        @{ where = 'pwsh -NonInteractive'; run = { param($script) Invoke-Pwsh -Switch '-NonInteractive' "$script -ErrorVariable failed -ErrorAction SilentlyContinue; `$failed.FullyQualifiedErrorId; `$failed[0].ErrorDetails.RecommendedAction" } }
        @{ where = 'pwsh at the end of its input'; run = { param($script) Invoke-Pwsh "$script -ErrorVariable failed -ErrorAction SilentlyContinue; `$failed.FullyQualifiedErrorId; `$failed[0].ErrorDetails.RecommendedAction" } }
    ) {
        $script = "Import-Module '$(Join-Path (Get-RepositoryRoot) 'AmiTools.psd1')', '$(Get-FixtureManifest)'; Set-Probe ami-1 -Caution 'It hurts.'"
        $output = & $run $script
        $output -join "`n" | Should -BeLike '*ConfirmationRequired,AmiTools.Pester.Fixtures.SetProbeCommand*'
        $output -join "`n" | Should -BeLike '*-Force*'
        $output | Should -Not -Contain 'ami-1 (eu-west-1)'
    }

    It 'reports what would fail before it asks' {
        $user = New-ScriptedShell
        $user.Shell.AddScript("Set-Probe ami-1 -Problem ImageNameTaken -WhatIf").Invoke() | Should -BeNullOrEmpty
        $user.Shell.Streams.Error.FullyQualifiedErrorId | Should -BeLike 'ImageNameTaken,*'
        $user.Runspace.Dispose()
    }

    It 'says warnings of a step, with and without -WhatIf' -ForEach @{ switch = @{ WhatIf = $true } }, @{ switch = @{} } {
        $null = Set-Probe ami-1 -Warning 'It is big.' @switch -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -Be 'ami-1 (eu-west-1): It is big.'
    }
}
