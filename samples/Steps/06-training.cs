#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using System.Globalization;
using YoloV1;
using YoloV1.Data;
using YoloV1.Drawing;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using static YoloV1.Models.LayerSpec;

// Step 6: a training. The network of step 1 learns to find drawn shapes, and what it says of an image it has never seen is drawn.
//
//   dotnet run -c Release 06-training.cs [IMAGES [EPOCHS]]       two minutes on two CPU cores

Allocator.KeepFreedMemory();
var images = args is [var first, ..] ? int.Parse(first, CultureInfo.InvariantCulture) : 3000;
var epochs = args is [_, var second, ..] ? int.Parse(second, CultureInfo.InvariantCulture) : 3;
var train = new ShapesDataset(images, seed: 1);

TorchSharp.torch.random.manual_seed(1);
using var model = new YoloV1Model(YoloV1Config.Tiny with
{
    Name = "steps",
    InputSize = ImageSize.Square(112),
    ClassCount = train.Classes.Count,
    Backbone = [
        new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(),
        new Convolution(64, 3), new MaxPool(), new Convolution(128, 3), new MaxPool(),
        new Convolution(128, 3), new Convolution(64, 3),
    ],
    SharedHead = true,
});
var trainer = new Trainer(model, new TrainingOptions
{
    Epochs = epochs,
    PeakLearningRate = 2e-2,                                                         // see LearningRate: it rises, then falls
    WarmupEpochs = 0.5,
    MeasureEvery = 1,
    Augmentation = Augmentation.None,
})
{
    BestPath = "steps.safetensors",
};
trainer.StepCompleted += (_, step) =>
{
    // The four parts of step 4. The confidence of empty cells falls first; then boxes and classes follow.
    if (step.Step % Math.Max(1, step.Steps / 20) == 0)
        Console.WriteLine(step);
};
trainer.EpochCompleted += (_, epoch) => Console.WriteLine(epoch);
trainer.Run(train, new ShapesDataset(count: Math.Min(images, 200), seed: 2));

using var detector = Detector.Load("steps.safetensors");
var image = new ShapesDataset(count: 1, seed: 3, ImageSize.Square(448)).ReadImage(0);
var prediction = detector.Explain(image);
foreach (var (found, row, column, box) in prediction.Detections)
    Console.WriteLine(FormattableString.Invariant(
        $"{detector.Classes[found.ClassId]} {found.Score:0.00}: box {box} of the cell in row {row}, column {column}"));
ImageFile.WritePng(GridPainter.Draw(image, prediction, detector.Classes), "06-training.png");
Console.WriteLine("steps.safetensors has the network, 06-training.png what it says of an image that it has not seen.");
