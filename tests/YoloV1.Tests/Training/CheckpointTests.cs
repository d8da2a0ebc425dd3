using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class CheckpointTests
{
    private static readonly ShapesDataset Shapes = new(count: 13, seed: 1, ImageSize.Square(32));

    private static readonly TrainingOptions Options = TrainingOptions.Paper with
    {
        Epochs = 3,
        BatchSize = 4,
        MeasureEvery = 2,
        PeakLearningRate = 1e-2,
        EmaDecay = 0.99,
        EmaWarmup = 3,
        Device = "cpu",
        CheckpointEvery = TimeSpan.Zero,
    };

    [Theory]
    [InlineData(OptimizerKind.Sgd, 1)]
    [InlineData(OptimizerKind.Sgd, 5)]
    [InlineData(OptimizerKind.AdamW, 3)]
    [InlineData(OptimizerKind.AdamW, 8)]
    public void ResumedTraining_EqualsTheUninterruptedOne_BitForBit(OptimizerKind optimizer, int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Optimizer = optimizer };
        var (whole, wholeReports) = Train(options, null, null, int.MaxValue);

        var path = folder["last.checkpoint"];
        var stop = () => Train(options, path, null, stopAfter);
        stop.Should().Throw<OperationCanceledException>();
        Checkpoint.Read(path).Step.Should().Be(stopAfter);
        var (resumed, resumedReports) = Train(options, path, path, int.MaxValue);

        resumed.Should().Equal(whole);
        resumedReports.Should().Equal(wholeReports.TakeLast(resumedReports.Count));
    }

    [Fact]
    public void TimeThatStepsWaited_CountsForTheirEpoch_AcrossAResume()
    {
        using var folder = new TemporaryFolder();
        var path = folder["last.checkpoint"];
        var waits = new List<double>();

        FluentActions.Invoking(() => Run(stopAfter: 1, resume: null)).Should().Throw<OperationCanceledException>();
        var epoch = Run(stopAfter: int.MaxValue, resume: path);

        // Each of the three steps takes a second.
        waits.Should().HaveCount(3);
        epoch!.Duration.TotalSeconds.Should().BeApproximately(3, 1e-9);
        epoch.WaitShare.Should().BeApproximately(waits.Sum() / (waits.Sum() + 3), 1e-9).And.BePositive();

        EpochReport? Run(int stopAfter, string? resume)
        {
            using var model = TinyNetwork.Create(1);
            using var cancellation = new CancellationTokenSource();
            EpochReport? report = null;
            var trainer = new Trainer(model, Options with { Epochs = 1 }, time: new SecondByCall())
            {
                CheckpointPath = path,
                ResumeFrom = resume,
            };
            trainer.StepCompleted += (_, step) =>
            {
                waits.Add(step.Batch.WaitTime.TotalSeconds);
                step.WaitShare.Should().BeApproximately(waits.Sum() / (waits.Sum() + waits.Count), 1e-9);
                if (waits.Count == stopAfter)
                    cancellation.Cancel();
            };
            trainer.EpochCompleted += (_, epoch) => report = epoch;
            trainer.Run(Shapes, cancellationToken: cancellation.Token);
            return report;
        }
    }

    [Fact]
    public void FinishedTraining_Resumed_IsTheSameResult()
    {
        using var folder = new TemporaryFolder();
        var path = folder["last.checkpoint"];
        var (whole, _) = Train(Options, path, null, int.MaxValue);

        var (again, reports) = Train(Options, null, path, int.MaxValue);

        again.Should().Equal(whole);
        reports.Should().BeEmpty();
    }

    [Fact]
    public void CheckpointOfOtherOptions_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder["last.checkpoint"];
        Train(Options, path, null, int.MaxValue);

        TrainingOptions[] others =
        [
            Options with { Seed = 2 },
            Options with { BatchSize = 5 },
            Options with { Optimizer = OptimizerKind.AdamW },
            Options with { EmaDecay = 0 },
        ];
        foreach (var other in others)
        {
            var resume = () => Train(other, null, path, int.MaxValue);
            resume.Should().Throw<InvalidDataException>().WithMessage($"{path}: it belongs to a*training*resume with the same*");
        }
    }

    [Fact]
    public void MissingOrForeignFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder["last.checkpoint"];
        FluentActions.Invoking(() => Checkpoint.Read(path)).Should().Throw<FileNotFoundException>();
        YoloV1.Weights.Safetensors.Save([], path);
        FluentActions.Invoking(() => Checkpoint.Read(path)).Should().Throw<InvalidDataException>()
            .WithMessage("*not a training checkpoint*");
    }

    /// <summary>Trains, stops after a step, and gives all weights and the summary as text and a line for each epoch.</summary>
    private static (List<string> Result, List<string> Reports) Train(TrainingOptions options, string? save, string? resume, int stopAfter)
    {
        using var model = TinyNetwork.Create(1);
        using var cancellation = new CancellationTokenSource();
        var reports = new List<string>();
        var trainer = new Trainer(model, options) { CheckpointPath = save, ResumeFrom = resume };
        trainer.StepCompleted += (_, step) =>
        {
            if (step.Step + 1 == stopAfter)
                cancellation.Cancel();
        };
        trainer.EpochCompleted += (_, epoch) => reports.Add(
            $"{epoch.Epoch} {epoch.LearningRate:R} {epoch.Loss.Total:R} {epoch.Diagnostics} {epoch.LostObjects} "
            + $"{epoch.Validation?.Map:R} {epoch.Validation?.MapInterval}");
        var summary = trainer.Run(Shapes, Shapes, cancellation.Token);
        summary.BestInterval.Should().NotBeNull();
        var weights = model.state_dict().Select(pair => $"{pair.Key} {Convert.ToHexString(pair.Value.detach().contiguous().bytes)}");
        return ([$"{summary}", .. weights], reports);
    }

    /// <summary>A clock that goes on by a second whenever it is read.</summary>
    private sealed class SecondByCall : TimeProvider
    {
        private long _seconds;

        public override long GetTimestamp() => ++_seconds * TimestampFrequency;
    }
}
