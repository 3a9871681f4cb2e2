using System.Text;
using Amazon.EC2.Model;
using Amazon.RecycleBin.Model;
using AmiTools.Simulator;
using AmiTools.Simulator.Codecs;
using AmiTools.Simulator.Codecs.AutoScaling;
using AmiTools.Simulator.Codecs.EC2;
using AmiTools.Simulator.Codecs.RecycleBin;

namespace AmiTools.Aws.Tests.Protocol;

/// <summary>What the simulator makes of requests that our own client would not send.</summary>
public sealed class ServerCodecTests
{
    [Fact]
    public void List_elements_come_in_the_order_of_their_numbers()
    {
        var read = Read("Action=DescribeImages&ImageId.10=c&ImageId.2=b&ImageId.1=a&Filter.7.Value.3=y&Filter.7.Value.1=x&Filter.7.Name=state");
        var request = (DescribeImagesRequest)read.Request;
        request.ImageIds.ShouldBe(["a", "b", "c"]);
        var filter = request.Filters!.ShouldHaveSingleItem();
        filter.Name.ShouldBe("state");
        filter.Values.ShouldBe(["x", "y"]);
        read.UnknownParameters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Colour=red", "Colour")]
    [InlineData("imageid.1=a", "imageid.1")]
    [InlineData("ImageId=a", "ImageId")]
    [InlineData("ImageId.first=a", "ImageId.first")]
    [InlineData("ImageId.-1=a", "ImageId.-1")]
    [InlineData("ImageId.1.Name=a", "ImageId.1.Name")]
    [InlineData("Filter.1.Name=n&Filter.1.Values.1=v", "Filter.1.Values.1")]
    [InlineData("Filter.1.Name.x=n&Filter.1.Value.1=v", "Filter.1.Name.x")]
    [InlineData("Owner..1=a", "Owner..1")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z=1", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z")]
    public void Parameters_that_the_operation_lacks_are_told(string form, string unknown) =>
        Read($"Action=DescribeImages&Version=2016-11-15&{form}").UnknownParameters.ShouldBe([unknown]);

    [Fact]
    public void A_name_of_a_million_parts_is_only_unknown()
    {
        var name = string.Concat(Enumerable.Repeat("a.", 1_000_000)) + "b";
        Read($"Action=DescribeImages&{name}=1").UnknownParameters.ShouldBe([name]);
    }

    [Fact]
    public void What_a_signature_adds_is_not_unknown() =>
        Read("Action=DescribeImages&Version=2016-11-15&X-Amz-Algorithm=a&X-Amz-Signature=b&AWSAccessKeyId=c&SignatureVersion=2&Timestamp=t").UnknownParameters.ShouldBeEmpty();

    [Fact]
    public void Of_a_repeated_parameter_the_first_value_counts()
    {
        var read = Read("Action=DescribeImages&NextToken=a&NextToken=b&ImageId.1=x&ImageId.1=y");
        ((DescribeImagesRequest)read.Request).NextToken.ShouldBe("a");
        read.RepeatedParameters.ShouldBe(["NextToken", "ImageId.1"]);
    }

    [Theory]
    [InlineData("Action=DescribeImages&MaxResults=ten", "MaxResults", "ten")]
    [InlineData("Action=DescribeImages&MaxResults=99999999999", "MaxResults", "99999999999")]
    [InlineData("Action=DescribeImages&IncludeDisabled=maybe", "IncludeDisabled", "maybe")]
    [InlineData("Action=DescribeImages&DryRun=perhaps", "DryRun", "perhaps")]
    [InlineData("Action=EnableImageDeprecation&ImageId=ami-1&DeprecateAt=soon", "DeprecateAt", "soon")]
    [InlineData("Action=CreateImage&BlockDeviceMapping.2.Ebs.VolumeSize=big", "BlockDeviceMapping.2.Ebs.VolumeSize", "big")]
    public void A_value_of_another_kind_is_named_with_its_path(string form, string parameter, string value)
    {
        var error = Should.Throw<RequestFormatException>(() => Read(form));
        error.Parameter.ShouldBe(parameter);
        error.Value.ShouldBe(value);
    }

