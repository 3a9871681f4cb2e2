namespace AmiTools.Simulator;

/// <summary>Ids in AWS's forms, from a seed. Each account has one per region, so that the order of work among regions does not change them.</summary>
public sealed class IdSource(SeededRandom random)
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A resource id of 17 hexadecimal digits, such as <c>ami-0abc…</c>. The first digit is 0, as with AWS's.</summary>
    /// <param name="prefix">Without the hyphen: <c>ami</c>, <c>snap</c>, <c>vol</c>, ...</param>
    public string New(string prefix) => $"{prefix}-0{random.Next():x16}";

    /// <summary>A GUID, for KMS keys and request ids.</summary>
    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, random.Next());
        BitConverter.TryWriteBytes(bytes[8..], random.Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes);
    }

    /// <summary>Letters and digits, such as the eleven of a Recycle Bin rule's identifier.</summary>
    public string NewText(int length) => string.Create(length, random, static (chars, random) =>
    {
        for (var i = 0; i < chars.Length; i++)
            chars[i] = Alphanumeric[random.Next(0, Alphanumeric.Length)];
    });
}
