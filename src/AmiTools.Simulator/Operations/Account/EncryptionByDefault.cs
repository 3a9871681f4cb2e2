using Amazon.EC2.Model;

namespace AmiTools.Simulator;

/// <summary>Whether a region encrypts whatever is new in EBS, and with which key.</summary>
internal static class EncryptionByDefault
{
    public static void Register(OperationTable table)
    {
        table.Add<GetEbsEncryptionByDefaultRequest, GetEbsEncryptionByDefaultResponse>((_, call) =>
        {
            call.BeforeChange();
            return new() { EbsEncryptionByDefault = call.Region.EncryptByDefault };
        });
        table.Add<EnableEbsEncryptionByDefaultRequest, EnableEbsEncryptionByDefaultResponse>((_, call) => new() { EbsEncryptionByDefault = Switch(call, true) });
        table.Add<DisableEbsEncryptionByDefaultRequest, DisableEbsEncryptionByDefaultResponse>((_, call) => new() { EbsEncryptionByDefault = Switch(call, false) });
        table.Add<GetEbsDefaultKmsKeyIdRequest, GetEbsDefaultKmsKeyIdResponse>((_, call) =>
        {
            call.BeforeChange();
            return new() { KmsKeyId = call.Region.DefaultKmsKeyArn };
        });
        table.Add<ModifyEbsDefaultKmsKeyIdRequest, ModifyEbsDefaultKmsKeyIdResponse>(ModifyKey);
    }

    private static bool Switch(Call call, bool on)
    {
        call.BeforeChange();
        return call.Region.EncryptByDefault = on;
    }

    private static ModifyEbsDefaultKmsKeyIdResponse ModifyKey(ModifyEbsDefaultKmsKeyIdRequest request, Call call)
    {
        var wanted = Required.Text(request.KmsKeyId, "KmsKeyId");
        call.AfterSyntax();
        // The key is looked at when it is first used, not now: like everywhere in EBS, one that does not exist is taken.
        var key = KeyChoice.Of(call.Region, wanted);
        call.BeforeChange();
        return new() { KmsKeyId = call.Region.DefaultKmsKeyArn = key.Arn };
    }
}
