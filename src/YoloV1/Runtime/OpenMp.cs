using System.Diagnostics;
using System.Numerics;
using System.Runtime.Versioning;

namespace YoloV1.Runtime;

/// <summary>How many threads an operator of libtorch takes, and how long they wait for the next one in a loop.</summary>
/// <remarks>
/// The library behind libtorch's threads (GNU's OpenMP) reads its variables when it is loaded, so they have to stand in the process's
/// environment before. What the user has set stays.
/// </remarks>
internal static class OpenMp
{
    private const string Threads = "OMP_NUM_THREADS";
    private const string Spins = "GOMP_SPINCOUNT";
    private const string Policy = "OMP_WAIT_POLICY";

    // Two operators follow each other within some 10 us. The library's own count, 300,000, is a millisecond or more in which a thread that
    // has nothing to do keeps its core from others, and from the thread it waits for.
    private const string FewSpins = "2000";

    /// <summary>Whether the environment of this process says how many threads there are to be.</summary>
    public static bool AreThreadsGiven => IsGiven(Threads);

    /// <summary>Sets what the library will read; of no effect once it is loaded, nor on other systems than Linux.</summary>
    /// <param name="threads">Threads of an operator; null for as many as the process may use.</param>
    public static void Prepare(int? threads)
    {
        if (!OperatingSystem.IsLinux())
            return;
        if ((threads ?? (AreThreadsGiven ? null : Quota())) is { } count)
            NativeEnvironment.Set(Threads, $"{count}", overwrites: true);
        if (!IsGiven(Policy))
            NativeEnvironment.Set(Spins, FewSpins, overwrites: false);
    }

    // The cores that .NET counts where a container's quota leaves fewer than the process may run on; OpenMP knows the latter alone.
    [SupportedOSPlatform("linux")]
    private static int? Quota()
    {
        using var process = Process.GetCurrentProcess();
        return BitOperations.PopCount((ulong)process.ProcessorAffinity) > Environment.ProcessorCount ? Environment.ProcessorCount : null;
    }

    private static bool IsGiven(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
