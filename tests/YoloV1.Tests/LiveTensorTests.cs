using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Training;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests;

/// <summary>The count of live tensors is one for the whole process: nothing else may run meanwhile.</summary>
public sealed class LiveTensorTests : IDisposable
{
    private const int Rounds = 1000;

    // Batches that the loader has ready.
    private const int Slack = 40;

    private readonly int _threads = get_num_threads();

    // A network this small is slower with several threads, far slower on a machine that has other work.
    public LiveTensorTests() => set_num_threads(1);

    public void Dispose() => set_num_threads(_threads);

    [Fact]
    public void AThousandPredictions_LeaveNoTensorBehind()
    {
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        var image = RedFinder.Paint(255, 0, 200, 0);
        detector.Detect(image);
        var before = LiveTensors();

        for (var i = 0; i < Rounds; i++)
            detector.Detect(image);

        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public async Task ManyThreadsThatShareADetector_LeaveNoTensorBehind()
    {
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        var image = RedFinder.Paint(255, 0, 200, 0);
        await DetectOnThreads(detector, image);
        var before = LiveTensors();

        await DetectOnThreads(detector, image);

        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void AThousandStepsOfTraining_KeepTheNumberOfTensorsFlat()
    {
        using var model = new YoloV1Model(YoloV1Config.Tiny with
        {
            InputSize = ImageSize.Square(32),
            GridSize = 4,
            ClassCount = 3,
            Backbone = [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new Convolution(8, 3), new MaxPool()],
        });
        const int BatchSize = 4, Epochs = 10;
        var images = new ShapesDataset(Rounds * BatchSize / Epochs, seed: 1, ImageSize.Square(32));
        var options = TrainingOptions.SmallSet with { Epochs = Epochs, BatchSize = BatchSize, PeakLearningRate = 1e-3, MeasureEvery = 2 };
        var trainer = new Trainer(model, options);
        var (steps, first, most) = (0, 0L, 0L);
        trainer.StepCompleted += (_, _) =>
        {
            if (++steps == 20)
                first = LiveTensors();
            else if (steps > 20)
                most = Math.Max(most, Tensor.TotalCount);
        };

        trainer.Run(images, new ShapesDataset(4, seed: 2, ImageSize.Square(32)));

        steps.Should().Be(Rounds);
        most.Should().BeLessThan(first + Slack);
    }

    private static Task DetectOnThreads(Detector detector, RgbImage image) =>
        Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
        () =>
        {
            for (var i = 0; i < Rounds / 4; i++)
                detector.Detect(image);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>The number of tensors that are in use, those of earlier tests aside that nothing refers to any more.</summary>
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
