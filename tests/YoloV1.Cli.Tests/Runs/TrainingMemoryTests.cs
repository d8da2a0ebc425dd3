using System.Runtime.InteropServices;
using TorchSharp;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Cli.Runs;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Training;

namespace YoloV1.Cli.Tests.Runs;

public sealed class TrainingMemoryTests
{
    [Fact]
    public void Estimate_CountsTheCopiesOfTheWeights_AndTheMapsOfAPart()
    {
        var options = new TrainingOptions { Optimizer = OptimizerKind.Sgd, EmaDecay = 0, BatchSize = 8 };
        var weights = ModelSummary.Of(SmallModel.Config).Parameters;
        var whole = TrainingMemory.Of(SmallModel.Config, options, images: 100);

        whole.Weights.Should().Be(weights * 4 * 3, "weights, gradients and momentum");
        TrainingMemory.Of(SmallModel.Config, options with { Optimizer = OptimizerKind.AdamW, EmaDecay = 0.9 }, 100).Weights
            .Should().Be(weights * 4 * 5, "two moments and the average");
        TrainingMemory.Of(SmallModel.Config, options with { MicroBatch = 2 }, 100).FeatureMaps.Should().Be(whole.FeatureMaps / 4);
        TrainingMemory.Of(SmallModel.Config, options, images: 4).FeatureMaps.Should().Be(whole.FeatureMaps / 2);
    }

    [Fact]
    public void ATrainingThatDoesNotFit_IsToldWithFigures()
    {
        var memory = new TrainingMemory(3_000_000_000, 9_500_000_000);
        var settings = new TrainSettings { Options = new() { BatchSize = 64 } };

        memory.Warning(12_500_000_000, SmallModel.Config, settings).Should().BeNull();
        memory.Warning(8_000_000_000, SmallModel.Config, settings).Should().Be(
            "this training takes about 12.5 GB of memory (weights and their updates 3.0 GB, feature maps 9.5 GB), and there are 8.0 GB; "
            + "lower --batch (now 64) or --micro-batch, or --image-size (now 32), or take a smaller --model (now small).");
        TrainingMemory.Available.Should().BeGreaterThan(100_000_000);
    }

    [Fact]
    public void WhatLibtorchSaysOfWantOfMemory_IsKnown()
    {
        var fault = new Action(() => torch.empty(1L << 50)).Should().Throw<ExternalException>().Which;

        OutOfMemory.Is(fault).Should().BeTrue();
        OutOfMemory.Reason(fault).Should().Contain("allocate").And.NotContain("\n");
        OutOfMemory.Is(new InvalidDataException("x: the file is broken.")).Should().BeFalse();
    }

    [Fact]
    public void ATrainingWithoutMemory_SaysWhatToLower()
    {
        using var folder = new TemporaryFolder();
        using var model = new YoloV1Model(SmallModel.Config);
        var settings = new TrainSettings { Data = "x", Options = new() { BatchSize = 2, Epochs = 1, Device = "cpu" } };
        using var run = RunFolder.Create(folder["run"], overwrite: false, settings, RunProfile.Detector);

        var training = () => TrainingRun.Execute(run, model, null, settings, new LargeImages(), null, RankGroup.Alone, default);

        training.Should().Throw<InsufficientMemoryException>().WithMessage(
            "Out of memory: *allocate*. This training takes about * GB (weights and their updates * GB, feature maps * GB); lower --batch "
            + "(now 2) or --micro-batch, or --image-size (now 32), or take a smaller --model (now small).");
    }

    /// <summary>Images for which there is no memory.</summary>
    private sealed class LargeImages : IDetectionDataset
    {
        private readonly ShapesDataset _shapes = new(count: 4, seed: 1, new ImageSize(32, 32));

        public ClassNames Classes => _shapes.Classes;

        public int Count => _shapes.Count;

        public Annotation GetAnnotation(int index) => _shapes.GetAnnotation(index);

        public RgbImage ReadImage(int index)
        {
            using var large = torch.empty(1L << 50);
            return _shapes.ReadImage(index);
        }
    }
}
