using System.Diagnostics;
using YoloV1;
using YoloV1.Data;
using YoloV1.Drawing;
using YoloV1.Evaluation;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

TorchRuntime.Tune();
Console.WriteLine($"TorchSharp {TorchRuntime.TorchSharpVersion}, libtorch {TorchRuntime.LibTorchVersion}");
Console.WriteLine($"{Devices.Best()}, {TorchRuntime.Threads} threads");

// 1. The notebook's shape check, and its loss on a case worked by hand.
using (NewDisposeScope())
using (no_grad())
{
    using var notebook = new YoloV1Model();
    notebook.eval();
    var output = notebook.call(randn(1, 3, 448, 448));
    Console.WriteLine($"Notebook's network: [{string.Join(", ", output.shape)}]");

    using var loss = new YoloLoss(gridSize: 1, boxesPerCell: 1, classCount: 2);
    var predictions = tensor(new[] { .5f, .5f, .2f, .2f, .8f, .9f, .3f }, [1, 1, 1, 7]);
    var target = tensor(new[] { .4f, .6f, .3f, .1f, 1f, 1f, 0f }, [1, 1, 1, 7]);
    var value = loss.call(predictions, target).item<float>();
    Console.WriteLine(FormattableString.Invariant($"Notebook's loss: {value:0.0000} (5 * 0.04 + 0.04 + 0.10 = 0.3400)"));
}

// 2. A small network, as a table, learns to find shapes.
random.manual_seed(1);
var train = new ShapesDataset(count: 3000, seed: 1);
var unseen = new ShapesDataset(count: 200, seed: 2);
using var model = new YoloV1Model(YoloV1Config.Tiny with
{
    Name = "quickstart",
    InputSize = ImageSize.Square(112),
    ClassCount = train.Classes.Count,
    Backbone = [
        new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(),
        new Convolution(64, 3), new MaxPool(), new Convolution(128, 3), new MaxPool(),    // 112 -> 7
        new Convolution(128, 3), new Convolution(64, 3),
    ],
    SharedHead = true,
});
var options = new TrainingOptions
{
    Epochs = 3,
    PeakLearningRate = 2e-2,
    WarmupEpochs = 0.5,
    MeasureEvery = 1,
    Augmentation = Augmentation.None,
};
var trainer = new Trainer(model, options);
trainer.EpochCompleted += (_, epoch) => Console.WriteLine(FormattableString.Invariant(
    $"epoch {epoch.Epoch + 1,2}: loss {epoch.Loss.Total:0.000}{(epoch.Validation is { } measured ? $", mAP {measured.Map:0.000}" : "")}"));
var clock = Stopwatch.StartNew();
trainer.Run(train, unseen);

// 3. Detection in an image that it has never seen, drawn with its boxes.
using var detector = new Detector(model, train.Classes);
var report = Evaluator.Measure(detector, unseen, VocMetric.Voc10);
Console.WriteLine(FormattableString.Invariant(
    $"mAP on {unseen.Count} unseen images: {report.Map:0.000}, after {clock.Elapsed.TotalSeconds:0} s"));

var image = new ShapesDataset(count: 1, seed: 13, ImageSize.Square(448)).ReadImage(0);
var detections = detector.Detect(image);
foreach (var (box, classId, score) in detections)
{
    var (x1, y1, x2, y2) = box.ToPixels(image.Size);
    Console.WriteLine(FormattableString.Invariant($"{detector.Classes[classId]} {score:0.00} at ({x1:0}, {y1:0}) to ({x2:0}, {y2:0})"));
}
ImageFile.WritePng(DetectionPainter.Draw(image, detections, detector.Classes), "quickstart.png");
Console.WriteLine($"Written: {Path.GetFullPath("quickstart.png")}");
