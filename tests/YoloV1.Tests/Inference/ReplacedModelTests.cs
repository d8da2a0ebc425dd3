using YoloV1.Inference;
using YoloV1.Weights;

namespace YoloV1.Tests.Inference;

/// <summary>A model file that is replaced in place under a detector that runs.</summary>
public sealed class ReplacedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Detections_StayTheSame_WhileTheirFileIsEmptiedAndWrittenAnew()
    {
        var path = _folder["model.safetensors"];
        using (var model = RedFinder.Create())
            ModelFile.Save(model, RedFinder.Classes, path);
        using var detector = Detector.Load(path);
        var image = RedFinder.Paint(0, 153, 255, 0);
        var expected = detector.Detect(image);
        var bytes = File.ReadAllBytes(path);
        using var stop = new CancellationTokenSource();

        var detecting = Task.Run(() =>
        {
            var found = new List<IReadOnlyList<Detection>>();
            while (!stop.IsCancellationRequested)
                found.Add(detector.Detect(image));
            return found;
        });
        for (var i = 0; i < 20; i++)
        {
            // As `cp new old` does: the same file, emptied and then written.
            using var file = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
            await Task.Delay(10);
            file.Write(i % 2 == 0 ? new byte[bytes.Length] : bytes);
        }
        await stop.CancelAsync();

        expected.Should().HaveCount(2);
        (await detecting).Should().NotBeEmpty().And.AllSatisfy(found => found.Should().Equal(expected));
    }
}
