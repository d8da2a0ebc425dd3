using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Samples.WebApi;

namespace YoloV1.Samples.Tests.WebApi;

public sealed class DetectionQueueTests : IDisposable
{
    // To look at it is a fault.
    private const RgbImage NoImage = null!;

    private static readonly RgbImage Red = RedFinder.Paint(200, 0, 0, 0);

    private readonly DetectionQueue _queue = new(CreateDetector(RedFinder.Classes));

    public void Dispose()
    {
        _queue.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        _queue.Dispose();
    }

    [Fact]
    public async Task AClientThatHasLeft_IsPassedOver()
    {
        using var left = new CancellationTokenSource();
        var gone = _queue.DetectAsync(NoImage, 0.2f, left.Token);
        var waiting = _queue.DetectAsync(Red, 0.2f, CancellationToken.None);
        await left.CancelAsync();

        await _queue.StartAsync(CancellationToken.None);

        (await waiting).Detections.Should().ContainSingle();
        await gone.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task AFault_IsToldToThoseOfItsBatch_AndTheQueueGoesOn()
    {
        var faulty = _queue.DetectAsync(NoImage, 0.2f, CancellationToken.None);
        var beside = _queue.DetectAsync(Red, 0.2f, CancellationToken.None);

        await _queue.StartAsync(CancellationToken.None);

        await faulty.Invoking(task => task).Should().ThrowAsync<ArgumentException>();
        await beside.Invoking(task => task).Should().ThrowAsync<ArgumentException>();
        (await _queue.DetectAsync(Red, 0.2f, CancellationToken.None)).Detections.Should().ContainSingle();
    }

    [Fact]
    public async Task ThoseOfOneBatch_GetEachWhatIsAboveTheirScore()
    {
        var image = RedFinder.Paint(200, 100, 50, 0);
        var all = _queue.DetectAsync(image, 0.1f, CancellationToken.None);
        var some = _queue.DetectAsync(image, 0.3f, CancellationToken.None);
        var one = _queue.DetectAsync(image, 0.5f, CancellationToken.None);

        await _queue.StartAsync(CancellationToken.None);

        (await all).Detections.Should().HaveCount(3);
        (await some).Detections.Should().HaveCount(2).And.Equal((await all).Detections.Take(2));
        (await one).Detections.Should().ContainSingle();
    }

    [Fact]
    public async Task AnotherDetector_TakesThoseWhoWait()
    {
        var before = _queue.DetectAsync(Red, 0.2f, CancellationToken.None);
        _queue.Replace(CreateDetector(new ClassNames(["rot", "blau"])));
        _queue.Replace(CreateDetector(new ClassNames(["rouge", "bleu"])));

        await _queue.StartAsync(CancellationToken.None);

        (await before).Classes[0].Should().Be("rouge");
        _queue.Model.Classes[0].Should().Be("rouge");
    }

    [Fact]
    public async Task AQueueThatEnds_AnswersThoseWhoWait_AndTakesNobodyMore()
    {
        var waiting = Enumerable.Range(0, 20).Select(_ => _queue.DetectAsync(Red, 0.2f, CancellationToken.None)).ToList();
        await _queue.StartAsync(CancellationToken.None);
        await waiting[0];

        await _queue.StopAsync(CancellationToken.None);

        (await Task.WhenAll(waiting)).Should().OnlyContain(found => found.Detections.Count == 1);
        var late = _queue.DetectAsync(Red, 0.2f, CancellationToken.None);
        await late.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task AQueueThatNeverRan_SendsThoseWhoWaitAway()
    {
        var waiting = _queue.DetectAsync(Red, 0.2f, CancellationToken.None);

        await _queue.StopAsync(CancellationToken.None);

        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Detector CreateDetector(ClassNames classes)
    {
        using var model = RedFinder.Create();
        return new Detector(model, classes);
    }
}
