namespace AmiTools.Simulator;

/// <summary>All operations that the simulator has, by family.</summary>
internal static class OperationCatalog
{
    private static readonly Action<OperationTable>[] s_families =
    [
        RegionOperations.Register,
        ImageListing.Register,
        ImageAttributes.Register,
        ImageCreation.Register,
        ImageRegistration.Register,
        ImageCopying.Register,
        ImageSharing.Register,
        ImageRetirement.Register,
        ImageAncestry.Register,
        ImageReferences.Register,
        ImageUsageReports.Register,
        FastLaunchOperations.Register,
        ImageStoring.Register,
        ImageRestoring.Register,
        SnapshotListing.Register,
        SnapshotCreation.Register,
        SnapshotCopies.Register,
        SnapshotDeletion.Register,
        SnapshotSharing.Register,
        SnapshotTiers.Register,
        FastRestoreOperations.Register,
        SnapshotLocking.Register,
        SnapshotBlocks.Register,
        VolumeListing.Register,
        VolumeCopying.Register,
        VolumeCreation.Register,
        VolumeAttaching.Register,
        VolumeModifying.Register,
        RootVolumeReplacing.Register,
        InstanceListing.Register,
        InstanceLaunch.Register,
        InstanceStates.Register,
        InstanceAttributes.Register,
        InstanceModifying.Register,
        InstanceTypes.Register,
        InstanceImages.Register,
        TagOperations.Register,
        TemplateListing.Register,
        TemplateChanges.Register,
        NetworkListing.Register,
        SecurityGroups.Register,
        EncryptionByDefault.Register,
        PublicAccessBlocks.Register,
        AllowedImages.Register,
        BinListing.Register,
        BinRestoring.Register,
        RuleOperations.Register,
        RuleLocking.Register,
        ScalingListing.Register,
    ];

    public static OperationTable All()
    {
        var table = new OperationTable();
        foreach (var register in s_families)
            register(table);
        return table;
    }
}
