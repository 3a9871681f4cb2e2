using System.Text;

namespace AmiTools.Engine.Tests.Harness;

/// <summary>What one command came to.</summary>
internal sealed class Outcome<T>(IReadOnlyList<T> results, IReadOnlyList<AmiException> problems, RecordedEvents events, Exception? thrown)
{
    /// <summary>What it returned.</summary>
    public IReadOnlyList<T> Results => results;

    /// <summary>What its plan said would fail.</summary>
    public IReadOnlyList<AmiException> Problems => problems;

    /// <summary>What it said.</summary>
    public RecordedEvents Events => events;

    /// <summary>What ended it; null where it came to its end.</summary>
    public Exception? Thrown => thrown;

    /// <summary>Every error that a user sees.</summary>
    public IReadOnlyList<AmiException> Errors { get; } = Told([.. problems, .. events.Failures, .. thrown is AmiException failure ? [failure] : Array.Empty<AmiException>()]);

    /// <summary>The one result, and no error.</summary>
    public T Only()
    {
        ShouldBeClean();
        return results.ShouldHaveSingleItem(ToString());
    }

    /// <summary>The one error.</summary>
    public AmiException Error()
    {
        Errors.Count.ShouldBe(1, ToString());
        return Errors[0];
    }

    public Outcome<T> ShouldBeClean()
    {
        if (Errors.Count > 0 || thrown is not null) throw new Shouldly.ShouldAssertException(ToString());
        return this;
    }

    /// <summary>It may fail, but by no defect of its own.</summary>
    public Outcome<T> ShouldHaveNoDefect(string when)
    {
        Errors.ShouldAllBe(error => error.Code != AmiErrorCodes.InternalError, $"{when}: {this}");
        return this;
    }

    /// <summary>No test may see an error that leaves its reader without a next step.</summary>
    private static AmiException[] Told(AmiException[] errors)
    {
        foreach (AmiException error in errors) error.Remedy.ShouldNotBeNullOrEmpty($"{error.Code} [{error.ResourceId}] {error.Message}");
        return errors;
    }

    public override string ToString()
    {
        StringBuilder text = new($"{results.Count} results: {string.Join(", ", results)}\n");
        foreach (AmiException error in Errors) text.AppendLine($"{error.Code} [{error.ResourceId}] {error.Message} -> {error.Remedy}");
        foreach (string warning in events.Warnings) text.AppendLine($"warning: {warning}");
        foreach (string said in events.Said) text.AppendLine($"said: {said}");
        foreach (AmiException error in Errors.Where(error => error.Code == AmiErrorCodes.InternalError)) text.AppendLine(error.InnerException?.ToString());
        if (thrown is not null and not AmiException) text.AppendLine(thrown.ToString());
        return text.ToString();
    }
}
