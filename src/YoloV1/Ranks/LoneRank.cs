using System.Diagnostics.CodeAnalysis;

namespace YoloV1.Ranks;

/// <summary>The one rank of a process by itself.</summary>
internal sealed class LoneRank : RankGroup
{
    public override int Rank => 0;

    public override int Count => 1;

    [DoesNotReturn]
    public override void Abort(int exitCode) => Environment.Exit(exitCode);

    internal override void Broadcast(Span<byte> data)
    {
    }

    internal override void Gather(ReadOnlySpan<byte> mine, Span<byte> all) => mine.CopyTo(all);

    internal override void Exchange(ReadOnlySpan<byte> sent, Span<byte> received) => sent.CopyTo(received);
}
