using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

/// <summary>Loops on libtorch's threads.</summary>
public sealed partial class TorchThreadsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 300)]
    [InlineData(1000, 5000)]
    public void For_DoesEverythingOnce_FromManyThreadsAtOnce(int count, int grain) => Parallel.For(0, 8, _ =>
    {
        var done = new int[count];

        TorchThreads.For(count, grain, (start, end) =>
        {
            for (var i = start; i < end; i++)
                Interlocked.Increment(ref done[i]);
        });

        done.Should().OnlyContain(times => times == 1);
    });

    [Fact]
    public void For_ThrowsWhatAPartThrows() => new Action(() => TorchThreads.For(1000, 1, (start, _) => throw new InvalidDataException($"at {start}")))
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
