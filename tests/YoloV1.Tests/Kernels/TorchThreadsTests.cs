using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using YoloV1.Kernels;
using YoloV1.Runtime;

namespace YoloV1.Tests.Kernels;

/// <summary>Loops on libtorch's threads.</summary>
public sealed partial class TorchThreadsTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void For_DoesEverythingOnce_FromManyThreadsAtOnce(bool onTorchThreads)
    {
        Skip.If(onTorchThreads && !OneDnn.IsAvailable, Needs.TorchThreads);
        Parallel.For(0, 8, _ => DoesEverythingOnce(onTorchThreads));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void For_ThrowsWhatAPartThrows(bool onTorchThreads)
    {
        Skip.If(onTorchThreads && !OneDnn.IsAvailable, Needs.TorchThreads);

        new Action(() => TorchThreads.For(1000, 1, (start, _) => throw new InvalidDataException($"at {start}"), onTorchThreads))
            .Should().Throw<InvalidDataException>().WithMessage("at *");
    }

    [SkippableFact]
    public async Task Release_EndsTheCallersHelpers_WhichTheNextLoopStartsAnew()
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.TorchThreads);
        await OnAThreadOfItsOwn(() =>
        {
            var helpers = HelpersOfALoop();

            TorchThreads.Release();

            SpinWait.SpinUntil(() => !helpers.Any(IsAlive), TimeSpan.FromMinutes(1)).Should().BeTrue();
            HelpersOfALoop().Should().HaveCount(helpers.Count);
        });
    }

    private static void DoesEverythingOnce(bool onTorchThreads)
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
    }

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
