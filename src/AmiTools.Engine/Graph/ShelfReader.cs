using AmiTools.Engine.Errors;
using AmiTools.Engine.Images;

namespace AmiTools.Engine.Graph;

/// <summary>Fills one shelf with as few calls as the questions allow.</summary>
internal abstract class ShelfReader
{
    /// <summary>Reads what the questions need. A failure is kept on the shelf: it makes this kind of this region unknown and stops nothing else.</summary>
    public abstract Task AnswerAsync(IReadOnlyCollection<Question> questions, CancellationToken cancellationToken);
}

/// <inheritdoc />
/// <param name="shelf">The shelf.</param>
/// <param name="list">Lists resources of its kind.</param>
/// <param name="operation">The operation that does it.</param>
/// <param name="read">Is told after each page.</param>
internal sealed class ShelfReader<T>(Shelf<T> shelf, Func<Listing, CancellationToken, Task<Page<T>>> list, string operation, Action read) : ShelfReader
    where T : class
{
    // A filter takes 200 ids and a page brings 1,000 resources: from here on the rest of the list is likelier to be the shorter way.
    private const int MostLookups = 5;

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override async Task AnswerAsync(IReadOnlyCollection<Question> questions, CancellationToken cancellationToken)
    {
        try
        {
            // The first page comes first, whatever is asked: where it is the only one, which is the rule, it answers all questions to come.
            if (!shelf.IsBegun) await ReadPageAsync(cancellationToken).ConfigureAwait(false);
            if (questions.Any(question => question.Filter == Question.Everything) || LookupsFor(questions) > MostLookups) await ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            foreach (Question[] batch in Batches(questions)) await LookUpAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiException failure) when (!failure.StopsEverything)
        {
            shelf.Failure = failure;
        }
    }

    private int LookupsFor(IEnumerable<Question> questions) => shelf.IsComplete ? 0 : Batches(questions).Count();

    private IEnumerable<Question[]> Batches(IEnumerable<Question> questions) => questions.Where(question => !shelf.Answers(question)).GroupBy(question => question.Filter).SelectMany(filter => filter.Chunk(Query.FilterValues));

    private async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        while (!shelf.IsComplete) await ReadPageAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadPageAsync(CancellationToken cancellationToken)
    {
        Page<T> page = await list(new Listing(Token: shelf.NextToken), cancellationToken).ConfigureAwait(false);
        shelf.IsBegun = true;
        shelf.Add(page.Items);
        shelf.NextToken = Next(page, _tokens);
        shelf.IsComplete = shelf.NextToken is null;
        read();
    }

    private async Task LookUpAsync(Question[] batch, CancellationToken cancellationToken)
    {
        // What an earlier batch brought, or the end of the list that was read since, may have answered all of it.
        if (batch.All(shelf.Answers)) return;
        string name = batch[0].Filter;
        IEnumerable<string> values = batch.Select(question => question.Value);
        // A net: only the exact reading of what it brings counts.
        Listing listing = new(Query.Filter(name, name == "description" ? values.Select(id => $"*{id}*") : values), AnyOwner: batch[0].IsById);
        HashSet<string> tokens = new(StringComparer.Ordinal);
        try
        {
            do
            {
                Page<T> page = await list(listing, cancellationToken).ConfigureAwait(false);
                shelf.Add(page.Items);
                listing = listing with { Token = Next(page, tokens) };
                read();
            }
            while (listing.Token is not null);
        }
        catch (AmiException failure) when (!batch[0].IsById && failure.Kind is AmiErrorKind.InvalidInput or AmiErrorKind.NotSupported)
        {
            // An endpoint that does not know the filter still has the list.
            await ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (Question question in batch) shelf.Answer(question);
    }

    private string? Next(Page<T> page, HashSet<string> seen)
    {
        if (string.IsNullOrEmpty(page.NextToken)) return null;
        return seen.Add(page.NextToken) ? page.NextToken : throw Failures.EndlessPages(operation, shelf.Region);
    }
}
