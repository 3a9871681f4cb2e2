namespace AmiTools.HelpBuilder;

/// <summary>What the page of one command says.</summary>
internal sealed class CommandPage
{
    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The names of the parameter sets, the default one first.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    public required IReadOnlyList<HelpType> Inputs { get; init; }

    public required IReadOnlyList<HelpType> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<HelpLink> Links { get; init; }

    public string Verb => Name[..Name.IndexOf('-')];

    public string Noun => Name[(Name.IndexOf('-') + 1)..];
}

/// <summary>An example: what is typed with what comes of it, and what there is to say about it.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A parameter: its text, and the table below it.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyDictionary<string, string> Facts)
{
    public string Type => Facts["Type"];

    public string Aliases => Facts["Aliases"];

    public string Position => Facts["Position"].ToLowerInvariant();

    public bool IsSwitch => Type == "SwitchParameter";

    public bool IsRequired => Facts["Required"].StartsWith("True", StringComparison.OrdinalIgnoreCase);

    public bool Globs => Facts["Accept wildcard characters"].Equals("True", StringComparison.OrdinalIgnoreCase);

    public string PipelineInput => Facts["Accept pipeline input"];

    public string Default => Facts["Default value"];

    public bool IsIn(string parameterSet) => Facts["Parameter Sets"] is var sets && (sets == "(All)" || sets.Split(',', StringSplitOptions.TrimEntries).Contains(parameterSet));
}

/// <summary>A type that goes in or comes out.</summary>
internal sealed record HelpType(string Name, IReadOnlyList<string> Description);

/// <summary>A related page.</summary>
internal sealed record HelpLink(string Text, string Address);
