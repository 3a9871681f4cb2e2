using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Which images of others an account lets itself use.</summary>
internal static class AllowedImages
{
    public static void Register(OperationTable table)
    {
        table.Add<GetAllowedImagesSettingsRequest, GetAllowedImagesSettingsResponse>((_, call) => new()
        {
            State = call.Region.AllowedImagesState,
            ManagedBy = "account",
            ImageCriteria = [.. call.Region.AllowedImages.Select(Show)],
        });
        table.Add<EnableAllowedImagesSettingsRequest, EnableAllowedImagesSettingsResponse>((request, call) =>
        {
            var state = request.AllowedImagesSettingsState!.Value;
            if (state is not ("enabled" or "audit-mode"))
                throw Errors.InvalidParameterValue(state, "allowedImagesSettingsState", "Expected 'enabled' or 'audit-mode'.");
            call.BeforeChange();
            return new() { AllowedImagesSettingsState = call.Region.AllowedImagesState = state };
        });
        table.Add<DisableAllowedImagesSettingsRequest, DisableAllowedImagesSettingsResponse>((_, call) =>
        {
            call.BeforeChange();
            return new() { AllowedImagesSettingsState = call.Region.AllowedImagesState = "disabled" };
        });
        table.Add<ReplaceImageCriteriaInAllowedImagesSettingsRequest, ReplaceImageCriteriaInAllowedImagesSettingsResponse>((request, call) =>
        {
            ImageCriteria.Check(request.ImageCriteria ?? []);
            call.BeforeChange();
            call.Region.AllowedImages.Clear();
            call.Region.AllowedImages.AddRange(request.ImageCriteria ?? []);
            return new() { ReturnValue = true };
        });
    }

    private static ImageCriterion Show(ImageCriterionRequest criterion) => new()
    {
        ImageProviders = criterion.ImageProviders,
        MarketplaceProductCodes = criterion.MarketplaceProductCodes,
        ImageNames = criterion.ImageNames,
        CreationDateCondition = criterion.CreationDateCondition is not { } created ? null : new() { MaximumDaysSinceCreated = created.MaximumDaysSinceCreated },
        DeprecationTimeCondition = criterion.DeprecationTimeCondition is not { } deprecated ? null : new() { MaximumDaysSinceDeprecated = deprecated.MaximumDaysSinceDeprecated },
    };
}
