#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Geometry;
using YoloV1.Inference;
using YoloV1.Runtime;

// Step 7: mean average precision, by hand and by the library, of the network that step 6 trained.
//
//   dotnet run -c Release 07-map.cs [IMAGES]

if (!File.Exists("steps.safetensors"))
{
    Console.Error.WriteLine("steps.safetensors is missing; run 06-training.cs first.");
    return 2;
}
Allocator.KeepFreedMemory();
var unseen = new ShapesDataset(args is [var count, ..] ? int.Parse(count, null) : 200, seed: 2);
using var detector = Detector.Load("steps.safetensors");
var images = Evaluator.Detect(detector, unseen);

var precisions = unseen.Classes.Select((_, classId) => AveragePrecision(classId, print: classId == 0)).ToArray();
Console.WriteLine();
foreach (var (name, precision) in unseen.Classes.Zip(precisions))
    Console.WriteLine(FormattableString.Invariant($"AP of {name}: {precision:0.0000}"));
var report = VocMetric.Voc10.Measure(MeasuredSet.From(unseen.Classes, images));
Console.WriteLine(FormattableString.Invariant($"mAP by hand {precisions.Average():0.0000}, by VocMetric {report.Map:0.0000}"));
return 0;

double AveragePrecision(int classId, bool print)
{
    // 1. All detections of the class, over all images, the best score first.
    var detections = images.Index()
        .SelectMany(image => image.Item.Detections.Select(detection => (Image: image.Index, Detection: detection)))
        .Where(pair => pair.Detection.ClassId == classId)
        .OrderByDescending(pair => pair.Detection.Score)
        .ToList();
    var truths = images.Select(image => image.Annotation.Boxes.Where(box => box.ClassId == classId).ToList()).ToList();
    var total = truths.Sum(boxes => boxes.Count);

    // 2. Each is right if its object is overlapped by more than a half and not found before.
    var taken = new HashSet<(int Image, int Object)>();
    var curve = new List<(double Recall, double Precision)>();
    var right = 0;
    foreach (var ((image, detection), index) in detections.Select((pair, index) => (pair, index)))
    {
        var overlaps = truths[image].ConvertAll(truth => Iou.Of(truth.Box, detection.Box));
        var best = overlaps.Count == 0 ? -1 : overlaps.IndexOf(overlaps.Max());
        if (best >= 0 && overlaps[best] > 0.5 && taken.Add((image, best)))
            right++;
        // 3. Recall: what is found of all objects. Precision: what is right of all detections so far.
        curve.Add(((double)right / total, (double)right / (index + 1)));
        if (print && (index < 5 || index % (detections.Count / 10 + 1) == 0))
        {
            var (recall, precision) = curve[^1];
            Console.WriteLine(FormattableString.Invariant(
                $"{unseen.Classes[classId]} {detection.Score:0.000}: recall {recall:0.000}, precision {precision:0.000}"));
        }
    }

    // 4. Precision that never rises with recall, and the area below it.
    var (area, before) = (0.0, 0.0);
    for (var i = 0; i < curve.Count; i++)
    {
        area += (curve[i].Recall - before) * curve[i..].Max(point => point.Precision);
        before = curve[i].Recall;
    }
    return area;
}
