using System.Management.Automation;
using AmiTools.Binding;
using AmiTools.Pipeline;

namespace AmiTools.Commands;

/// <summary>Lists the retention rules of the Recycle Bin.</summary>
[Cmdlet(VerbsCommon.Get, "RecycleBinRule")]
[OutputType(typeof(RecycleBinRule))]
public sealed class GetRecycleBinRuleCommand : AmiServiceCmdlet
{
    /// <summary>Rules by their identifier.</summary>
    [Parameter(Position = 0)]
    [Alias("Identifiers")]
    [ValidateNotNullOrEmpty]
    public string[] Identifier { get; set; } = [];

    /// <summary>Image, Snapshot or Volume.</summary>
    [Parameter]
    [Alias("ResourceTypes")]
    [BinResourceTypes]
    [ArgumentCompleter(typeof(BinResourceTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ResourceType { get; set; } = [];

    private protected override Task RunAsync(SessionOptions session, CancellationToken stop) =>
        WriteAllAsync(Engine.FindAsync(new RecycleBinRuleQuery { Session = session, Identifier = Identifier, ResourceType = ResourceType }, EngineEvents, stop), stop);
}
