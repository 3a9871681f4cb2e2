using System.Text;
using AmiTools.Engine.Launching;

namespace AmiTools.Engine.Tests.Launching;

public sealed class LaunchTagsTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        LaunchConfiguration written = Full(groups: 5);
        IReadOnlyDictionary<string, string> tags = LaunchTags.Write(written);
        LaunchConfiguration read = LaunchTags.Read(tags).ShouldNotBeNull();
        read.InstanceType.ShouldBe(written.InstanceType);
        read.SecurityGroupIds.ShouldBe(written.SecurityGroupIds);
        read.InstanceProfileArn.ShouldBe(written.InstanceProfileArn);
        read.KeyName.ShouldBe(written.KeyName);
        read.Metadata!.Tokens.ShouldBe("required");
        read.Metadata.HopLimit.ShouldBe(2);
        read.UserDataHash.ShouldBe(written.UserDataHash);
    }

    [Fact]
    public void Long_configurations_are_cut_into_values_that_AWS_takes()
    {
        IReadOnlyDictionary<string, string> tags = LaunchTags.Write(Full(groups: 30));
        tags.Count.ShouldBeGreaterThan(2);
        tags.Keys.ShouldAllBe(key => key.StartsWith("AmiTools:launch-", StringComparison.Ordinal));
        tags.Values.ShouldAllBe(value => value.Length > 0 && value.Length <= 256);
        LaunchTags.Read(tags)!.SecurityGroupIds!.Count.ShouldBe(30);
    }

    [Fact]
    public void Letters_outside_ASCII_survive_the_cut()
    {
        LaunchConfiguration written = new() { KeyName = string.Concat(Enumerable.Repeat("schlüssel-鍵-🔑", 40)) };
        LaunchTags.Read(LaunchTags.Write(written))!.KeyName.ShouldBe(written.KeyName);
    }

    [Fact]
    public void More_than_nine_parts_are_put_together_in_order()
    {
        LaunchConfiguration written = Full(groups: 120);
        IReadOnlyDictionary<string, string> tags = LaunchTags.Write(written);
        tags.Count.ShouldBeGreaterThan(9);
        LaunchTags.Read(tags.OrderByDescending(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Value))!.SecurityGroupIds.ShouldBe(written.SecurityGroupIds);
    }

    [Fact]
    public void A_missing_part_is_said_and_not_guessed()
    {
        Dictionary<string, string> tags = new(LaunchTags.Write(Full(groups: 30)));
        tags.Remove("AmiTools:launch-2");
        Should.Throw<AmiException>(() => LaunchTags.Read(tags)).Code.ShouldBe(AmiErrorCodes.InvalidTag);
    }

    [Fact]
    public void Images_without_a_configuration_have_none() => LaunchTags.Read(new Dictionary<string, string> { ["Name"] = "web" }).ShouldBeNull();

    [Fact]
    public void User_data_is_hashed_and_not_kept()
    {
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes("hello"));
        LaunchTags.HashUserData(base64).ShouldBe("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        LaunchTags.HashUserData("").ShouldBe("");
        LaunchTags.HashUserData(null).ShouldBe("");
    }

    private static LaunchConfiguration Full(int groups) => new()
    {
        InstanceType = "m7i.large",
        AvailabilityZone = "eu-west-1a",
        SubnetId = "subnet-0123456789abcdef0",
        SecurityGroupIds = [.. Enumerable.Range(0, groups).Select(number => $"sg-{number:x17}")],
        InstanceProfileArn = "arn:aws:iam::111122223333:instance-profile/web",
        KeyName = "operations",
        Metadata = new MetadataOptions { Tokens = "required", HopLimit = 2, Endpoint = "enabled" },
        UserDataHash = new string('a', 64),
    };
}
