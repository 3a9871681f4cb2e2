namespace AmiTools.Engine.Copying;

/// <summary>A copy that AWS accepted and then gave up, because more ran at a time than it allows.</summary>
internal sealed class CopyRefusedLate(string imageId, AmiException failure) : Exception(failure.Message, failure)
{
    /// <summary>The image, which is removed by now.</summary>
    public string ImageId { get; } = imageId;
}
