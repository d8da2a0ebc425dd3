using System.Globalization;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Cli.Tests;

/// <summary>What <c>predict</c> takes, and what it writes besides its result.</summary>
public sealed class PredictTests : IDisposable
{
    private static readonly ImageSize Size = new(80, 60);

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public PredictTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("photos --recursive", "a.jpg", "deep/b.jpg", "deep/er/c.png")]
    [InlineData("photos", "a.jpg")]
    [InlineData("photos/**", "a.jpg", "deep/b.jpg", "deep/er/c.png")]
    [InlineData("photos/**/*.jpg", "a.jpg", "deep/b.jpg")]
    [InlineData("photos/*/?.jpg", "deep/b.jpg")]
    [InlineData("photos/de*/**/c.*", "deep/er/c.png")]
    [InlineData("photos/*", "a.jpg")]
    public void Folders_AndGlobs_AreTakenInTheOrderOfTheirPaths(string words, params string[] expected)
    {
        DrawPhotos();
        string[] call = words.Split(' ');

        var lines = Predict([_folder[call[0]], .. call[1..], "--score", "1"]).ShouldSucceed().Output;

        lines.Trim().Split('\n').Should().Equal(expected.Select(name => $"{_folder[$"photos/{name}"]}: nothing"));
    }

    [Fact]
    public void ImagesOfFormatsThatAreNotRead_AreNamed()
    {
        DrawPhotos();
        foreach (var name in new[] { "b.heic", "._c.tif", "deep/d.TIFF" })
            File.WriteAllText(_folder[$"photos/{name}"], "");

        Predict(_folder["photos"]).ShouldSucceed().Error.Should()
            .Contain($"warning: {_folder["photos/b.heic"]}: the image format .heic is not supported; ").And.NotContain("tif");
        Predict(_folder["photos"], "--recursive").ShouldSucceed().Error.Should()
            .Contain("b.heic: the image format .heic").And.Contain("d.TIFF: the image format .tiff").And.NotContain("c.tif");
    }

    [Fact]
    public void AFolderWhoseFoldersHaveTheImages_SaysHowToTakeThem()
    {
        DrawPhotos();
        Directory.CreateDirectory(_folder["photos/deep/empty"]);

        Predict(_folder["photos/deep/empty"]).ShouldFail(1, "*empty: the folder has no image (*).");
        File.Delete(_folder["photos/a.jpg"]);
        Predict(_folder["photos"]).ShouldFail(1, "*photos: the folder has no image (*), but its subfolders have some; add --recursive.");
        Predict(_folder["photos/**/*.gif"]).ShouldFail(1, "*gif: nothing matches.");
    }

    [Fact]
    public void Drawn_AndCutOutImages_AreOfTheirSourcesKind_AndLieAsTheyDo()
    {
        DrawPhotos();

        Predict(_folder["photos"], "--recursive", "--score", "0", "--save", _folder["drawn"], "--crops", _folder["cut"]).ShouldSucceed();

        FilesIn("drawn").Should().Equal("a.jpg", "deep/b.jpg", "deep/er/c.png");
        File.ReadAllBytes(_folder["drawn/a.jpg"])[..3].Should().Equal(0xFF, 0xD8, 0xFF);
        var cut = FilesIn("cut");
        cut.Select(path => path.Split('/')[0]).Distinct().Should().BeSubsetOf(SmallModel.Classes);
        using var detector = Detector.Load(_model);
        var best = detector.Detect(_folder["photos/deep/b.jpg"], new() { Score = 0 })[0];
        var (x1, y1, x2, y2) = best.Box.ToPixels(Size);
        ImageFile.ReadSize(_folder[$"cut/{SmallModel.Classes[best.ClassId]}/deep/b-1.jpg"]).Should()
            .Be(new ImageSize(Side(x1, x2), Side(y1, y2)));
        Predict(_folder["photos"], "--crops", _folder["cut"]).ShouldFail(1, "*this file exists; give --crops another folder, *");
    }

    [Theory]
    [InlineData("yolo", "labels", "")]
    [InlineData("yolo", "images", "images")]
    [InlineData("voc", "images", "images")]
    [InlineData("voc", "annotations", "")]
    [InlineData("coco", "images", "images/instances.json")]
    public void Labels_AreReadBackAsWhatWasFound(string format, string folder, string data)
    {
        var shapes = new ShapesDataset(count: 4, seed: 1, Size);
        for (var i = 0; i < shapes.Count; i++)
            Save(shapes.ReadImage(i), $"set/images/p{i}.png");

        Predict(_folder["set/images"], "--score", "0.3", "--labels", _folder[$"set/{folder}"], "--format", format).ShouldSucceed();

        var read = Datasets.Open(_folder[$"set/{data}"], classes: SmallModel.Classes);
        read.Count.Should().Be(shapes.Count);
        read.Warnings.Should().BeEmpty();
        using var detector = Detector.Load(_model);
        for (var i = 0; i < read.Count; i++)
        {
            var expected = detector.Detect(read.ImagePath(i), new() { Score = 0.3f }).Where(one => one.Box is { Width: > 0, Height: > 0 })
                .ToArray();
            var found = read.GetAnnotation(i).Boxes;
            found.Select(box => box.ClassId).Should().Equal(expected.Select(one => one.ClassId));
            foreach (var (there, one) in found.Zip(expected))
            {
                var (a, b) = (there.Box.ToPixels(Size), one.Box.ToPixels(Size));
                new[] { a.X1 - b.X1, a.Y1 - b.Y1, a.X2 - b.X2, a.Y2 - b.Y2 }.Should().OnlyContain(shift => MathF.Abs(shift) < 0.002f);
            }
        }
    }

    [Fact]
    public void Labels_ThatAreThere_AreReplacedOnlyByOverwrite()
    {
        DrawPhotos();
        File.WriteAllText(_folder["photos/a.txt"], "0 0.5 0.5 1 1\n");

        Predict(_folder["photos"], "--labels", _folder["photos"]).ShouldFail(1, "*a.txt: this file exists; *--labels*");
        File.ReadAllText(_folder["photos/a.txt"]).Should().Be("0 0.5 0.5 1 1\n");
        Directory.CreateDirectory(_folder["others"]);
        File.WriteAllText(_folder["others/classes.txt"], "dog\ncat\nowl\n");
        Predict(_folder["photos"], "--labels", _folder["others"]).ShouldFail(1, "*classes.txt: this file exists; *");
        Predict(_folder["photos"], "--labels", _folder["photos"], "--overwrite", "--score", "1").ShouldSucceed();
        File.ReadAllText(_folder["photos/a.txt"]).Should().BeEmpty();
        File.ReadAllLines(_folder["photos/classes.txt"]).Should().Equal(SmallModel.Classes);
        Save(TestImages.Coordinates(9, 9), "photos/a.png");
        Predict(_folder["photos"], "--labels", _folder["new"]).ShouldFail(2, "*a.txt: 2 images would have this label; *");
    }

    [Fact]
    public void Classes_AreTheOnesReported()
    {
        DrawPhotos();
        string[] call = [_folder["photos/a.jpg"], "--score", "0", "--jsonl"];

        var all = ClassesIn(Predict(call).ShouldSucceed().Output);
        all.Distinct().Should().HaveCountGreaterThan(1);
        ClassesIn(Predict([.. call, "--classes", "owl,dog"]).ShouldSucceed().Output).Should().Equal(all.Where(name => name != "cat"));
        ClassesIn(Predict([.. call, "--any-class"]).ShouldSucceed().Output).Should().HaveCountLessThan(all.Length);
        Predict([.. call, "--classes", "owls"]).ShouldFail(2, "--classes names 'owls', but the model has no such class. Did you mean owl?");
        Predict([.. call, "--classes", "giraffe"]).ShouldFail(2, "--classes names 'giraffe', *It has cat, dog, owl.");
    }

    [Fact]
    public void ACallThatFindsNothing_SaysTheHighestScore()
    {
        DrawPhotos();
        using var detector = Detector.Load(_model);
        var best = detector.Detect(_folder["photos/a.jpg"], new() { Score = 0 })[0];
        var highest = best.Score.ToString("0.####", CultureInfo.InvariantCulture);

        Predict(_folder["photos"], "--score", "1").ShouldSucceed().Error.Should()
            .Be($"Nothing was found in 1 image: the highest score was {highest}, and --score is 1.\n");
    }

    [Theory]
    [InlineData("--json --jsonl", "Give either --json or --jsonl.")]
    [InlineData("--format voc", "--format works only with --labels.")]
    [InlineData("--max-bad 3", "--max-bad works only with --output.")]
    [InlineData("--output parts --save drawn", "--save does not work with --output; *")]
    [InlineData("--list photos.txt", "*argument missing*Give images, folders or globs, or --list FILE.*")]
    [InlineData("--shard 4/4", "--shard is '4/4'; give I/N, I from 0 to N - 1: *")]
    [InlineData("--shard 1", "--shard is '1'; give I/N, *")]
    public void OptionsThatDoNotGoTogether_AreRefused(string words, string message) =>
        Predict(["a.jpg", .. words.Split(' ')]).ShouldFail(2, message);

    private static int Side(float from, float to) => Math.Max(1, (int)MathF.Round(to) - (int)MathF.Round(from));

    private static string[] ClassesIn(string line)
    {
        using var document = System.Text.Json.JsonDocument.Parse(line);
        return [.. document.RootElement.GetProperty("detections").EnumerateArray().Select(one => one.GetProperty("class").GetString()!)];
    }

    private string[] FilesIn(string folder) => [.. Directory.GetFiles(_folder[folder], "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_folder[folder], path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private void DrawPhotos()
    {
        foreach (var name in new[] { "photos/a.jpg", "photos/deep/b.jpg", "photos/deep/er/c.png" })
            Save(TestImages.Coordinates(Size.Width, Size.Height), name);
        File.WriteAllText(_folder["photos/notes.md"], "no image");
    }

    private void Save(RgbImage image, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        if (name.EndsWith(".jpg", StringComparison.Ordinal))
            ImageFile.WriteJpeg(image, _folder[name]);
        else
            ImageFile.WritePng(image, _folder[name]);
    }

    private Call Predict(params string[] words) => Call.Run(["predict", .. words, "--weights", _model]);
}
