using System.Diagnostics.CodeAnalysis;

namespace YoloV1.Ranks;

/// <summary>The processes that <c>mpirun</c>, <c>srun</c> or another launcher of MPI has started.</summary>
/// <remarks>
/// The system's own library is used: Open MPI, MPICH or one that has MPICH's binary interface. It is looked for when asked, and not before.
/// </remarks>
/// <example><code>
/// using var ranks = YoloV1.Ranks.MpiRanks.Open();
/// var train = Datasets.Open("cards", "train");
/// using var model = new YoloV1Model(YoloV1Config.Small.ForClasses(train.Classes.Count));
/// new Trainer(model) { Ranks = ranks, CheckpointPath = "cards.checkpoint" }.Run(train);
/// </code></example>
public sealed class MpiRanks : RankGroup
{
    private const int LargestMessage = 1 << 30;

    private readonly MpiLibrary _library;

    private MpiRanks(MpiLibrary library)
    {
        _library = library;
        Check(Mpi.CommRank(library.World, out var rank));
        Check(Mpi.CommSize(library.World, out var count));
        (Rank, Count) = (rank, count);
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>The library's name and version: <c>Open MPI v4.1.4</c>.</summary>
    public string Library => _library.Version;

    /// <summary>Joins the other processes. A process can do so once.</summary>
    /// <exception cref="RankGroupException">
    /// No launcher of MPI has started it, its library is not here, or it does not know the others.
    /// </exception>
    public static MpiRanks Open()
    {
        var launcher = MpiLauncher.Find();
        var ranks = new MpiRanks(MpiLibrary.Start(launcher));
        if (ranks.Count == 1 && launcher.Processes > 1)
        {
            // It joined no one, so no one waits for it.
            ranks.Dispose();
            throw new RankGroupException(
                $"{launcher.Name} has started {launcher.Processes} processes, and for {ranks.Library} each is alone: the two are of "
                + "different MPIs, or of versions that do not go together. Start it with that library's own mpirun.");
        }
        return ranks;
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public override void Abort(int exitCode)
    {
        _ = Mpi.Abort(_library.World, exitCode);
        Environment.Exit(exitCode);
    }

    internal override void Broadcast(Span<byte> data)
    {
        for (; data.Length > 0; data = data[Math.Min(LargestMessage, data.Length)..])
            Check(Mpi.Broadcast(data, Math.Min(LargestMessage, data.Length), _library.Byte, 0, _library.World));
    }

    internal override void Gather(ReadOnlySpan<byte> mine, Span<byte> all) =>
        Check(Mpi.AllGather(mine, mine.Length, _library.Byte, all, mine.Length, _library.Byte, _library.World));

    internal override void Exchange(ReadOnlySpan<byte> sent, Span<byte> received) => Check(Mpi.AllToAll(
        sent, sent.Length / Count, _library.Byte, received, received.Length / Count, _library.Byte, _library.World));

    private protected override void Dispose(bool disposing)
    {
        Check(Mpi.EndAll());
        base.Dispose(disposing);
    }

    private static void Check(int code)
    {
        // The library ends all processes by itself where a call fails, unless it is told otherwise.
        if (code != 0)
            throw new RankGroupException($"MPI gave the error {code}.");
    }
}
