using Amazon.EC2.Model;
using AmiTools.Engine.Backup;

namespace AmiTools.Engine.Tests.Backup;

public sealed class BackupNamesTests
{
    private const string Id = "i-0123456789abcdef0";

    private static readonly DateTime s_now = new(2026, 11, 21, 7, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("web-1", "web-1-i-0123456789abcdef0-2026-11-21-0730")]
    [InlineData("", "i-0123456789abcdef0-2026-11-21-0730")]
    [InlineData("web: löwe", "web- l-we-i-0123456789abcdef0-2026-11-21-0730")]
    public void The_default_names_instance_and_time(string instanceName, string expected) => Name(new BackupOptions { Session = new SessionOptions() }.Name, instanceName).ShouldBe(expected);

    [Fact]
    public void Without_a_name_the_id_stands_for_it() => Name("{InstanceName} nightly", "").ShouldBe($"{Id} nightly");

    [Fact]
    public void A_long_instance_name_gives_way_to_ids_and_dates()
    {
        string name = Name("{InstanceName}-{InstanceId}-{Date:yyyy}", new string('x', 256));
        name.Length.ShouldBe(128);
        name.ShouldEndWith($"-{Id}-2026");
    }

    [Fact]
    public void A_long_text_of_the_users_own_is_refused() => Should.Throw<AmiException>(() => Name(new string('x', 129), "web")).Code.ShouldBe(AmiErrorCodes.InvalidName);

    [Fact]
    public void What_AWS_does_not_take_in_a_users_own_text_is_refused() => Should.Throw<AmiException>(() => Name("web: {Date}", "web")).Message.ShouldContain("':'");

    [Fact]
    public void A_date_with_colons_is_made_fit() => Name("{InstanceName} {Date:HH:mm}", "web").ShouldBe("web 07-30");

    [Fact]
    public void The_counter_is_the_first_number_that_is_free() => Name("web-{Counter:00}", "web", taken: ["web-01", "web-02", "web-04"]).ShouldBe("web-03");

    [Fact]
    public void A_taken_name_without_a_counter_stays_as_it_is() => Name("web", "web", taken: ["web"]).ShouldBe("web");

    [Fact]
    public void Half_way_names_fit_and_differ()
    {
        GrowthByRegistration.HalfwayName("web").ShouldBe("web (growing)");
        string one = GrowthByRegistration.HalfwayName(new string('x', 127) + "1");
        string other = GrowthByRegistration.HalfwayName(new string('x', 127) + "2");
        one.Length.ShouldBe(128);
        one.ShouldNotBe(other);
    }

    private static string Name(string template, string instanceName, params string[] taken)
    {
        BackupNames names = new(new BackupOptions { Session = new SessionOptions(), Name = template }, s_now);
        Instance instance = new() { InstanceId = Id, Tags = instanceName.Length == 0 ? null : [new Tag("Name", instanceName)] };
        return names.Name(instance, taken.ToHashSet());
    }
}
