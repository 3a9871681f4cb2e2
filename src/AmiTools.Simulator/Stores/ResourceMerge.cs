namespace AmiTools.Simulator;

/// <summary>Several stores read as one, still in order of sequence: own resources and those that other accounts share.</summary>
internal static class ResourceMerge
{
    /// <summary>What the sources give after a sequence, merged. Each source must be in order itself.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<IEnumerable<T>> sources)
        where T : SimResource
    {
        var heads = new PriorityQueue<IEnumerator<T>, long>();
        try
        {
            foreach (var source in sources)
                Push(source.GetEnumerator());
            while (heads.TryDequeue(out var head, out _))
            {
                yield return head.Current;
                Push(head);
            }
        }
        finally
        {
            foreach (var (head, _) in heads.UnorderedItems)
                head.Dispose();
        }

        void Push(IEnumerator<T> head)
        {
            if (head.MoveNext())
                heads.Enqueue(head, head.Current.Sequence);
            else
                head.Dispose();
        }
    }
}
