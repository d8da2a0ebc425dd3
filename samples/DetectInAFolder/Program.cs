using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Runtime;

// Detects in all images of a folder, and writes a line of JSON for each as soon as it is done:
//
//   DetectInAFolder MODEL FOLDER > detections.jsonl
//
// While the network computes, the next images are read; memory stays the same however many there are. Ctrl+C ends it after a line.

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
try
{
    await foreach (var (path, image, detections) in detector.DetectManyAsync(images.ToAsyncEnumerable(), cancellationToken: stop.Token))
    {
        var found = detections.Select(detection =>
        {
            var (x1, y1, x2, y2) = detection.Box.ToPixels(image.Size);
            return new { Class = detector.Classes[detection.ClassId], detection.Score, X1 = x1, Y1 = y1, X2 = x2, Y2 = y2 };
        });
        Console.WriteLine(JsonSerializer.Serialize(
            new { Path = path, image.Size.Width, image.Size.Height, Detections = found }, JsonSerializerOptions.Web));
    }
    return 0;
}
catch (Exception fault) when (fault is ImageException or OperationCanceledException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
