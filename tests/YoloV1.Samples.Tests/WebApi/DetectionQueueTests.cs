using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Samples.WebApi;

namespace YoloV1.Samples.Tests.WebApi;

public sealed class DetectionQueueTests : IDisposable
{
    // To look at it is a fault.
    private const RgbImage NoImage = null!;

    private static readonly RgbImage Red = RedFinder.Paint(200, 0, 0, 0);

    private readonly Detector _detector = CreateDetector();
    private readonly DetectionQueue _queue;

    public DetectionQueueTests() => _queue = new DetectionQueue(_detector);

    public void Dispose()
    {
        _queue.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        _queue.Dispose();
        _detector.Dispose();
    }

    [Fact]
    public async Task AClientThatHasLeft_IsPassedOver()
    {
        using var left = new CancellationTokenSource();
        var gone = _queue.DetectAsync(NoImage, left.Token);
        var waiting = _queue.DetectAsync(Red, CancellationToken.None);
        await left.CancelAsync();

        await _queue.StartAsync(CancellationToken.None);

        (await waiting).Should().ContainSingle();
        await gone.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task AFault_IsToldToThoseOfItsBatch_AndTheQueueGoesOn()
    {
        var faulty = _queue.DetectAsync(NoImage, CancellationToken.None);
        var beside = _queue.DetectAsync(Red, CancellationToken.None);

        await _queue.StartAsync(CancellationToken.None);

        await faulty.Invoking(task => task).Should().ThrowAsync<ArgumentException>();
        await beside.Invoking(task => task).Should().ThrowAsync<ArgumentException>();
        (await _queue.DetectAsync(Red, CancellationToken.None)).Should().ContainSingle();
    }

    private static Detector CreateDetector()
    {
        using var model = RedFinder.Create();
        return new Detector(model, RedFinder.Classes);
    }
}
