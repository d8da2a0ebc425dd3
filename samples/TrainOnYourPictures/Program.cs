using System.Globalization;
using YoloV1;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using static YoloV1.Models.LayerSpec;

// Trains a detector on a folder of labelled images, and writes it to detector.safetensors:
//
//   TrainOnYourPictures [FOLDER [EPOCHS]]
//
// The folder is as labelling tools leave it: images, beside each a .txt file with a line for every object, "class x y width height"
// in fractions of the image, and classes.txt with the classes' names. Without a folder, shapes are drawn into one.

TorchRuntime.Tune();
var folder = args is [var given, ..] ? given : DrawShapes(count: 1000);
var epochs = args is [_, var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 10;

// 1. Labels are read and checked here: a wrong one is named with its file and line.
var images = new YoloTextDataset(folder, ClassNames.FromFile(Path.Combine(folder, "classes.txt")));

// 2. A fifth of the images is held out, to measure on what the network has not seen.
var (train, unseen) = images.Split(heldOut: 0.2, seed: 1);
Console.WriteLine($"{train.Count} images to learn from, {unseen.Count} to measure on: {string.Join(", ", train.Classes)}");

// 3. A network that a CPU trains in minutes; with more images and more time take YoloV1Config.Tiny as it is.
TorchSharp.torch.random.manual_seed(1);
using var model = new YoloV1Model(YoloV1Config.Tiny with
{
    Name = "small",
    InputSize = ImageSize.Square(112),
    ClassCount = train.Classes.Count,
    Backbone = [
        new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(),
        new Convolution(64, 3), new MaxPool(), new Convolution(128, 3), new MaxPool(),    // 112 -> 7
        new Convolution(128, 3), new Convolution(64, 3),
    ],
    SharedHead = true,
});

// 4. The default recipe, which is for small sets; the best epoch's weights are kept.
var options = new TrainingOptions { Epochs = epochs, PeakLearningRate = 1e-2, MeasureEvery = 1 };
var trainer = new Trainer(model, options) { BestPath = "detector.safetensors" };
trainer.EpochCompleted += (_, epoch) =>
    Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch + 1,2}: loss {epoch.Loss.Total:0.000}, mAP {epoch.Score:0.000}"));
trainer.Run(train, unseen);
Console.WriteLine($"Written: {Path.GetFullPath("detector.safetensors")}, from images in {folder}");

static string DrawShapes(int count)
{
    var shapes = new ShapesDataset(count, seed: 1);
    var folder = Directory.CreateTempSubdirectory("yolov1-shapes-").FullName;
    File.WriteAllLines(Path.Combine(folder, "classes.txt"), shapes.Classes);
    for (var i = 0; i < count; i++)
    {
        ImageFile.WritePng(shapes.ReadImage(i), Path.Combine(folder, $"{i:0000}.png"));
        File.WriteAllLines(Path.Combine(folder, $"{i:0000}.txt"), shapes.GetAnnotation(i).Boxes.Select(Line));
    }
    return folder;
}

static string Line(LabeledBox labeled) => FormattableString.Invariant(
    $"{labeled.ClassId} {labeled.Box.CenterX} {labeled.Box.CenterY} {labeled.Box.Width} {labeled.Box.Height}");
