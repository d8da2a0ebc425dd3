using System.Diagnostics;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

/// <summary>Trainings of several processes, by both MPIs that Debian has; skipped where one is not here.</summary>
public sealed class RanksTests : IDisposable
{
    private const string OpenMpi = "mpirun.openmpi";
    private const string Mpich = "mpirun.mpich";

    private const string Cfg = """
        [net]
        height=64
        width=64
        channels=3
        [convolutional]
        batch_normalize=1
        filters=4
        size=3
        pad=1
        activation=leaky
        [maxpool]
        size=4
        stride=4
        [convolutional]
        batch_normalize=1
        filters=8
        size=3
        pad=1
        activation=leaky
        [maxpool]
        size=4
        stride=4
        [connected]
        output=16
        activation=leaky
        [dropout]
        probability=.5
        [connected]
        output=208
        activation=linear
        [detection]
        classes=3
        coords=4
        side=4
        num=2
        sqrt=1
        rescore=1
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly VocFolder _voc = TrainingFolder.Create(train: 14, validation: 19);
    private readonly TemporaryFolder _folder = new();

    public RanksTests() => File.WriteAllText(_folder["small.cfg"], Cfg);

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData(OpenMpi, 2, 3, 4)]
    [InlineData(Mpich, 2, 3)]
    public void Ranks_GiveTheWeightsOfOneProcess_BitForBit(string mpi, params int[] counts)
    {
        // Parts of one image, four of them: with three ranks the second round has one for rank 0 alone.
        string[] words = ["--micro-batch", "1", "--epochs", "2"];
        Alone([.. Train("one", pretrain: 1), .. words]);
        foreach (var count in counts)
        {
            var run = $"of-{count}";
            var said = Run(mpi, count, [.. Train(run, pretrain: 1), .. words]).ShouldSucceed().Error;

            said.Should().MatchRegex($"^{count} ranks by {(mpi == Mpich ? "MPICH" : "Open MPI")} .*; threads of each: 1\\.\n");
            said.Split("2 of 2: the network learns to detect them.").Should().HaveCount(2, "one rank prints");
            ShouldBeTheSame("one", run);
        }
    }

    [SkippableFact]
    public void ARunThatIsCutOff_GoesOnWithOtherRanks_BitForBit()
    {
        string[] words = ["--epochs", "30", "--measure-every", "10", "--checkpoint-seconds", "0"];
        // Four ranks learn one image each, and who goes on learns the same parts.
        Alone([.. Train("one"), .. words, "--micro-batch", "1"]);

        Cut(Start(OpenMpi, 4, [.. Train("cut"), .. words]));
        Cut(Start(CommandProcess.Words(["train", "--resume", _folder["cut"]])));
        Cut(Start(OpenMpi, 2, ["train", "--resume", _folder["cut"]]));
        Run(OpenMpi, 3, ["train", "--resume", _folder["cut"]]).ShouldSucceed();

        ShouldBeTheSame("one", "cut");
    }

    [SkippableTheory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public void ARankThatIsKilled_EndsTheOthers(string mpi)
    {
        using var process = Start(mpi, 2, [.. Train("killed"), "--epochs", "10000"]);
        WaitFor(process, "killed", "batch-3.png");
        Kill("-KILL", Owner("killed"));

        ProcessRun.EndOf(process).ExitCode.Should().NotBe(0);
    }

    [SkippableTheory]
    [InlineData(OpenMpi, "-TERM")]
    [InlineData(OpenMpi, "-INT")]
    [InlineData(Mpich, "-TERM")]
    public void ALauncherThatIsAskedToStop_HasTheTrainingSaved(string mpi, string signal)
    {
        RequireHere(mpi);
        // Open MPI gives ranks a second to end in, which is little on a busy machine.
        using var process = Start(
        [
            "OMPI_MCA_odls_base_sigkill_timeout=10",
            .. Launch(mpi, 2, [.. Train("stopped"), "--epochs", "10000", "--checkpoint-seconds", "1000"]),
        ]);
        WaitFor(process, "stopped", "batch-3.png");
        Kill(signal, $"{process.Id}");

        var (exitCode, _, error) = ProcessRun.EndOf(process);
        // MPICH's launcher, itself asked to end, has at times ended with 0 though its ranks did not.
        if (mpi == OpenMpi)
            exitCode.Should().NotBe(0, error);
        error.Split("yolov1: Stopped, and saved. Continue with: yolov1 train --resume").Should().HaveCount(2, error);
        File.Exists(In("stopped", "last.checkpoint")).Should().BeTrue();
    }

    [SkippableTheory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public void ALossThatIsNoNumber_IsToldOnce(string mpi)
    {
        string[] wild =
            ["--learning-rate", "1", "--gradient-norm", "none", "--loss", "notebook", "--momentum", "0.99", "--epochs", "50"];
        Told(Run(mpi, 2, [.. Train("wild"), .. wild])).Should().MatchRegex("^The .* of step \\d+ is .* The learning rate is too high");
    }

    [SkippableTheory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public void WhatIsWrongInOneRank_IsToldOnce_AndEndsAll(string mpi)
    {
        using var other = TrainingFolder.Create(train: 14, validation: 19);
        string[] call =
            [.. Train("apart", "/proc/self/cwd"), "--epochs", "10000", "--cache", "none", "--overwrite"];
        var image = Path.Combine(other.Root, "JPEGImages", "p3.png");

        // While it trains, which the other rank does not know of.
        using var training = StartApart(mpi, other.Root, call);
        WaitFor(training, "apart", "batch-3.png");
        File.Delete(image);
        Told(ProcessRun.EndOf(training)).Should().MatchRegex("^Rank 1: Image 'p3' cannot be prepared for training");

        // Before it trains, where both agree to end.
        using var begun = StartApart(mpi, other.Root, call);
        var said = ProcessRun.EndOf(begun);
        Told(said).Should().StartWith("Rank 1: 1 of the 14 images of 'train' cannot be read; ");
        said.Error.Should().Contain("the image of annotation 'p3' is missing");

        File.Copy(Path.Combine(other.Root, "JPEGImages", "p4.png"), image);
        other.Annotation("p3", "", "<size><width>64</width><height>64</height><depth>3</depth></size>");
        using var differing = StartApart(mpi, other.Root, call);
        Told(ProcessRun.EndOf(differing)).Should().StartWith("Rank 1 has other images or labels than rank 0; ");
    }

    [SkippableFact]
    public void CallsThatCannotBe_AreRefused()
    {
        Told(Run(OpenMpi, 3, Train("few", batch: 2)), exitCode: 2).Should()
            .StartWith("A batch of 2 images in parts of 1 has 2 for 3 ranks to learn; start at most 2 ranks, or take a larger batch");

        // Found out by rank 0's clock, after steps of both.
        var (code, _, said) = Run(OpenMpi, 2, [.. Train("short", pretrain: 1), "--minutes", "0.01"]);
        code.Should().Be(2, said);
        said.Split("yolov1: --minutes is too short").Should().HaveCount(2, said);

        RequireHere(Mpich);
        using var process = Start(["YOLOV1_MPI=libmpich.so.12", .. Launch(OpenMpi, 2, Train("strangers"))]);
        var (exitCode, _, error) = ProcessRun.EndOf(process);
        exitCode.Should().Be(1, error);
        error.Should().Contain("yolov1: Open MPI's mpirun has started 2 processes, and for MPICH ").And.Contain(" each is alone: ");
    }

    [SkippableFact]
    public void ABackbone_IsPretrainedByRanks()
    {
        string[] words =
            ["pretrain", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--image-size", "64", "--epochs", "2", "--device", "cpu"];
        Alone([.. words, "--micro-batch", "8", "--run", _folder["one"]]);
        Run(OpenMpi, 2, [.. words, "--run", _folder["two"]]).ShouldSucceed();

        ShouldBeTheSame("one", "two");
    }

    private static void RequireHere(string program) => Skip.IfNot(
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not here (Debian: openmpi-bin, mpich).");

    private static string[] Launcher(string mpi) => mpi == OpenMpi ? [mpi, "--oversubscribe", "--bind-to", "none"] : [mpi];

    private static string[] Launch(string mpi, int ranks, IEnumerable<string> words) =>
        [.. Launcher(mpi), "-n", $"{ranks}", .. CommandProcess.Words(words), "--ranks", "mpi"];

    private static Process Start(string mpi, int ranks, IEnumerable<string> words)
    {
        RequireHere(mpi);
        return Start(Launch(mpi, ranks, words));
    }

    private static Process Start(IEnumerable<string> words) => ProcessRun.Start("env",
    [
        "OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1", "OMPI_MCA_btl_vader_single_copy_mechanism=none",
        // As many threads give the same last bits.
        "OMP_NUM_THREADS=1", .. words,
    ]);

    private static ProcessRun Run(string mpi, int ranks, IEnumerable<string> words)
    {
        using var process = Start(mpi, ranks, words);
        return ProcessRun.EndOf(process);
    }

    private static void Alone(IEnumerable<string> words)
    {
        RequireHere(OpenMpi);
        using var process = Start(CommandProcess.Words(words));
        ProcessRun.EndOf(process).ShouldSucceed();
    }

    /// <summary>Two ranks, the second one in another folder.</summary>
    private Process StartApart(string mpi, string folder, string[] words)
    {
        RequireHere(mpi);
        string[] command = [.. CommandProcess.Words(words), "--ranks", "mpi"];
        return Start([.. Launcher(mpi), "-n", "1", "-wdir", _voc.Root, .. command, ":", "-n", "1", "-wdir", folder, .. command]);
    }

    /// <summary>What the command says of a failure, which it says once.</summary>
    private static string Told(ProcessRun run, int exitCode = 1)
    {
        run.ExitCode.Should().Be(exitCode, run.Error);
        var parts = run.Error.Split("yolov1: ");
        parts.Should().HaveCount(2, run.Error);
        return parts[1];
    }

    private static void Kill(string signal, string process) => ProcessRun.Of("kill", [signal, process]).ShouldSucceed();

    private string[] Train(string run, string? data = null, int batch = 4, int pretrain = 0) =>
    [
        "train", "--data", data ?? _voc.Root, "--cfg", _folder["small.cfg"], "--batch", $"{batch}", "--pretrain", $"{pretrain}",
        "--device", "cpu", "--run", _folder[run],
    ];

    /// <summary>Waits for a file of a run, a newer one than is there.</summary>
    private void WaitFor(Process process, string run, string file)
    {
        var before = File.GetLastWriteTimeUtc(In(run, file));
        var clock = Stopwatch.StartNew();
        while (File.GetLastWriteTimeUtc(In(run, file)) <= before && !process.HasExited && clock.Elapsed < Patience)
            Thread.Sleep(10);
        process.HasExited.Should().BeFalse();
    }

    /// <summary>Kills rank 0 once it has written a checkpoint; its launcher kills the others.</summary>
    private void Cut(Process process)
    {
        using (process)
        {
            WaitFor(process, "cut", "last.checkpoint");
            Kill("-KILL", Owner("cut"));
            process.WaitForExit(Patience).Should().BeTrue();
        }
    }

    /// <summary>The process that writes a run: "process 123 on machine".</summary>
    private string Owner(string run) => File.ReadAllText(In(run, ".owner")).Split(' ')[1];

    /// <summary>Everything bit for bit, but for running statistics, which no rank knows of the others' parts that exactly.</summary>
    private void ShouldBeTheSame(string one, string other)
    {
        foreach (var file in Directory.EnumerateFiles(_folder[one], "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(_folder[one], file);
            if (Path.GetFileName(path) is "last.checkpoint" or "last.safetensors" or "best.safetensors")
                TensorsShouldBeTheSame(file, In(other, path));
            if (Path.GetFileName(path) == "results.csv")
                Rows(In(other, path)).Should().Equal(Rows(file));
        }
    }

    private static void TensorsShouldBeTheSame(string one, string other)
    {
        using var expected = SafetensorsFile.Open(one);
        using var found = SafetensorsFile.Open(other);
        found.Tensors.Keys.Should().BeEquivalentTo(expected.Tensors.Keys);
        foreach (var name in expected.Tensors.Keys)
        {
            using var a = expected.Read(name);
            using var b = found.Read(name);
            if (name.Contains(".running_", StringComparison.Ordinal))
                a.allclose(b, rtol: 1e-6, atol: 1e-6).Should().BeTrue(name);
            else
                a.bytes.SequenceEqual(b.bytes).Should().BeTrue($"{name} of {other}");
        }
    }

    /// <summary>The rows of results.csv, without the time that each took and waited.</summary>
    private static string[] Rows(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(row => row.Split(','))];
        var timed = rows[0].Index().Where(cell => cell.Item is "seconds" or "wait").Select(cell => cell.Index).ToHashSet();
        return [.. rows.Select(row => string.Join(',', row.Where((_, column) => !timed.Contains(column))))];
    }

    private string In(string run, string file) => Path.Combine(_folder[run], file);
}
