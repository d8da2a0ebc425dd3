using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Runtime;

// Detects in all images of a folder, and writes a line of JSON for each as soon as it is done:
//
//   DetectInAFolder MODEL FOLDER > detections.jsonl
//
// While the network computes, the next images are read; memory stays the same however many there are. A file that is no image is named,
// and the others follow. Ctrl+C ends it after a line.

if (args is not [var model, var folder])
{
    Console.Error.WriteLine(
        "DetectInAFolder MODEL FOLDER: a model file, as samples/TrainOnYourPictures writes one, and a folder of images.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

TorchRuntime.Tune();
using var detector = Detector.Load(model);
var images = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(ImageFile.HasExtension);
var exitCode = 0;
try
{
    await foreach (var result in detector.DetectManyAsync(images.ToAsyncEnumerable(), cancellationToken: stop.Token))
    {
        if (result.Fault is { } fault)
        {
            Console.Error.WriteLine(fault.Message);
            exitCode = 1;
            continue;
        }
        var (path, image, detections) = result;
        var found = detections.Select(detection =>
        {
            var (x1, y1, x2, y2) = detection.Box.ToPixels(image.Size);
            return new { Class = detector.Classes[detection.ClassId], detection.Score, X1 = x1, Y1 = y1, X2 = x2, Y2 = y2 };
        });
        Console.WriteLine(JsonSerializer.Serialize(
            new { Path = path, image.Size.Width, image.Size.Height, Detections = found }, JsonSerializerOptions.Web));
    }
    return exitCode;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 1;
}