    [Fact]
    public void What_is_required_and_missing_is_told_with_its_path()
    {
        Read("Action=CreateImage&Name=n").MissingParameters.ShouldBe(["InstanceId"]);
        Read("Action=CreateSnapshots&InstanceSpecification.ExcludeBootVolume=true").MissingParameters.ShouldBe(["InstanceSpecification.InstanceId"]);
        Read("Action=DescribeImages").MissingParameters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DryRun=true", true)]
    [InlineData("DryRun=false", false)]
    [InlineData("MaxResults=5", false)]
    public void A_dry_run_stands_beside_the_request(string form, bool expected)
    {
        var read = Read($"Action=DescribeImages&{form}");
        read.DryRun.ShouldBe(expected);
        read.UnknownParameters.ShouldBeEmpty();
    }

    [Fact]
    public void A_constant_in_another_case_stays_what_it_is()
    {
        ((RegisterImageRequest)Read("Action=RegisterImage&Name=n&Architecture=X86_64").Request).Architecture!.Value.ShouldBe("X86_64");
        var body = """{"ResourceType":"ec2_image"}"""u8.ToArray();
        ((ListRulesRequest)RecycleBinCodecs.Service.Find("ListRules")!.Read(Rest("POST", "/list-rules", body)).Request).ResourceType!.Value.ShouldBe("ec2_image");
    }

    [Fact]
    public void A_query_string_is_as_good_as_a_form()
    {
        var request = new WireRequest { Method = "GET", RawPath = "/", RawQuery = "Action=DescribeImages&ImageId.1=a%20b+c", Headers = new Dictionary<string, string>(), Body = default };
        EC2Codecs.Service.OperationOf(request).ShouldBe("DescribeImages");
        ((DescribeImagesRequest)EC2Codecs.Service.Find("DescribeImages")!.Read(request).Request).ImageIds.ShouldBe(["a b c"]);
    }

    [Fact]
    public void An_empty_list_of_the_query_protocol_arrives()
    {
        var codec = AutoScalingCodecs.Service.Find("DescribeAutoScalingGroups")!;
        var read = codec.Read(Form("Action=DescribeAutoScalingGroups&AutoScalingGroupNames=&Filters.member.1.Name=n&Filters.member.1.Values="));
        var request = (Amazon.AutoScaling.Model.DescribeAutoScalingGroupsRequest)read.Request;
        request.AutoScalingGroupNames.ShouldBeEmpty();
        request.Filters!.Single().Values.ShouldBeEmpty();
        read.UnknownParameters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/rules", "CreateRule")]
    [InlineData("GET", "/rules/abc", "GetRule")]
    [InlineData("DELETE", "/rules/abc", "DeleteRule")]
    [InlineData("PATCH", "/rules/abc", "UpdateRule")]
    [InlineData("PATCH", "/rules/abc/lock", "LockRule")]
    [InlineData("PATCH", "/rules/abc/unlock", "UnlockRule")]
    [InlineData("POST", "/list-rules", "ListRules")]
    [InlineData("GET", "/tags/arn%3Aaws%3Arbin%3A%3A%3Arule%2Fabc", "ListTagsForResource")]
    [InlineData("PUT", "/rules", null)]
    [InlineData("GET", "/rules/", null)]
    [InlineData("GET", "/rules/a/b/c", null)]
    [InlineData("GET", "/", null)]
    [InlineData("GET", "", null)]
    public void A_path_names_the_operation(string method, string path, string? operation) =>
        RecycleBinCodecs.Service.OperationOf(Rest(method, path, [])).ShouldBe(operation);

    [Fact]
    public void A_label_is_decoded()
    {
        var read = RecycleBinCodecs.Service.Find("ListTagsForResource")!.Read(Rest("GET", "/tags/arn%3Aaws%3Arbin%3A%3A%3Arule%2Fabc%20d", []));
        ((ListTagsForResourceRequest)read.Request).ResourceArn.ShouldBe("arn:aws:rbin:::rule/abc d");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"MaxResults\":\"ten\"}")]
    [InlineData("{} x")]
    [InlineData("{\"Next\u00ff")]
    public void A_body_that_is_no_such_json_is_refused(string body) =>
        Should.Throw<RequestFormatException>(() => RecycleBinCodecs.Service.Find("ListRules")!.Read(Rest("POST", "/list-rules", Encoding.Latin1.GetBytes(body))));

    [Fact]
    public void A_rest_request_tells_what_is_missing_and_what_is_unknown()
    {
        var read = RecycleBinCodecs.Service.Find("CreateRule")!.Read(Rest("POST", "/rules", "{\"Description\":\"d\"}"u8.ToArray(), "colour=red&X-Amz-Date=1"));
        read.MissingParameters.ShouldBe(["RetentionPeriod", "ResourceType"]);
        read.UnknownParameters.ShouldBe(["colour"]);
    }

    [Fact]
    public void Answers_look_like_those_of_EC2()
    {
        var answer = EC2Codecs.Service.Find("DescribeImages")!.Write(
            new DescribeImagesResponse
            {
                Images = [new() { ImageId = "ami-1", Public = false, Tags = [], ProductCodes = null, State = "available", BlockDeviceMappings = [new() { NoDevice = "" }] }],
            },
            "req-1");
        answer.ContentType.ShouldBe("text/xml;charset=UTF-8");
        Encoding.UTF8.GetString(answer.Body.Span).ShouldBe("""
            <?xml version="1.0" encoding="utf-8"?><DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>req-1</requestId><imagesSet><item><blockDeviceMapping><item><noDevice /></item></blockDeviceMapping><tagSet /><imageId>ami-1</imageId><imageState>available</imageState><isPublic>false</isPublic></item></imagesSet></DescribeImagesResponse>
            """.Trim());
    }

    [Fact]
    public void An_operation_without_an_output_says_that_it_is_done() =>
        Encoding.UTF8.GetString(EC2Codecs.Service.Find("CreateTags")!.Write(new CreateTagsResponse(), "r").Body.Span).ShouldEndWith("<requestId>r</requestId><return>true</return></CreateTagsResponse>");

    [Fact]
    public void Times_have_milliseconds()
    {
        var answer = EC2Codecs.Service.Find("CreateSnapshot")!.Write(
            new CreateSnapshotResponse { Snapshot = new() { StartTime = new DateTime(2026, 11, 21, 5, 35, 54, DateTimeKind.Utc) } }, "r");
        Encoding.UTF8.GetString(answer.Body.Span).ShouldContain("<startTime>2026-11-21T05:35:54.000Z</startTime>");
    }

    [Fact]
    public void What_XML_cannot_say_is_replaced()
    {
        var answer = EC2Codecs.Service.Find("DescribeTags")!.Write(new DescribeTagsResponse { Tags = [new() { Key = "a\u0001b", Value = "x\uD800y\r\n" }] }, "r");
        Encoding.UTF8.GetString(answer.Body.Span).ShouldContain("<key>a\uFFFDb</key><value>x\uFFFDy&#xD;\n</value>");
    }

    private static DecodedRequest Read(string form)
    {
        var request = Form(form);
        return EC2Codecs.Service.Find(EC2Codecs.Service.OperationOf(request)!)!.Read(request);
    }

    private static WireRequest Form(string form) => new()
    {
        Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/x-www-form-urlencoded" },
        Body = Encoding.UTF8.GetBytes(form),
    };

    private static WireRequest Rest(string method, string path, byte[] body, string query = "") => new()
    {
        Method = method, RawPath = path, RawQuery = query, Headers = new Dictionary<string, string>(), Body = body,
    };
}
