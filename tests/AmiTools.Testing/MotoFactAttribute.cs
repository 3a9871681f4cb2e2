using Xunit;

namespace AmiTools.Testing;

/// <summary>A fact that needs a foreign EC2; skipped, and said so, where there is none.</summary>
public sealed class MotoFactAttribute : FactAttribute
{
    public MotoFactAttribute()
    {
        if (MotoServer.Program is null) Skip = "Needs moto_server on the PATH (Python package moto[server]).";
    }
}
