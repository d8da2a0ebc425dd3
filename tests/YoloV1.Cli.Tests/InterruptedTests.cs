using System.Diagnostics;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Weights;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Cli.Tests;

/// <summary>Calls as processes of their own that Ctrl+C stops in the middle of their work.</summary>
public sealed class InterruptedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new();

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [SkippableFact]
    public void Predict_EndsBehindAWholeLineAndAWholeImage()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        var image = _folder["cat.png"];
        ImageFile.WritePng(TestImages.Coordinates(200, 100), image);
        using var process = CommandProcess.Start(
            ["predict", .. Enumerable.Repeat(image, 10_000), "--weights", SmallModel.Save(_folder["small.safetensors"]), "--save",
                _folder["drawn"]]);
        var first = process.StandardOutput.ReadLine();
        first.Should().StartWith(image);

        var (rest, error) = InterruptAndFinish(process);

        error.Should().Be("yolov1: Stopped.\n");
        // It may stop before the second line.
        $"{first}\n{rest}".Should().EndWith("\n");
        ImageFile.Read(Directory.GetFiles(_folder["drawn"]).Should().ContainSingle().Subject).Size.Should().Be(new ImageSize(200, 100));
    }

    [SkippableFact]
    public void Val_EndsWithoutANumber()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        // A box that reaches out of its image is warned of, just before the detector begins.
        string[] names = [.. Enumerable.Range(0, 1500).Select(number => $"p{number}")];
        _voc.Split("val", names);
        foreach (var name in names)
            _voc.Image($"{name}.png").Annotation(name, Object("dog", "5", "5", "6000", "40"));
        using var process = CommandProcess.Start(["val", "--weights", SmallModel.Save(_folder["small.safetensors"]), "--data", _voc.Root]);
        process.StandardError.ReadLine().Should().StartWith("warning: ");

        var (output, error) = InterruptAndFinish(process);

        error.Should().EndWith("yolov1: Stopped.\n");
        output.Should().BeEmpty();
    }

    [SkippableFact]
    public void Export_LeavesNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        using (var model = new YoloV1Model(YoloV1Config.Tiny))
            WeightsFile.Save(model, _folder["tiny.pth"]);
        using var process =
            CommandProcess.Start(["export", "--weights", _folder["tiny.pth"], "--output", Path.Combine(_folder["out"], "tiny.onnx")]);
        // That the network is taken for a preset is said before it is built.
        process.StandardError.ReadLine().Should().StartWith(_folder["tiny.pth"]);

        var (output, error) = InterruptAndFinish(process);

        error.Should().EndWith("yolov1: Stopped.\n");
        output.Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(_folder["out"]).Should().BeEmpty();
    }

    private static (string Output, string Error) InterruptAndFinish(Process process)
    {
        CommandProcess.Interrupt(process);
        var (exitCode, output, error) = ProcessRun.EndOf(process);
        exitCode.Should().Be(1, error);
        return (output, error);
    }
}
