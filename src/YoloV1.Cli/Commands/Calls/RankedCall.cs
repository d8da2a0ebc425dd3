using System.Diagnostics;
using YoloV1.Cli.Output;
using YoloV1.Ranks;
using YoloV1.Runtime;

namespace YoloV1.Cli.Commands;

/// <summary>A call that several processes may do together: rank 0 prints, and all of them end alike.</summary>
internal static class RankedCall
{
    private const string SecondCore = "/sys/devices/system/cpu/cpu1";

    /// <summary>Does the work in this process, or in all that a launcher of MPI has started.</summary>
    /// <param name="isRanked">Whether in all of them.</param>
    /// <param name="threads">Threads of each, where the call says so.</param>
    /// <param name="work">The work, which gives the exit code.</param>
    /// <returns>The exit code, the same in each.</returns>
    /// <exception cref="RankGroupException">The processes do not come together.</exception>
    public static int Run(bool isRanked, int? threads, Func<RankGroup, int> work)
    {
        if (!isRanked)
            return work(RankGroup.Alone);
        using var ranks = MpiRanks.Open();
        if (ranks.Rank > 0)
            Terminal.Silence();
        int code;
        try
        {
            ShareCores(ranks, threads);
            Introduce(ranks);
            code = work(ranks);
        }
        catch (Exception fault)
        {
            code = End(ranks, fault);
        }
        // The launcher ends all processes once one of them has failed: not before the message is out.
        return ranks.Gather(code).Max();
    }

    // MKL, which libtorch asks, takes one thread where it sees the variables of Open MPI's launcher.
    private static void ShareCores(MpiRanks ranks, int? threads)
    {
        using var process = Process.GetCurrentProcess();
        var cores = $"{Environment.MachineName} {(OperatingSystem.IsLinux() ? process.ProcessorAffinity : 0)}";
        var sharing = ranks.GatherUneven<char>(cores).Count(other => cores.AsSpan().SequenceEqual(other));
        if (threads is null && !OpenMp.AreThreadsGiven)
            TorchRuntime.LimitThreads(Math.Max(1, Environment.ProcessorCount / sharing));
    }

    private static void Introduce(MpiRanks ranks)
    {
        var threads = ranks.Gather(TorchRuntime.Threads);
        var bound = Array.IndexOf(ranks.Gather(IsBoundToACore()), true);
        if (ranks.Rank > 0)
            return;
        var (least, most) = (threads.Min(), threads.Max());
        var each = least == most ? $"{least}" : $"{least} to {most}";
        Terminal.Note($"{ranks.Count} ranks by {ranks.Library}; threads of each: {each}.");
        if (bound >= 0)
            Terminal.Note($"warning: rank {bound} has one core of its machine. mpirun binds each rank to one unless it is given "
                + "'--bind-to none', or '--map-by slot:PE=4' for four.");
    }

    private static bool IsBoundToACore() => Environment.ProcessorCount == 1 && Directory.Exists(SecondCore);

    private static int End(MpiRanks ranks, Exception fault)
    {
        if (ranks.Teller is { } teller && teller != ranks.Rank)
            return ExitCode.Done;
        Terminal.Speak();
        var place = ranks.Rank > 0 ? $"Rank {ranks.Rank}: " : "";
        var code = CommandRunner.Report(fault, place);
        // Of this rank alone: the others wait for it.
        if (ranks.Teller is null)
            ranks.Abort(code);
        return code;
    }
}
