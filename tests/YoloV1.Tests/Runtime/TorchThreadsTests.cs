using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

/// <summary>Loops on libtorch's threads.</summary>
public sealed class TorchThreadsTests
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
}
