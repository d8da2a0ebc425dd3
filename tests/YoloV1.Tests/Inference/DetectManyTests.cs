using TorchSharp;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;

namespace YoloV1.Tests.Inference;

public sealed class DetectManyTests : IDisposable
{
    private readonly YoloV1Model _model = RedFinder.Create();
    private readonly TemporaryFolder _folder = new();
    private readonly Detector _detector;

    public DetectManyTests() => _detector = new Detector(_model, RedFinder.Classes);

    public void Dispose()
    {
        _detector.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_AreDetectedInTheirOrder_AsOneByOne()
    {
        string[] paths = [.. Enumerable.Range(0, 50).Select(SaveImage)];

        var found = _detector.DetectMany(paths).ToList();

        found.Select(image => image.Path).Should().Equal(paths);
        foreach (var image in found)
            image.Detections.Should().Equal(_detector.Detect(image.Path));
    }

    [Fact]
    public async Task AStreamOfImages_IsReadOnlyAFewImagesAhead()
    {
        var read = 0;
        var taken = 0;
        await foreach (var detections in _detector.DetectManyAsync(Endless(() => read++)))
        {
            detections.Should().ContainSingle();
            if (++taken == 100)
                break;
        }

        var batch = Math.Max(8, torch.get_num_threads());
        read.Should().BeInRange(100, 100 + 4 * batch);
    }

    [Fact]
    public void Thresholds_AreThoseOfTheCall()
    {
        string[] paths = [SaveImage(0)];

        _detector.DetectMany(paths, new() { Score = 0.9f }).Single().Detections.Should().ContainSingle();
        _detector.DetectMany([RedFinder.Paint(60, 255, 0, 0)], new() { Score = 0.9f }).Single().Should().ContainSingle();
        _detector.DetectMany(paths).Single().Detections.Should().HaveCount(2);
    }

    [Fact]
    public void AFileThatIsNoImage_HasItsFaultAtItsPlace_AndTheOthersFollow()
    {
        File.WriteAllText(_folder["text.png"], "no image");
        string[] paths = [_folder["gone.png"], .. Enumerable.Range(0, 20).Select(SaveImage), _folder["text.png"], SaveImage(21)];

        var found = _detector.DetectMany(paths).ToList();

        found.Select(image => image.Path).Should().Equal(paths);
        found.Where(image => image.Fault is not null).Select(image => image.Fault!.GetType()).Should()
            .Equal(typeof(FileNotFoundException), typeof(ImageException));
        found[^1].Detections.Should().Equal(_detector.Detect(paths[^1]));
        found[^2].ToString().Should().Contain("text.png: this is not an image that can be read");
    }

    [Fact]
    public void AFileThatIsNoImage_Throws_WhereItsDetectionsAreAskedFor()
    {
        File.WriteAllText(_folder["text.png"], "no image");
        string[] paths = [.. Enumerable.Range(0, 20).Select(SaveImage), _folder["text.png"], SaveImage(21)];
        var found = 0;

        var all = () =>
        {
            foreach (var (_, _, _) in _detector.DetectMany(paths))
                found++;
        };

        all.Should().Throw<ImageException>().WithMessage("*text.png*");
        found.Should().Be(20);
    }

    [Theory]
    [InlineData(0.05f)]
    [InlineData(1)]
    public void TheHighestScore_IsThatOfTheBestBox_AlsoWhereItIsNotEnough(float threshold)
    {
        string[] paths = [SaveImage(0)];
        var best = _detector.Detect(paths[0], new() { Score = 0.05f })[0].Score;

        _detector.DetectMany(paths, new() { Score = threshold }).Single().HighestScore.Should().Be(best);
    }

    [Fact]
    public async Task Cancelling_EndsAStreamThatHasNoEnd()
    {
        using var cancellation = new CancellationTokenSource();
        var found = 0;

        var all = async () =>
        {
            await foreach (var _ in _detector.DetectManyAsync(Endless(() => { }), cancellationToken: cancellation.Token))
            {
                if (++found == 5)
                    await cancellation.CancelAsync();
            }
        };

        await all.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void NoImages_GiveNoResults() => _detector.DetectMany(Array.Empty<string>()).Should().BeEmpty();

    private static async IAsyncEnumerable<RgbImage> Endless(Action read)
    {
        while (true)
        {
            read();
            await Task.Yield();
            yield return RedFinder.Paint(0, 200, 0, 0);
        }
    }

    private string SaveImage(int number)
    {
        var path = _folder[$"{number}.png"];
        ImageFile.WritePng(RedFinder.Paint((byte)(60 + 3 * number), (byte)(255 - 4 * number), 0, (byte)(number % 3 * 100)), path);
        return path;
    }
}
