using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using YoloV1.Runtime;

namespace YoloV1.Kernels;

/// <summary>
/// The threads that libtorch's own operators run on. They wait in a loop between two operators; a thread beside them would have to share
/// its core with one that waits.
/// </summary>
/// <remarks>
/// Used by every kernel that shares its work out, to fit images, to read files between two runs and to update weights. On other platforms
/// than Linux x64 the same parts run on .NET's pool, <c>Parallel.For</c>, the plain form.
/// </remarks>
internal static unsafe partial class TorchThreads
{
    // What OpenMP calls letting threads go while settings stay: omp_pause_soft.
    private const int PauseSoft = 1;

    /// <summary>Work on the elements from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public delegate void Part(long start, long end);

    /// <summary>
    /// Does the work from 0 up to a count in one part for each thread; on as many pool threads where libtorch's are not to be had.
    /// </summary>
    /// <param name="count">The count.</param>
    /// <param name="grain">How much of it is worth a thread.</param>
    /// <param name="part">The work; called from many threads at once.</param>
    public static void For(long count, long grain, Part part) => For(count, grain, part, OneDnn.IsAvailable);

    /// <summary>The same, with a choice of the threads.</summary>
    internal static void For(long count, long grain, Part part, bool onTorchThreads)
    {
        var loop = new Loop(part);
        if (onTorchThreads)
            RunOnTorchThreads(count, grain, loop);
        else
            RunOnPoolThreads(count, grain, loop);
        loop.Fault?.Throw();
    }

    /// <summary>Ends the calling thread's helpers; when it next needs some, libtorch starts new ones.</summary>
    /// <remarks>
    /// Every thread that computes keeps helpers of its own. As long as all of them together are no more than the processor's threads, they
    /// wait for work in a loop; beyond that they sleep between two operators, and a network takes a twentieth longer.
    /// </remarks>
    public static void Release()
    {
        if (!OneDnn.IsAvailable)
            return;
        try
        {
            _ = PauseAll(PauseSoft);                                                 // refuses within a loop, and nothing is lost
        }
        catch (EntryPointNotFoundException)
        {
            // A libtorch that was built with threads of another kind.
        }
    }

    private static void RunOnTorchThreads(long count, long grain, Loop loop)
    {
        var handle = GCHandle.Alloc(loop);
        try
        {
            OperatorCall.Check(ParallelFor(0, count, grain, &Run, GCHandle.ToIntPtr(handle)), nameof(ParallelFor));
        }
        finally
        {
            handle.Free();
        }
    }

    private static void RunOnPoolThreads(long count, long grain, Loop loop)
    {
        var length = Math.Max(grain, (count + TorchRuntime.Threads - 1) / TorchRuntime.Threads);
        Parallel.For(0, (count + length - 1) / length, part => loop.Run(part * length, Math.Min(count, (part + 1) * length)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(long start, long end, nint loop) => ((Loop)GCHandle.FromIntPtr(loop).Target!).Run(start, end);

    private sealed class Loop(Part part)
    {
        /// <summary>One of the exceptions that were thrown: none may reach libtorch.</summary>
        public ExceptionDispatchInfo? Fault { get; private set; }

        public void Run(long start, long end)
        {
            try
            {
                part(start, end);
            }
            catch (Exception fault)
            {
                Fault = ExceptionDispatchInfo.Capture(fault);
            }
        }
    }

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_parallel_for")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParallelFor(
        long begin, long end, long grain, delegate* unmanaged[Cdecl]<long, long, nint, void> part, nint context);

    // OpenMP 5.0, from the library of threads that libtorch brings along.
    [LibraryImport(TorchRuntime.Library, EntryPoint = "omp_pause_resource_all")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PauseAll(int kind);
}
