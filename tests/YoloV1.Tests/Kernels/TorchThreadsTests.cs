using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using YoloV1.Kernels;
using YoloV1.Runtime;

namespace YoloV1.Tests.Kernels;

/// <summary>Loops on libtorch's threads.</summary>
public sealed partial class TorchThreadsTests
{
    /// <summary>On libtorch's threads, where they are to be had, and on pool threads.</summary>
    public static TheoryData<bool> Kinds => OneDnn.IsAvailable ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void For_DoesEverythingOnce_FromManyThreadsAtOnce(bool onTorchThreads) => Parallel.For(0, 8, _ =>
    {
        foreach (var (count, grain) in new[] { (0, 1), (1, 1), (1000, 1), (1000, 300), (1001, 5000) })
        {
            var done = new int[count];

            TorchThreads.For(
                count, grain, (start, end) =>
                {
                    for (var i = start; i < end; i++)
                        Interlocked.Increment(ref done[i]);
                }, onTorchThreads);

            done.Should().Equal(Enumerable.Repeat(1, count));
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void For_ThrowsWhatAPartThrows(bool onTorchThreads) =>
        new Action(() => TorchThreads.For(1000, 1, (start, _) => throw new InvalidDataException($"at {start}"), onTorchThreads))
            .Should().Throw<InvalidDataException>().WithMessage("at *");

    [Fact]
    public Task Release_EndsTheCallersHelpers_WhichTheNextLoopStartsAnew() => OnAThreadOfItsOwn(() =>
    {
        if (!OneDnn.IsAvailable)
            return;
        var helpers = HelpersOfALoop();

        TorchThreads.Release();

        SpinWait.SpinUntil(() => !helpers.Any(IsAlive), TimeSpan.FromMinutes(1)).Should().BeTrue();
        HelpersOfALoop().Should().HaveCount(helpers.Count);
    });

    private static Task OnAThreadOfItsOwn(Action test) =>
        Task.Factory.StartNew(test, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool IsAlive(int thread) => Directory.Exists($"/proc/self/task/{thread}");

    private static List<int> HelpersOfALoop()
    {
        var threads = new ConcurrentBag<int>();
        TorchThreads.For(TorchRuntime.Threads, 1, (_, _) => threads.Add(CurrentThread()));
        return [.. threads.Distinct().Where(thread => thread != CurrentThread())];
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int CurrentThread();
}
