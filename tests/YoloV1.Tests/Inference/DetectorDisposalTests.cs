using System.Runtime.CompilerServices;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Tests.Inference;

/// <summary>Detectors that are disposed, and enumerations that are left, while threads are at work.</summary>
public sealed class DetectorDisposalTests
{
    private static readonly RgbImage Image = RedFinder.Paint(0, 153, 255, 0);

    [Fact]
    public async Task CallsUnderWay_EndAsAlways_AndLaterOnesAreRefused()
    {
        using var model = RedFinder.Create(pools: 6);
        for (var round = 0; round < 20; round++)
        {
            var detector = new Detector(model, RedFinder.Classes);
            var expected = detector.Detect(Image);
            using var started = new CountdownEvent(4);
            var callers = Enumerable.Range(0, started.InitialCount).Select(_ => Task.Run(() => DetectUntilRefused(detector, started)))
                .ToList();
            started.Wait(TimeSpan.FromMinutes(1)).Should().BeTrue();

            detector.Dispose();
            detector.Dispose();

            foreach (var found in await Task.WhenAll(callers))
                found.Should().OnlyContain(detections => detections.SequenceEqual(expected));
        }
    }

    [Fact]
    public void AnEnumeration_IsRefusedAfterTheDetectorIsDisposed()
    {
        using var model = RedFinder.Create();
        var detector = new Detector(model, RedFinder.Classes);
        using var results = detector.DetectMany(Enumerable.Repeat(Image, 1_000_000)).GetEnumerator();
        results.MoveNext().Should().BeTrue();

        detector.Dispose();

        FluentActions.Invoking(() => { while (results.MoveNext()) ; }).Should().Throw<ObjectDisposedException>().WithMessage("*Detector*");
        FluentActions.Invoking(() => detector.DetectMany([Image]).ToList()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void AnEnumerationThatIsLeft_EndsWithItsDetector()
    {
        using var model = RedFinder.Create();
        var detector = new Detector(model, RedFinder.Classes);
        using var ended = new ManualResetEventSlim();
        var results = detector.DetectMany(Images(ended)).GetEnumerator();
        results.MoveNext().Should().BeTrue();

        detector.Dispose();

        ended.Wait(TimeSpan.FromMinutes(1)).Should().BeTrue();
        GC.KeepAlive(results);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheThreadsOfAnEnumerationThatIsLeft_EndWhenItIsCollected(bool isAsync)
    {
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        using var ended = new ManualResetEventSlim();

        var left = isAsync ? LeaveAsync(detector, ended) : Leave(detector, ended);

        SpinWait.SpinUntil(() => IsCollected(left) && ended.IsSet, TimeSpan.FromMinutes(1)).Should().BeTrue("nothing else ends it");
        detector.Detect(Image).Should().NotBeEmpty();
    }

    // Frames of their own, so that no local keeps an enumeration alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave(Detector detector, ManualResetEventSlim ended)
    {
        var results = detector.DetectMany(Images(ended)).GetEnumerator();
        for (var i = 0; i < 30; i++)
            results.MoveNext().Should().BeTrue();
        return new(results);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LeaveAsync(Detector detector, ManualResetEventSlim ended)
    {
        var results = detector.DetectManyAsync(Images(ended).ToAsyncEnumerable()).GetAsyncEnumerator();
        for (var i = 0; i < 30; i++)
            results.MoveNextAsync().AsTask().GetAwaiter().GetResult().Should().BeTrue();
        return new(results);
    }

    private static bool IsCollected(WeakReference left)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !left.IsAlive;
    }

    private static List<IReadOnlyList<Detection>> DetectUntilRefused(Detector detector, CountdownEvent started)
    {
        var found = new List<IReadOnlyList<Detection>>();
        try
        {
            while (true)
            {
                found.Add(detector.Detect(Image));
                if (found.Count == 1)
                    started.Signal();
            }
        }
        catch (ObjectDisposedException)
        {
            return found;
        }
    }

    private static IEnumerable<RgbImage> Images(ManualResetEventSlim ended)
    {
        try
        {
            while (true)
                yield return Image;
        }
        finally
        {
            ended.Set();
        }
    }
}
