using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace YoloV1.Ranks;

/// <summary>Processes that train one network together: which of how many this one is, and how they exchange what they computed.</summary>
/// <remarks>
/// Each call but <see cref="Abort"/> is one of all ranks, in the same order, and on one thread at a time: a rank that does not call keeps
/// the others waiting for ever.
/// </remarks>
public abstract class RankGroup : IDisposable
{
    private float[] _received = [];

    private protected RankGroup()
    {
    }

    /// <summary>A process by itself, rank 0 of 1.</summary>
    public static RankGroup Alone { get; } = new LoneRank();

    /// <summary>The number of this process, from 0. Rank 0 alone writes files.</summary>
    public abstract int Rank { get; }

    /// <summary>How many processes there are.</summary>
    public abstract int Count { get; }

    /// <summary>The rank that says why all of them end; null until they have agreed to end.</summary>
    internal int? Teller { get; private set; }

    /// <summary>Ends all ranks at once, for one that cannot go on: the others would wait for it for ever. It does not return.</summary>
    /// <param name="exitCode">What the processes end with.</param>
    public abstract void Abort(int exitCode);

    /// <summary>Waits for the other ranks, and leaves them.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Rank 0's bytes take the place of the other ranks'.</summary>
    internal abstract void Broadcast(Span<byte> data);

    /// <summary>All ranks' bytes, one rank behind the other; each gives as many.</summary>
    internal abstract void Gather(ReadOnlySpan<byte> mine, Span<byte> all);

    /// <summary>Segment i of what this rank sends goes to rank i, and segment i of what it receives is from rank i.</summary>
    internal abstract void Exchange(ReadOnlySpan<byte> sent, Span<byte> received);

    /// <summary>The sum over the first ranks, in their order, takes the place of all ranks' values: ((v0 + v1) + v2) + ...</summary>
    /// <remarks>
    /// Each rank adds up a segment of all, so as many bytes travel as in the ring of other libraries, 2 (N - 1) / N of the values; but the
    /// order of the additions does not depend on the library. It is that in which gradients of parts add up in one process.
    /// </remarks>
    /// <param name="values">A multiple of <see cref="Count"/>, as many in each rank.</param>
    /// <param name="ranks">How many ranks have values to add, 1 or more; the others receive the sum.</param>
    internal void Sum(Span<float> values, int ranks)
    {
        var segment = values.Length / Count;
        if (segment * Count != values.Length)
            throw new ArgumentException($"{values.Length} values are no multiple of {Count} ranks.", nameof(values));
        if (_received.Length < values.Length)
            _received = new float[values.Length];
        var received = _received.AsSpan(0, values.Length);
        Exchange(MemoryMarshal.AsBytes(values), MemoryMarshal.AsBytes(received));
        var sum = received[..segment];
        for (var rank = 1; rank < ranks; rank++)
            TensorPrimitives.Add(sum, received.Slice(rank * segment, segment), sum);
        Gather(MemoryMarshal.AsBytes(sum), MemoryMarshal.AsBytes(values));
    }

    /// <summary>A value of each rank.</summary>
    internal T[] Gather<T>(T mine)
        where T : unmanaged => Gather<T>([mine]);

    /// <summary>Some values of each rank, one rank behind the other; each gives as many.</summary>
    internal T[] Gather<T>(ReadOnlySpan<T> mine)
        where T : unmanaged
    {
        var all = new T[mine.Length * Count];
        Gather(MemoryMarshal.AsBytes(mine), MemoryMarshal.AsBytes(all.AsSpan()));
        return all;
    }

    /// <summary>Some values of each rank, of some more than of others.</summary>
    internal T[][] GatherUneven<T>(ReadOnlySpan<T> mine)
        where T : unmanaged
    {
        var lengths = Gather(mine.Length);
        var padded = new T[lengths.Max()];
        mine.CopyTo(padded);
        var all = Gather<T>(padded);
        return [.. lengths.Select((length, rank) => all.AsSpan(rank * padded.Length, length).ToArray())];
    }

    /// <summary>Whether it is so on any rank.</summary>
    internal bool Any(bool mine) => Gather(mine).Contains(true);

    /// <summary>Rank 0's text.</summary>
    internal string Broadcast(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = bytes.Length;
        Broadcast(MemoryMarshal.AsBytes(new Span<int>(ref length)));
        Array.Resize(ref bytes, length);
        Broadcast(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Does work in each rank that may fail in some of them: all go on, or none.</summary>
    /// <returns>What this rank's work gave.</returns>
    /// <exception cref="RankGroupException">It failed in another rank, and that rank says why.</exception>
    internal T Agree<T>(Func<T> work)
    {
        if (Count == 1)
            return work();
        var (result, fault) = Try(work);
        if (Array.IndexOf(Gather(fault is not null), true) is >= 0 and var first)
        {
            var reason = GatherUneven<char>(fault?.SourceException.Message)[first];
            EndTogether(first);
            if (first == Rank)
                fault!.Throw();
            throw new RankGroupException($"Rank {first}: {new string(reason)}");
        }
        return result;
    }

    /// <summary>All ranks have found out the same reason to end, which one of them tells.</summary>
    internal void EndTogether(int teller = 0) => Teller ??= Count == 1 ? null : teller;

    /// <summary>Leaves the other ranks.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    private protected virtual void Dispose(bool disposing)
    {
    }

    private static (T Result, ExceptionDispatchInfo? Fault) Try<T>(Func<T> work)
    {
        try
        {
            return (work(), null);
        }
        catch (Exception fault)
        {
            return (default!, ExceptionDispatchInfo.Capture(fault));
        }
    }
}
