namespace AmiTools.Simulator.Tests.Kernel;

public sealed class CallTests : IDisposable
{
    private readonly AwsSimulator _simulator = Calls.Simulator();
    private int _done;

    [Fact]
    public void A_dry_run_ends_before_the_change()
    {
        var call = Calls.To(_simulator, dryRun: true);

        call.AfterSyntax();
        var error = Should.Throw<AwsErrorException>(call.BeforeChange);

        error.Code.ShouldBe("DryRunOperation");
        ((int)error.Status).ShouldBe(412);
        call.MayChange.ShouldBeFalse();
    }

    [Fact]
    public void A_dry_run_may_end_before_anything_is_looked_up()
    {
        _simulator.Settings.DryRun = DryRunOrder.BeforeExistence;

        Should.Throw<AwsErrorException>(Calls.To(_simulator, dryRun: true).AfterSyntax).Code.ShouldBe("DryRunOperation");
        Calls.To(_simulator).AfterSyntax();
    }

    [Fact]
    public void The_same_token_with_the_same_parameters_does_it_once()
    {
        var first = Do("token", ("Name", "a"));
        var second = Do("token", ("Name", "a"));

        second.ShouldBe(first);
        _done.ShouldBe(1);
    }

    [Fact]
    public void The_same_token_with_other_parameters_is_refused()
    {
        Do("token", ("Name", "a"));

        Should.Throw<AwsErrorException>(() => Do("token", ("Name", "b"))).Code.ShouldBe("IdempotentParameterMismatch");
        _done.ShouldBe(1);
    }

    [Fact]
    public void No_token_and_another_token_do_it_again()
    {
        Do("token", ("Name", "a"));
        Do("", ("Name", "a"));
        Do(null, ("Name", "a"));
        Do("Token", ("Name", "a"));

        _done.ShouldBe(4);
    }

    [Fact]
    public void A_token_is_forgotten_in_time()
    {
        Do("token", ("Name", "a"));
        _simulator.Clock.Step(_simulator.Settings.ClientTokenLifetime);
        Do("token", ("Name", "b"));

        _done.ShouldBe(2);
    }

    [Fact]
    public void What_fails_leaves_no_answer_behind()
    {
        Should.Throw<AwsErrorException>(() => Calls.To(_simulator).Once<string>("token", () => throw Errors.MissingParameter("x")));

        Do("token");
        _done.ShouldBe(1);
    }

    [Fact]
    public void Fingerprints_do_not_depend_on_order_and_cannot_be_confused()
    {
        Print(("a", "1"), ("b", "2")).ShouldBe(Print(("b", "2"), ("a", "1")));
        Print(("a", "1"), ("b", "2")).ShouldNotBe(Print(("a", "1\nb=2")));
        Print(("a", "1"), ("Action", "x"), ("X-Amz-Date", "y")).ShouldBe(Print(("a", "1")));

        string Print(params (string, string)[] parameters) => Calls.To(_simulator, parameters: parameters).Fingerprint();
    }

    [Fact]
    public void Each_fingerprint_of_a_call_leaves_out_what_it_is_told_to()
    {
        var call = Calls.To(_simulator, parameters: [("ClientToken", "x"), ("NextToken", "y")]);
        var whole = call.Fingerprint();

        call.Fingerprint("ClientToken").ShouldBe(Calls.To(_simulator, parameters: [("NextToken", "y")]).Fingerprint());
        call.Fingerprint("ClientToken", "NextToken").ShouldBe(Calls.To(_simulator).Fingerprint());
        call.Fingerprint().ShouldBe(whole);
    }

    [Fact]
    public void Denials_know_action_principal_and_resource()
    {
        var policy = _simulator.Account().Policy;
        policy.Deny("ec2:Delete*", resource: "*/snap-1");

        Calls.To(_simulator).Allows("ec2:DeleteSnapshot", "arn:aws:ec2:eu-west-1::snapshot/snap-1").ShouldBeFalse();
        Calls.To(_simulator).Allows("ec2:DeleteSnapshot", "arn:aws:ec2:eu-west-1::snapshot/snap-2").ShouldBeTrue();
        Calls.To(_simulator).Allows("ec2:DeleteSnapshot").ShouldBeTrue();
        var error = Should.Throw<AwsErrorException>(() => Calls.To(_simulator).Require("ec2:DeleteVolume", "x/snap-1"));
        error.Code.ShouldBe("UnauthorizedOperation");
        ((int)error.Status).ShouldBe(403);
        error.Message.ShouldContain("ec2:DeleteVolume");
        error.Message.ShouldContain("Encoded authorization failure message: ");
    }

    public void Dispose() => _simulator.Dispose();

    private string Do(string? token, params (string, string)[] parameters) =>
        Calls.To(_simulator, parameters: parameters).Once(token, () => $"answer {++_done}");
}
