using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace YoloV1.Runtime;

/// <summary>
/// The threads that libtorch's own operators run on. They wait in a loop between two operators; a thread beside them would have to share
/// its core with one that waits.
/// </summary>
internal static unsafe partial class TorchThreads
{
    /// <summary>Work on the numbers from <paramref name="start"/> up to <paramref name="end"/>; it must not throw.</summary>
    public delegate void Part(long start, long end);

    /// <summary>Does the work from 0 up to a count, in one part for each thread.</summary>
    /// <param name="count">The count.</param>
    /// <param name="grain">How much of it is worth a thread.</param>
    /// <param name="part">The work; called from many threads at once.</param>
    public static void For(long count, long grain, Part part)
    {
        var handle = GCHandle.Alloc(part);
        try
        {
            OperatorCall.Check(ParallelFor(0, count, grain, &Run, GCHandle.ToIntPtr(handle)), nameof(ParallelFor));
        }
        finally
        {
            handle.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(long start, long end, nint part) => ((Part)GCHandle.FromIntPtr(part).Target!)(start, end);

    [LibraryImport("libtorch_cpu", EntryPoint = "torch_parallel_for")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParallelFor(long begin, long end, long grain, delegate* unmanaged[Cdecl]<long, long, nint, void> part, nint context);
}
