using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class TrainerTests
{
    private static readonly ShapesDataset Shapes = new(count: 16, seed: 1, ImageSize.Square(32));

    private static readonly TrainingOptions Options = TrainingOptions.Paper with
    {
        Epochs = 2,
        BatchSize = 8,
        PeakLearningRate = 1e-2,
        Schedule = Schedule.Cosine,
        Device = "cpu",
        Precision = Precision.Float32,
    };

    [Theory]
    [InlineData(LossKind.Paper, 3)]
    [InlineData(LossKind.Paper, 2)]
    [InlineData(LossKind.Notebook, 3)]
    public void GradientsOfParts_AddUpToThoseOfTheWholeBatch(LossKind loss, int part)
    {
        // Batch normalisation takes its statistics of each part, so it is left out here.
        var config = TinyNetwork.Config.WithBatchNorm(false) with { Dropout = 0 };
        var options = Options with { Loss = loss, GradientNorm = 1e9, PeakLearningRate = 1e-3 };
        var whole = Train(options, config);
        var parts = Train(options with { MicroBatch = part }, config);

        foreach (var (name, weights) in whole)
            parts[name].allclose(weights, 1e-4, 1e-6).Should().BeTrue(name);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameWeights()
    {
        var (first, second, other) = (Train(Options), Train(Options), Train(Options with { Seed = 1 }));
        foreach (var (name, weights) in first)
            weights.bytes.SequenceEqual(second[name].bytes).Should().BeTrue(name);
        first.Any(pair => !pair.Value.bytes.SequenceEqual(other[pair.Key].bytes)).Should().BeTrue();
    }

    [Fact]
    public void TheLog_HasAnMapOnlyWhereOneWasMeasured()
    {
        var log = new ListLogger();
        using var model = TinyNetwork.Create(1);

        new Trainer(model, Options with { MeasureEvery = 2 }) { Logger = log }.Run(Shapes, Shapes);

        log.Lines.Should().HaveCount(2);
        log.Lines[0].Should().StartWith("Epoch 1: loss ").And.NotContain("mAP");
        log.Lines[1].Should().MatchRegex(@"^Epoch 2: loss .*, mAP \d");
    }

    [Fact]
    public void FrozenBackbone_StaysAsItIs_WhileTheHeadLearns()
    {
        using var before = TinyNetwork.Create(1);
        var after = Train(Options with { FreezeBackbone = true });
        foreach (var (name, weights) in before.state_dict())
            after[name].bytes.SequenceEqual(weights.detach().contiguous().bytes).Should()
                .Be(name.StartsWith("darknet", StringComparison.Ordinal), name);
    }

    [Fact]
    public void BatchNormMomentum_IsWhatTheStatisticsTakeOfAStep()
    {
        // One step at no rate: the statistics alone move, from 0 and 1, by the momentum.
        var options = Options with { Epochs = 1, BatchSize = 16, PeakLearningRate = 1e-12, WeightDecay = 0 };
        var (tenth, hundredth) = (Train(options), Train(options with { BatchNormMomentum = 0.01 }));
        foreach (var (name, mean) in tenth.Where(pair => pair.Key.EndsWith("running_mean", StringComparison.Ordinal)))
            hundredth[name].allclose(mean / 10, 1e-4, 1e-7).Should().BeTrue(name);
    }

    [Fact]
    public void LossThatIsNoNumber_StopsTheTraining_WithItsPartsAndALowerRate()
    {
        var train = () =>
            Train(Options with { PeakLearningRate = 1, GradientNorm = 1e30, Epochs = 50, Momentum = 0.99, Loss = LossKind.Notebook });
        train.Should().Throw<TrainingException>()
            .WithMessage("The * of step * is *, and the loss * (coordinates *). The learning rate is too high: *0.25 for example.");
    }

    [Fact]
    public void CheckpointOfATrainingThatRanAway_IsFromBefore_AndALowerRateGoesOnFromIt()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyNetwork.Create(1);
        var path = folder["last.checkpoint"];
        // Five steps at a rate that it bears, and then one at ten thousand times that.
        var options = Options with
        {
            PeakLearningRate = 1,
            Schedule = Schedule.Darknet,
            RateSteps = [new(6, 1e4)],
            GradientNorm = 1e30,
            Epochs = 20,
            CheckpointEvery = TimeSpan.Zero,
        };
        var losses = new List<double>();
        var wild = new Trainer(model, options with { Loss = LossKind.Notebook }) { CheckpointPath = path };
        wild.StepCompleted += (_, step) => losses.Add(step.Loss.Total);
        FluentActions.Invoking(() => wild.Run(Shapes)).Should().Throw<TrainingException>();

        Checkpoint.Read(path).Step.Should().Be(5);
        losses[6].Should().BeGreaterThan(20 * losses[0]);
        Directory.EnumerateFiles(folder[""]).Should().Equal(path);
        var last = double.MaxValue;
        var gentle = options with { Loss = LossKind.Notebook, PeakLearningRate = 1e-4, RateSteps = [] };
        var calm = new Trainer(model, gentle) { ResumeFrom = path };
        calm.StepCompleted += (_, step) => last = step.Loss.Total;
        calm.Run(Shapes);
        last.Should().BeLessThan(losses[0]);
    }

    [Fact]
    public void TrainingEnds_WhenNothingImprovesForItsPatience()
    {
        using var model = TinyNetwork.Create(1);
        var epochs = 0;
        // Steps this small change no detection, so the first measurement stays the best.
        var trainer = new Trainer(
            model, Options with { PeakLearningRate = 1e-12, MeasureEvery = 1, Patience = 3, Epochs = 50, BatchNormMomentum = 0 });
        trainer.EpochCompleted += (_, epoch) => { epochs++; epoch.IsBest.Should().Be(epoch.Epoch == 0); };

        var summary = trainer.Run(Shapes, Shapes);

        epochs.Should().Be(4);
        summary.Should().Match<TrainingSummary>(s => s.StoppedEarly && s.BestEpoch == 0 && s.Epochs == 4);
    }

    [Fact]
    public void LiveTensors_AreAsMany_AfterEveryStep()
    {
        using var model = TinyNetwork.Create(1);
        var live = new List<long>();
        var trainer = new Trainer(model, Options with { Epochs = 6, EmaDecay = 0.99, MicroBatch = 4 });
        trainer.StepCompleted += (_, _) => live.Add(Count());
        trainer.Run(Shapes);

        // The first steps make the gradients.
        live.Skip(2).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void LastEpochs_HaveTheirOwnAugmentation()
    {
        using var model = TinyNetwork.Create(1);
        var first = new List<float[]>();
        var trainer = new Trainer(model, Options with { Epochs = 4, BatchSize = 16, LastEpochs = 2, LastAugmentation = Augmentation.None });
        trainer.StepCompleted += (_, step) =>
        {
            var place = step.Batch.Annotations.ToList().FindIndex(annotation => annotation.Name == Shapes.GetAnnotation(0).Name);
            first.Add(step.Batch.Images[place].contiguous().data<float>().ToArray());
        };
        trainer.Run(Shapes);

        first[0].Should().NotEqual(first[1]);
        first[2].Should().Equal(first[3]);
    }

    [Fact]
    public void SetsThatDoNotGoTogether_AreRefused_BeforeTheFirstStep()
    {
        using var model = TinyNetwork.Create(1);
        Refused(
            Relabeled("circle", "square"), null, "2 classes (circle, square) for a network of 3; build the model with ClassCount = 2.*");
        Refused(new RelabeledDataset(Shapes, Shapes.Classes, count: 0), null, "The training set has no images*");
        Refused(Shapes, new RelabeledDataset(Shapes, Shapes.Classes, count: 0), "The validation set has no images*");
        Refused(
            Shapes, Relabeled("circle", "triangle", "square"),
            "The classes of the validation set (circle, triangle, square) differ from * (circle, square, triangle); *");
        Refused(Shapes, Relabeled("circle", "square"), "The classes of the validation set (circle, square) differ from *");

        void Refused(IDetectionDataset train, IDetectionDataset? validation, string message)
        {
            var trainer = new Trainer(model, Options);
            trainer.StepCompleted += (_, _) => throw new InvalidOperationException("a step was done");
            trainer.Invoking(it => it.Run(train, validation)).Should().Throw<ArgumentException>().WithMessage(message);
        }
    }

    [Fact]
    public void FilesThatCannotBeWritten_AreRefused_BeforeTheFirstStep()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyNetwork.Create(1);
        Refused<DirectoryNotFoundException>(
            new(model, Options) { BestPath = folder["none/best.safetensors"] }, Shapes, "*its folder does not exist; create it first.");
        Refused<DirectoryNotFoundException>(
            new(model, Options) { CheckpointPath = folder["none/last.checkpoint"] }, Shapes,
            "*its folder does not exist; create it first.");
        Refused<ArgumentException>(
            new(model, Options) { BestPath = folder["best.safetensors"] }, null,
            "BestPath is *, but without a validation set there are no best weights; give one.*");

        static void Refused<TException>(Trainer trainer, IDetectionDataset? validation, string message)
            where TException : Exception
        {
            trainer.StepCompleted += (_, _) => throw new InvalidOperationException("a step was done");
            trainer.Invoking(it => it.Run(Shapes, validation)).Should().Throw<TException>().WithMessage(message);
        }
    }

    [Fact]
    public void LossOfAnotherGrid_IsRefused()
    {
        using var model = TinyNetwork.Create(1);
        var create = () => new Trainer(model, Options, new PaperYoloLoss(new GridShape(7, 2, 3)));
        create.Should().Throw<ArgumentException>().WithMessage("The loss is for the grid *, but the network has *");
    }

    [Fact]
    public void BestPath_HasTheWeightsOfTheBestEpoch_WithTheirClasses()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyNetwork.Create(1);
        var path = folder["best.safetensors"];
        var (best, bests) = (new Dictionary<string, byte[]>(), new List<bool>());
        var trainer = new Trainer(model, Options with { Epochs = 12, MeasureEvery = 1, EmaDecay = 0.5, EmaWarmup = 1 }) { BestPath = path };
        trainer.EpochCompleted += (_, epoch) =>
        {
            bests.Add(epoch.IsBest);
            if (epoch.IsBest)
                best = BytesOf(epoch.Model);
            File.Exists(path).Should().BeTrue();
        };

        var summary = trainer.Run(Shapes, new ShapesDataset(8, seed: 2, ImageSize.Square(32)));

        bests[summary.BestEpoch].Should().BeTrue();
        bests.Skip(summary.BestEpoch + 1).Should().NotBeEmpty().And.NotContain(true);
        using var file = ModelFile.Open(path);
        file.Classes.Should().Equal(Shapes.Classes);
        using var kept = file.CreateModel();
        BytesOf(kept).Should().BeEquivalentTo(best, options => options.WithStrictOrdering());
        Directory.EnumerateFiles(folder[""]).Should().Equal(path);
    }

    [Fact]
    public void BestPath_OfAClassifier_IsABackbone()
    {
        using var folder = new TemporaryFolder();
        using var model = new YoloV1Model(TinyNetwork.Config.AsClassifier(3, ImageSize.Square(32)));
        var objects = new ObjectCropDataset(Shapes);
        var path = folder["best.safetensors"];

        var loss = new ClassificationLoss(model.Config.Grid);
        new Trainer(model, Options with { MeasureEvery = 1 }, loss) { BestPath = path }.Run(objects, objects);

        PartialWeights.IsIn(path).Should().BeTrue();
    }

    [Fact]
    public void Report_PrintsAsALine()
    {
        using var model = TinyNetwork.Create(1);
        var lines = new List<string>();
        var trainer = new Trainer(model, Options with { MeasureEvery = 2 });
        trainer.EpochCompleted += (_, epoch) => lines.Add($"{epoch}");

        trainer.Run(Shapes, Shapes);

        lines[0].Should().MatchRegex(@"^epoch 1: loss \d+\.\d{3} \(coordinates \S+, object \S+, no object \S+, class \S+\)$");
        lines[1].Should().MatchRegex(@"^epoch 2: loss .*\), mAP 0\.\d{4} \(0\.\d{4} to [01]\.\d{4}\), the best so far$");
    }

    private static RelabeledDataset Relabeled(params string[] classes) => new(Shapes, new(classes), Shapes.Count);

    private static Dictionary<string, byte[]> BytesOf(YoloV1Model model) =>
        model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray());

    private static long Count() { GC.Collect(); GC.WaitForPendingFinalizers(); return Tensor.TotalCount; }

    private static Dictionary<string, Tensor> Train(TrainingOptions options, YoloV1Config? config = null)
    {
        using var model = TinyNetwork.Create(1, config);
        new Trainer(model, options).Run(Shapes);
        return model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().clone());
    }

    /// <summary>The same images under other names.</summary>
    private sealed class RelabeledDataset(IDetectionDataset dataset, ClassNames classes, int count) : IDetectionDataset
    {
        public ClassNames Classes => classes;

        public int Count => count;

        public Annotation GetAnnotation(int index) => dataset.GetAnnotation(index);

        public RgbImage ReadImage(int index) => dataset.ReadImage(index);
    }
}
