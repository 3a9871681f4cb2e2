namespace AmiTools.Aws;

/// <summary>Credentials that can get new keys when AWS says that the ones they gave have expired.</summary>
internal interface IRenewableCredentials
{
    /// <summary>Forgets the keys; the next call gets new ones.</summary>
    void Renew();
}
