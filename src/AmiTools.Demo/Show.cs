namespace AmiTools.Demo;

/// <summary>Values as the module's tables show them.</summary>
internal static class Show
{
    public static string Time(DateTime? time) => time is { } known ? $"{known:yyyy-MM-dd HH:mm}" : "";

    public static string State(Ami image) => image.IsDeprecated ? $"{image.State}, deprecated" : image.State;
}
