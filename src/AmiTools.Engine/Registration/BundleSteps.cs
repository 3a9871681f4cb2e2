using Amazon.EC2.Model;
using AmiTools.Engine.Ids;
using AmiTools.Engine.Instances;
using AmiTools.Engine.Sessions;

namespace AmiTools.Engine.Registration;

/// <summary>The steps that make a bundle of an instance with the AMI tools, upload it and register it. AWS has no call that does this for Linux; it is typed on the instance.</summary>
internal sealed class BundleSteps(EngineSession session, BundleStepOptions options)
{
    /// <summary>The instance types that boot from instance store (EC2 user guide).</summary>
    public const string Types = "C1, C3, D2, I2, M1, M2, M3, R3 and X1";

    private const string InstanceStore = "instance-store";
    private const string Certificates = "/tmp/cert";
    private const string Bundles = "<directory with twice the root's space>";

    private BundleRegistrationOptions Registration => options.Registration;

    /// <summary>The steps. Nothing is changed; only the instance is read, where one is named.</summary>
    /// <exception cref="AmiException">The bundle's place or the name cannot be, or the instance cannot be bundled.</exception>
    public async Task<IReadOnlyList<AmiBundleStep>> TellAsync(CancellationToken cancellationToken)
    {
        BundleManifest manifest = BundleManifest.Parse(Registration.ImageLocation, out AmiException? misplaced) ?? throw misplaced!;
        (Instance? instance, string region) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        string account = Text(instance is null ? null : await session.AccountIdAsync(cancellationToken).ConfigureAwait(false)) ?? "<account of 12 digits>";
        int number = 0;
        return [.. Commands(manifest, instance, account, region).Select(step => new AmiBundleStep { Step = ++number, Place = step.Place, Purpose = step.Purpose, Command = step.Command })];
    }

    private async Task<(Instance? Instance, string Region)> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.InstanceId is { } given && !given.IsWellFormed("i")) throw ResourceIds.NotAnInstance(given);
        ResourceReference subject = options.InstanceId ?? Registration.ImageLocation;
        List<AmiException> problems = [];
        Whereabouts where = await Whereabouts.ResolveAsync(session, Registration.Session, [subject], problems, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) throw problems[0];
        if (options.InstanceId is null) return (null, where.Regions is [var only] ? only.Name : "<the bucket's region>");
        foreach (RegionSession region in where.Regions)
        {
            Dictionary<string, Instance> found = await new InstanceReader(region).ByIdAsync([subject.Id], cancellationToken).ConfigureAwait(false);
            if (found.GetValueOrDefault(subject.Id) is { } instance) return Problem(instance, region) is { } problem ? throw problem : (instance, region.Name);
        }

        throw ResourceIds.InstanceNotFound(subject, where.Regions.Select(region => region.Name));
    }

    private static AmiException? Problem(Instance instance, RegionSession region)
    {
        (string Message, string Remedy)? problem = instance.RootDeviceType?.Value != InstanceStore ? ("boots from EBS", $"Make an image of it with New-AmiBackup {instance.InstanceId} -Region {region.Name}.")
            : instance.Platform?.Value == "windows" ? ("runs Windows, of which AWS makes no bundles any more", "Copy what is on it to a machine that boots from EBS.")
            : instance.StateName() != "running" ? ($"is {instance.StateName()}, and it is bundled from within", "Nothing is kept of a machine on instance store that does not run.")
            : null;
        return problem is not { } told ? null : new AmiException(AmiErrorCodes.InstanceNotBundled, AmiErrorKind.InvalidState, $"{instance.Title()} in {region.Name} {told.Message}.") { ResourceId = instance.InstanceId, Region = region.Name, Remedy = told.Remedy };
    }

    private IEnumerable<(AmiBundlePlace Place, string Purpose, string Command)> Commands(BundleManifest manifest, Instance? instance, string account, string region)
    {
        string host = Text(instance?.PublicDnsName) ?? Text(instance?.PrivateIpAddress) ?? "<host>";
        string key = Text(instance?.KeyName) is { } name ? $"{name}.pem" : "<key.pem>";
        string architecture = Registration.Machine.Architecture ?? instance?.Architecture?.Value ?? "x86_64";
        string virtualization = Registration.Machine.VirtualizationType ?? instance?.VirtualizationType?.Value ?? Machines.Hvm;
        string partition = virtualization == Machines.Hvm ? " --partition mbr" : "";
        yield return (AmiBundlePlace.Here, "A key and a certificate that sign the bundle", "openssl req -new -x509 -nodes -newkey rsa:2048 -sha256 -days 365 -subj /CN=bundle -keyout private-key.pem -out certificate.pem");
        yield return (AmiBundlePlace.Here, "The certificate made known to the IAM user that registers the image", "aws iam upload-signing-certificate --certificate-body file://certificate.pem");
        yield return (AmiBundlePlace.Here, "Both brought to the instance", $"ssh -i {key} <user>@{host} mkdir -p {Certificates} && scp -i {key} private-key.pem certificate.pem <user>@{host}:{Certificates}/");
        yield return (AmiBundlePlace.Instance, "The AMI tools, which need Ruby", "curl -fsSLO https://s3.amazonaws.com/ec2-downloads/ec2-ami-tools.zip && sudo mkdir -p /usr/local/ec2 && sudo unzip -q ec2-ami-tools.zip -d /usr/local/ec2 && export EC2_AMITOOL_HOME=$(echo /usr/local/ec2/ec2-ami-tools-*) && export PATH=$EC2_AMITOOL_HOME/bin:$PATH");
        yield return (AmiBundlePlace.Instance, "The bundle of the root volume. What it is not to hold is left out with -e", $"sudo -E env PATH=\"$PATH\" ec2-bundle-vol -k {Certificates}/private-key.pem -c {Certificates}/certificate.pem -u {account} -r {architecture} -e {Certificates} -p {manifest.Prefix} -d {Bundles}{partition}");
        yield return (AmiBundlePlace.Instance, "The upload; with temporary keys, -t and their token too", $"ec2-upload-bundle -b {manifest.Folder} -m {Bundles}/{manifest.File} -a <access key> -s <secret key> --region {region}");
        yield return (AmiBundlePlace.Here, "The image", $"New-AmiFromBundle {manifest.Location} -Name '{Registration.Name}' -Architecture {architecture}{(virtualization == Machines.Hvm ? "" : $" -VirtualizationType {virtualization}{Kernel(instance)}")}{(Text(instance?.SriovNetSupport) is null ? "" : " -SriovNetSupport")}{(instance?.EnaSupport == true ? " -EnaSupport" : "")} -Region {region} -Wait");
        yield return (AmiBundlePlace.Instance, "The key away from the instance", $"rm -r {Certificates}");
    }

    private static string Kernel(Instance? instance) => Text(instance?.KernelId) is { } kernel ? $" -KernelId {kernel}" : "";

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
