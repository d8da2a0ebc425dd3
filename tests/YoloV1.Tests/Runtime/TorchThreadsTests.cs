using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

/// <summary>Loops on libtorch's threads, where they are to be had.</summary>
public sealed class TorchThreadsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 300)]
    [InlineData(1000, 5000)]
    public void For_DoesEverythingOnce_FromManyThreadsAtOnce(int count, int grain)
    {
        if (!OneDnn.IsAvailable)
            return;
        Parallel.For(0, 8, _ =>
        {
            var done = new int[count];

            TorchThreads.For(count, grain, (start, end) =>
            {
                for (var i = start; i < end; i++)
                    Interlocked.Increment(ref done[i]);
            });

            done.Should().OnlyContain(times => times == 1);
        });
    }
}
