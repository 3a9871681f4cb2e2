@{
    RootModule           = 'bin/AmiTools.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6e0f2f0a-7e0f-4c57-9c6a-3f0f5a1b7d42'
    Author               = 'The AmiTools contributors'
    CompanyName          = 'The AmiTools contributors'
    Copyright            = '(c) The AmiTools contributors. MIT License.'
    Description          = 'The whole life of Amazon Machine Images and EBS snapshots: back up, copy, map, share, retire and recover, across regions and accounts, safely and resumably. With an embedded AWS simulator.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @(
        'bin/AmiTools.Format.ps1xml'
        'bin/AmiTools.Access.Format.ps1xml'
        'bin/AmiTools.Costs.Format.ps1xml'
        'bin/AmiTools.Graph.Format.ps1xml'
        'bin/AmiTools.Receipts.Format.ps1xml'
        'bin/AmiTools.Registration.Format.ps1xml'
        'bin/AmiTools.Snapshots.Format.ps1xml'
        'bin/AmiTools.Usage.Format.ps1xml'
        'bin/AmiTools.Volumes.Format.ps1xml'
    )
    CmdletsToExport      = @(
        'Connect-AmiSimulator'
        'Copy-AmiToRegion'
        'Disable-Ami'
        'Disconnect-AmiSimulator'
        'Enable-Ami'
        'Export-AmiToS3'
        'Get-Ami'
        'Get-AmiAccess'
        'Get-AmiSnapshotGraph'
        'Get-AmiUsage'
        'Get-EbsSnapshot'
        'Get-RecycleBinItem'
        'Get-RecycleBinRule'
        'Grant-AmiAccess'
        'Grant-EbsSnapshotAccess'
        'Import-AmiFromS3'
        'Lock-EbsSnapshot'
        'Lock-RecycleBinRule'
        'Measure-AmiCost'
        'New-AmiBackup'
        'New-AmiFromBundle'
        'New-AmiFromSnapshot'
        'New-EbsSnapshot'
        'New-RecycleBinRule'
        'Remove-Ami'
        'Remove-RecycleBinRule'
        'Restore-AmiBackup'
        'Restore-EbsVolume'
        'Restore-FromRecycleBin'
        'Restore-InstanceRootVolume'
        'Revoke-AmiAccess'
        'Revoke-EbsSnapshotAccess'
        'Set-AmiAccess'
        'Set-AmiDeprecation'
        'Set-AmiProtection'
        'Set-EbsSnapshotTier'
        'Set-RecycleBinRule'
        'Start-AmiSimulator'
        'Step-AmiSimulator'
        'Stop-AmiSimulator'
        'Undo-AmiChange'
        'Unlock-EbsSnapshot'
        'Unlock-RecycleBinRule'
        'Wait-Ami'
        'Wait-EbsSnapshot'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('AWS', 'EC2', 'AMI', 'EBS', 'Snapshot', 'Backup', 'RecycleBin', 'Simulator', 'PSEdition_Core', 'Linux', 'MacOS', 'Windows')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
