using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Tests.Inference;

public class DetectionPipelineTests
{
    private const int BatchSize = 3;

    [Theory]
    [InlineData(false, BatchSize)]
    [InlineData(true, 2 * BatchSize)]
    public async Task Sources_AreReadAFewBatchesAhead_AndNoMore(bool opensAhead, int waiting)
    {
        const int Count = 60;
        var read = 0;
        var detected = 0;
        var taken = 0;
        var pipeline = new DetectionPipeline<int>(_ => new RgbImage(new ImageSize(1, 1)), Detect, BatchSize, opensAhead);

        await foreach (var (source, _, _, _) in pipeline.RunAsync(Numbers().ToAsyncEnumerable()))
        {
            source.Should().Be(taken++);
            if (taken % 10 == 0)
                await Task.Delay(50);                                                // as long as others would need to go too far
            // The caller's batch, of which this is at least the first, one behind it, one in the network, and what waits for that.
            Volatile.Read(ref read).Should().BeLessThanOrEqualTo(taken - 1 + 3 * BatchSize + waiting + 1);
        }
        taken.Should().Be(Count);

        IEnumerable<int> Numbers()
        {
            while (read < Count)
                yield return Interlocked.Increment(ref read) - 1;
        }

        IReadOnlyList<FoundInImage> Detect(IReadOnlyList<RgbImage> images)
        {
            detected += images.Count;
            SpinWait.SpinUntil(() => Volatile.Read(ref read) >= Math.Min(detected + waiting, Count), TimeSpan.FromMinutes(1))
                .Should().BeTrue("what the next run takes is read");
            return [.. images.Select(_ => new FoundInImage([], 0))];
        }
    }
}
