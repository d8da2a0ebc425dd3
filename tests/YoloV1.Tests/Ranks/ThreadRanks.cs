using YoloV1.Ranks;

namespace YoloV1.Tests.Ranks;

/// <summary>Threads of this process as ranks.</summary>
internal sealed class ThreadRanks : RankGroup
{
    private readonly Table _table;

    private ThreadRanks(Table table, int rank) => (_table, Rank) = (table, rank);

    public override int Rank { get; }

    public override int Count => _table.Places.Length;

    /// <summary>Runs the same work in each rank.</summary>
    /// <returns>What each gave.</returns>
    public static T[] Run<T>(int ranks, Func<RankGroup, T> work)
    {
        using var barrier = new Barrier(ranks);
        var table = new Table(new byte[ranks][], barrier);
        var results = new T[ranks];
        var threads = Enumerable.Range(0, ranks)
            .Select(rank => new Thread(() => results[rank] = work(new ThreadRanks(table, rank)))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return results;
    }

    public override void Abort(int exitCode) => throw new NotSupportedException();

    internal override void Broadcast(Span<byte> data)
    {
        using var all = Put(data);
        _table.Places[0].CopyTo(data);
    }

    internal override void Gather(ReadOnlySpan<byte> mine, Span<byte> all)
    {
        using var put = Put(mine);
        for (var rank = 0; rank < Count; rank++)
            _table.Places[rank].CopyTo(all[(rank * mine.Length)..]);
    }

    internal override void Exchange(ReadOnlySpan<byte> sent, Span<byte> received)
    {
        using var put = Put(sent);
        var segment = sent.Length / Count;
        for (var rank = 0; rank < Count; rank++)
            _table.Places[rank].AsSpan(Rank * segment, segment).CopyTo(received[(rank * segment)..]);
    }

    private Reading Put(ReadOnlySpan<byte> data)
    {
        _table.Places[Rank] = data.ToArray();
        _table.Barrier.SignalAndWait();
        return new(_table.Barrier);
    }

    private sealed record Table(byte[][] Places, Barrier Barrier);

    /// <summary>Until all have read.</summary>
    private readonly struct Reading(Barrier barrier) : IDisposable
    {
        public void Dispose() => barrier.SignalAndWait();
    }
}
