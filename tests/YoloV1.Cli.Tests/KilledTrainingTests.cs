using System.Diagnostics;

namespace YoloV1.Cli.Tests;

/// <summary>Trainings as processes of their own that are cut off. YOLOV1_KILLS sets how many times, 3 without it.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("YOLOV1_KILLS"), out var kills) ? kills : 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TrainingKilledAtRandomMoments_EndsAsTheUninterruptedOne_BitForBit(bool pretrained)
    {
        var random = new Random(Environment.TickCount);
        Finish(Start(Words("whole", pretrained)));
        var words = Words("killed", pretrained);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(words);
            WaitForASign(process);
            process.WaitForExit(random.Next(600));
            process.Kill();
            process.WaitForExit();
            words = ["--resume", _folder["killed"]];
        }
        Finish(Start(words));

        foreach (var file in new[] { "last.safetensors", "best.safetensors" })
            File.ReadAllBytes(In("killed", file)).Should().Equal(File.ReadAllBytes(In("whole", file)), file);
        Rows("killed").Should().Equal(Rows("whole"));
        Directory.EnumerateFiles(_folder["killed"], "*.tmp").Should().BeEmpty("leftovers of cut writes are cleared");
    }

    [Fact]
    public void TrainingThatIsAskedToStop_SavesAndSaysHowToGoOn()
    {
        const int epochs = 120;      // so many that the signal comes before their end
        using var process = Start(Words("stopped", epochs: epochs));
        WaitForASign(process);
        CommandProcess.Interrupt(process);

        var error = process.StandardError.ReadToEnd();
        process.WaitForExit(Patience).Should().BeTrue();
        process.ExitCode.Should().Be(1, error);
        error.Should().Contain($"Continue with: yolov1 train --resume {_folder["stopped"]}");
        Finish(Start(["--resume", _folder["stopped"]]));
        Rows("stopped").Should().HaveCount(epochs + 1);
    }

    /// <summary>A training that starts from weights, or that pretrains a network of random ones.</summary>
    private string[] Words(string run, bool pretrained = false, int epochs = 60) =>
    [
        .. pretrained ? ["--cfg", SmallCfg(), "--pretrain", "2"] : (string[])["--weights", SmallModel.Save(_folder["small.safetensors"])],
        "--data", _voc.Root, "--epochs", $"{epochs}", "--batch", "2", "--measure-every", "7",
        "--ema", "0.9", "--checkpoint-seconds", "0", "--device", "cpu", "--run", _folder[run],
    ];

    private string SmallCfg()
    {
        File.WriteAllText(_folder["small.cfg"], PretrainTests.Cfg);
        return _folder["small.cfg"];
    }

    private static Process Start(string[] words) => CommandProcess.Start(["train", .. words]);

    /// <summary>Waits until the process has begun its steps: the first line of progress.</summary>
    private static void WaitForASign(Process process)
    {
        while (process.StandardError.ReadLine() is { } line && !line.Contains("->", StringComparison.Ordinal))
        {
        }
    }

    private static void Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit(Patience).Should().BeTrue();
            process.ExitCode.Should().Be(0, error);
        }
    }

    /// <summary>The rows of results.csv, without the time that each took and waited.</summary>
    private string[] Rows(string run) =>
        [.. File.ReadLines(In(run, "results.csv")).Select(row => row.Split(','))
            .Select(row => string.Join(',', [.. row[..8], .. row[9..^1]]))];

    private string In(string run, string file) => Path.Combine(_folder[run], file);
}
