namespace AmiTools.Simulator;

/// <summary>A store whose kind does not matter: for tags, which every kind of resource has.</summary>
internal interface IResourceStore
{
    SimResource? FindAny(string id);

    IEnumerable<SimResource> AllAfter(long sequence);
}
