using YoloV1.Cli.Runs;

namespace YoloV1.Cli.Tests.Runs;

/// <summary>Who may write into a run folder, and what stays there.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();
    private readonly string _weights;

    public RunFolderTests() => _weights = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void AFolderInWhichAnotherTrains_IsRefused_AndIsFreeOnceTheOtherIsKilled()
    {
        using var process = CommandProcess.Start(Words("run", 100_000, "--checkpoint-seconds", "0"));
        while (process.StandardError.ReadLine() is { } line && !line.Contains("->", StringComparison.Ordinal))
        {
        }
        SpinWait.SpinUntil(() => File.Exists(In("run", "last.checkpoint")), TimeSpan.FromMinutes(1)).Should().BeTrue();

        var taken = $"*: process {process.Id} on {Environment.MachineName} trains in this folder; wait until it ends, stop it, or *";
        Call.Run("train", "--resume", _folder["run"]).ShouldFail(1, taken);
        Call.Run(Words("run", 1, "--overwrite")).ShouldFail(1, taken);

        process.HasExited.Should().BeFalse();
        process.Kill();
        process.WaitForExit();
        Call.Run("train", "--resume", _folder["run"], "--steps", "1").ShouldSucceed();
    }

    [Fact]
    public void ThePretrainingOfARun_HasOneOwnerToo()
    {
        File.WriteAllText(_folder["small.cfg"], PretrainTests.Cfg);
        Directory.CreateDirectory(_folder["run/pretraining"]);
        using var held = RunLock.Take(_folder["run/pretraining"]);

        var call = Call.Run("train", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--epochs", "1", "--run", _folder["run"]);

        call.ExitCode.Should().Be(1);
        call.Error.Should().Contain($"pretraining: process {Environment.ProcessId} on ");
    }

    [Theory]
    [InlineData("options.yaml")]
    [InlineData("last.checkpoint")]
    [InlineData("best.safetensors")]
    [InlineData("batch-1.png")]
    public void ARunThatIsThere_IsNotOverwritten(string file)
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(In("run", file), "mine");

        Call.Run(Words("run", 1)).ShouldFail(
            1, $"*run: this folder has a run ({file}); continue it with 'yolov1 train --resume *run', "
            + "give --run another folder, or add --overwrite to delete it.");

        File.ReadAllText(In("run", file)).Should().Be("mine");
        Directory.EnumerateFileSystemEntries(_folder["run"]).Should().ContainSingle();
    }

    [Fact]
    public void Overwrite_LeavesNothingOfTheOtherRun()
    {
        Directory.CreateDirectory(_folder["run/pretraining"]);
        string[] before =
        [
            "best.safetensors", "summary.json", "batch-7.png", "events.out.tfevents.1", "last.checkpoint.1.tmp",
            "pretraining/last.checkpoint",
        ];
        foreach (var file in before.Append("notes.txt"))
            File.WriteAllText(In("run", file), "of another run");

        Call.Run(Words("run", 1, "--overwrite", "--val-split", "none")).ShouldSucceed();

        before.Where(file => file != "summary.json").Should().NotContain(file => File.Exists(In("run", file)));
        File.ReadAllText(In("run", "summary.json")).Should().NotContain("another");
        File.Exists(In("run", "notes.txt")).Should().BeTrue();
        Call.Run("train", "--resume", _folder["run"], "--overwrite").ShouldFail(2, "--resume continues a run and --overwrite *");
    }

    [SkippableFact]
    public void Resume_ClearsWhatACutProcessLeft()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Call.Run(Words("run", 1)).ShouldSucceed();
        foreach (var file in new[] { "last.checkpoint.1.tmp", ".5f0c.tmp" })
            File.WriteAllText(In("run", file), "");

        Call.Run("train", "--resume", _folder["run"], "--epochs", "2").ShouldSucceed();

        Directory.EnumerateFiles(_folder["run"], "*.tmp").Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "0 lines unreadable and dropped, 3 of 3 epochs without a row")]
    [InlineData(null, "0 lines unreadable and dropped, 3 of 3 epochs without a row")]
    [InlineData("epoch,learning_rate,lo", "0 lines unreadable and dropped, 3 of 3 epochs without a row")]
    [InlineData("\0\0\0\0\n\0\n", "2 lines unreadable and dropped, 3 of 3 epochs without a row")]
    [InlineData("HEADER\nROW1\nxROW2\nROW1\nROW3\nROW2\n", "1 line unreadable and dropped, 1 of 3 epochs without a row")]
    [InlineData("HEADER\r\nROW1\r\nROW2\r\nROW3\r\n", null)]
    [InlineData("HEADER\nROW1\nROW2\nROW3\nROW", null)]
    public void Resume_GoesOn_WhateverResultsCsvHas(string? text, string? said)
    {
        Call.Run(Words("run", 3)).ShouldSucceed();
        var before = File.ReadAllLines(In("run", "results.csv"));
        if (text is null)
            File.Delete(In("run", "results.csv"));
        else
            File.WriteAllText(In("run", "results.csv"), Fill(text, before));

        var call = Call.Run("train", "--resume", _folder["run"], "--epochs", "4").ShouldSucceed();

        if (said is null)
            call.Error.Should().NotContain("dropped");
        else
            call.Error.Should().Contain($"yolov1: {In("run", "results.csv")}: {said}; the checkpoint is intact, and training continues");
        var after = File.ReadAllLines(In("run", "results.csv"));
        after[0].Should().Be(before[0]);
        after[^1].Should().StartWith("4,");
        after[1..^1].Should().BeSubsetOf(before[1..]);
    }

    private static string Fill(string text, string[] lines) => text.Replace("HEADER", lines[0], StringComparison.Ordinal)
        .Replace("ROW1", lines[1], StringComparison.Ordinal).Replace("ROW2", lines[2], StringComparison.Ordinal)
        .Replace("ROW3", lines[3], StringComparison.Ordinal);

    private string[] Words(string run, int epochs, params string[] more) =>
    [
        "train", "--data", _voc.Root, "--weights", _weights, "--epochs", $"{epochs}", "--batch", "2", "--device", "cpu", "--run",
        _folder[run],
        .. more,
    ];

    private string In(string run, string file) => Path.Combine(_folder[run], file);
}
