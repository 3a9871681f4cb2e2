using Amazon.EC2.Model;
using AmiTools.Engine.Launching;

namespace AmiTools.Engine.Tests.Launching;

public sealed class TypeFitTests
{
    [Fact]
    public void A_type_that_AWS_tells_nothing_of_has_no_problem() => TypeFit.Problems(Image("arm64", boot: "uefi", ena: false), new InstanceTypeInfo { InstanceType = "x" }).ShouldBeEmpty();

    [Fact]
    public void All_that_does_not_fit_is_told()
    {
        InstanceTypeInfo type = new()
        {
            InstanceType = "m1.old", ProcessorInfo = new() { SupportedArchitectures = ["x86_64"] }, SupportedVirtualizationTypes = ["paravirtual"], SupportedRootDeviceTypes = ["instance-store"], NetworkInfo = new() { EnaSupport = "required" },
            SupportedBootModes = ["legacy-bios"], NitroTpmSupport = "unsupported",
        };
        TypeFit.Problems(Image("arm64", boot: "uefi", ena: false, tpm: "v2.0"), type).Count().ShouldBe(6);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("uefi-preferred")]
    [InlineData("legacy-bios")]
    public void A_boot_mode_that_the_type_has_or_chooses_fits(string? boot) =>
        TypeFit.Problems(Image("x86_64", boot), new InstanceTypeInfo { InstanceType = "t2.micro", SupportedBootModes = ["legacy-bios"] }).ShouldBeEmpty();

    private static Ami Image(string architecture, string? boot, bool ena = true, string? tpm = null) => new()
    {
        Region = "eu-west-1", AccountId = "", ImageId = "ami-1", State = "available", Architecture = architecture, VirtualizationType = "hvm", RootDeviceType = "ebs", BootMode = boot, EnaSupport = ena, TpmSupport = tpm,
    };
}
