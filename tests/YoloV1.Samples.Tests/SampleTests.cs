using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Onnx;
using YoloV1.Weights;

namespace YoloV1.Samples.Tests;

/// <summary>The samples, run as a reader runs them, on images of which a network made by hand finds the red quarters.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string[] _images;

    public SampleTests()
    {
        _model = _folder["red.safetensors"];
        using var model = RedFinder.Create();
        ModelFile.Save(model, RedFinder.Classes, _model);
        Directory.CreateDirectory(Images);
        byte[][] quarters = [[255, 0, 0, 0], [0, 0, 0, 0], [200, 0, 0, 130], [0, 100, 255, 255], [250, 0, 0, 0], [240, 240, 240, 240]];
        _images = [.. quarters.Select((reds, index) => Write(RedFinder.Paint(reds), $"{index}.png"))];
    }

    private string Images => _folder["images"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DetectInAFolder")]
    [InlineData("ExportToOnnx")]
    [InlineData("MLNet")]
    [InlineData("Video")]
    [InlineData("WebApi")]
    public void ASampleWithoutAModel_SaysWhatItTakes_AndEndsWith2(string sample)
    {
        var run = SampleRun.Of(sample, Images);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith(sample).And.Contain("samples/TrainOnYourPictures");
    }

    [Fact]
    public void TrainOnYourPictures_KeepsEveryFifthImageAside_AndWritesADetector()
    {
        var shapes = new ShapesDataset(count: 10, seed: 1, ImageSize.Square(64));
        var labelled = Directory.CreateDirectory(_folder["labelled"]).FullName;
        File.WriteAllLines(Path.Combine(labelled, "classes.txt"), shapes.Classes);
        for (var i = 0; i < shapes.Count; i++)
        {
            ImageFile.WritePng(shapes.ReadImage(i), Path.Combine(labelled, $"{i}.png"));
            File.WriteAllLines(
                Path.Combine(labelled, $"{i}.txt"), shapes.GetAnnotation(i).Boxes.Select(labeled => FormattableString.Invariant(
                $"{labeled.ClassId} {labeled.Box.CenterX} {labeled.Box.CenterY} {labeled.Box.Width} {labeled.Box.Height}")));
        }

        var run = SampleRun.Of("TrainOnYourPictures", Images, labelled, "2").ShouldSucceed();

        run.Lines.Should().HaveCount(4);
        run.Lines[0].Should().Be("8 images to learn from, 2 to measure on: circle, square, triangle");
        run.Lines[2].Should().MatchRegex(@"^epoch  2: loss \d+\.\d+, mAP [01]\.\d+$");
        using var detector = Detector.Load(Path.Combine(Images, "detector.safetensors"));
        detector.Classes.Should().Equal(shapes.Classes);
    }

    [Fact]
    public void DetectInAFolder_WritesALineOfJsonForEachImage()
    {
        var lines = SampleRun.Of("DetectInAFolder", Images, _model, Images).ShouldSucceed().Lines;

        using var detector = Detector.Load(_model);
        lines.Should().HaveSameCount(_images);
        foreach (var image in lines.Select(line => JsonDocument.Parse(line).RootElement))
        {
            (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()).Should().Be((80, 40));
            var expected = detector.Detect(image.GetProperty("path").GetString()!);
            var found = image.GetProperty("detections").EnumerateArray().ToArray();
            found.Select(one => one.GetProperty("score").GetSingle()).Should().Equal(expected.Select(one => one.Score));
            found.Select(one => one.GetProperty("x2").GetSingle()).Should().Equal(expected.Select(one => one.Box.ToPixels(new(80, 40)).X2));
            found.All(one => one.GetProperty("class").GetString() == "red").Should().BeTrue();
        }
    }

    [Fact]
    public void DetectInAFolder_NamesAFileThatIsNoImage()
    {
        File.WriteAllText(Path.Combine(Images, "notes.jpg"), "no image");

        var run = SampleRun.Of("DetectInAFolder", Images, _model, Images);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("notes.jpg: this is not an image");
        run.Lines.Should().HaveSameCount(_images);
    }

    [Fact]
    public void ExportToOnnx_DetectsTheSame_InAFolderWithoutTorch()
    {
        var onnx = _folder["red.onnx"];
        SampleRun.Of("ExportToOnnx", Images, "export", _model, onnx).ShouldSucceed();

        var run = SampleRun.Of(WithoutTorch(), Images, "run", onnx, _images[3]).ShouldSucceed();

        using var detector = Detector.Load(_model);
        var expected = detector.Detect(_images[3]).Select(one =>
        {
            var (x1, y1, x2, y2) = one.Box.ToPixels(new(80, 40));
            return FormattableString.Invariant($"red {one.Score:0.00} at ({x1:0}, {y1:0}) to ({x2:0}, {y2:0})");
        });
        run.Lines[..^1].Should().BeEquivalentTo(expected).And.HaveCount(3);
        run.Lines[^1].Should().Be("TorchSharp was not loaded.");
    }

    [Fact]
    public void ExportToOnnx_SaysHowToExport_WhereAFileHasNoDetections()
    {
        var onnx = _folder["grid.onnx"];
        using (var model = RedFinder.Create())
            OnnxExport.Save(model, RedFinder.Classes, onnx);

        var run = SampleRun.Of("ExportToOnnx", Images, "run", onnx, _images[3]);

        run.ExitCode.Should().Be(1);
        run.Error.TrimEnd().Should().Be($"{onnx} gives grid; export it with OnnxOutputs.Detections.");
    }

    [Fact]
    public void MLNet_GroupsImagesByWhatIsFoundInThem()
    {
        var lines = SampleRun.Of("MLNet", Images, _model, Images).ShouldSucceed().Lines;

        lines.Select(line => line.Split(" with ")[1]).Should().Equal(
            "1 red, 0 blue", "0 red, 0 blue", "2 red, 0 blue", "3 red, 0 blue", "1 red, 0 blue", "4 red, 0 blue");
        var groups = lines.Select(line => line.Split(':')[0]).ToArray();
        groups[0].Should().Be(groups[4], "they show the same");
        groups[1].Should().NotBe(groups[5], "one shows nothing and the other four");
    }

    [SkippableFact]
    public void Video_DrawsWhatIsFoundIntoEveryFrame()
    {
        Skip.If(!HasFfmpeg(), "ffmpeg is not here.");
        var (video, drawn) = (_folder["in.mp4"], _folder["out.mp4"]);
        Ffmpeg($"-framerate 5 -i {Path.Combine(Images, "%d.png")} -c:v libx264 -pix_fmt yuv420p {video}");

        SampleRun.Of("Video", Images, _model, video, drawn).ShouldSucceed().Lines.Should().Equal($"{drawn}: {_images.Length} frames");

        Ffmpeg($"-i {drawn} {_folder["frame-%d.png"]}");
        for (var i = 0; i < _images.Length; i++)
        {
            var frame = ImageFile.Read(_folder[$"frame-{i + 1}.png"]);
            frame.Size.Should().Be(new ImageSize(80, 40));
            // Boxes are the first class's orange: red is in the images, and green is not.
            var greens = Enumerable.Range(0, 80 * 40).Count(pixel => frame.Rgb[3 * pixel + 1] > 80);
            (greens > 30).Should().Be(i != 1, $"frame {i} is {(i == 1 ? "black" : "drawn on")}");
        }
    }

    [SkippableFact]
    public void Video_SaysWhatIsNoVideo()
    {
        Skip.If(!HasFfmpeg(), "ffmpeg is not here.");
        File.WriteAllText(_folder["notes.mp4"], "no video");

        var run = SampleRun.Of("Video", Images, _model, _folder["notes.mp4"], _folder["out.mp4"]);

        (run.ExitCode, run.Output).Should().Be((1, ""));
        run.Error.Should().Contain("notes.mp4");
    }

    private static void Ffmpeg(string words) => ProcessRun.Of("ffmpeg", $"-v error {words}".Split(' ')).ShouldSucceed();

    private static bool HasFfmpeg()
    {
        try
        {
            return ProcessRun.Of("ffmpeg", ["-version"]).ExitCode == 0 && ProcessRun.Of("ffprobe", ["-version"]).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string Write(RgbImage image, string name)
    {
        var path = Path.Combine(Images, name);
        ImageFile.WritePng(image, path);
        return path;
    }

    /// <summary>What running an ONNX file needs, in a folder of its own: neither TorchSharp nor libtorch.</summary>
    private string WithoutTorch()
    {
        var folder = Directory.CreateDirectory(_folder["bare"]).FullName;
        var built = Path.GetDirectoryName(SampleRun.AssemblyOf("ExportToOnnx"))!;
        var native = Path.Combine(built, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        string[] managed =
        [
            "ExportToOnnx.dll", "ExportToOnnx.runtimeconfig.json", "YoloV1.dll", "SkiaSharp.dll", "System.Numerics.Tensors.dll",
            "Microsoft.ML.OnnxRuntime.dll",
        ];
        var libraries = Directory.EnumerateFiles(native)
            .Where(path => Path.GetFileName(path) is var name && (name.Contains("SkiaSharp") || name.Contains("onnxruntime")));
        foreach (var file in managed.Select(name => Path.Combine(built, name)).Concat(libraries))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return Path.Combine(folder, "ExportToOnnx.dll");
    }
}
