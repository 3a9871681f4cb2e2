namespace AmiTools.Simulator;

/// <summary>With whom an image or a snapshot is shared, beside its owner. Snapshots know only accounts and everybody.</summary>
public sealed class SimPermissions
{
    /// <summary>Shared with everybody (group <c>all</c>).</summary>
    public bool Public { get; set; }

    /// <summary>Account ids, in the order in which they were added.</summary>
    public List<string> Accounts { get; } = [];

    /// <summary>ARNs of organisations.</summary>
    public List<string> Organizations { get; } = [];

    /// <summary>ARNs of organisational units.</summary>
    public List<string> OrganizationalUnits { get; } = [];

    /// <summary>Whether nobody but the owner has access.</summary>
    public bool IsEmpty => !Public && Entities == 0;

    /// <summary>How many accounts, organisations and units are named.</summary>
    public int Entities => Accounts.Count + Organizations.Count + OrganizationalUnits.Count;

    /// <summary>Takes everything away.</summary>
    public void Clear()
    {
        Public = false;
        Accounts.Clear();
        Organizations.Clear();
        OrganizationalUnits.Clear();
    }

    /// <summary>Whether an account has access by its own id or through its organisation, leaving "everybody" aside.</summary>
    public bool Includes(SimAccount account) =>
        Accounts.Contains(account.Id)
        || (Organizations.Count > 0 && account.OrganizationArn is { } organization && Organizations.Contains(organization))
        || (OrganizationalUnits.Count > 0 && account.OrganizationalUnitArns.Any(OrganizationalUnits.Contains));

    /// <summary>Whether an account has access in any way.</summary>
    public bool Allows(SimAccount account) => Public || Includes(account);
}
