#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1;
using YoloV1.Data;
using YoloV1.Drawing;
using YoloV1.Geometry;
using YoloV1.Grid;
using YoloV1.Imaging;

// Step 5: from a prediction to detections. Scores, a threshold, and one box for each object.
//
//   dotnet run 05-suppression.cs [IOU]

var threshold = args is [var text, ..] ? float.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0.4f;
var grid = new GridShape(s: 7, b: 2, c: 3);
var shapes = new ShapesDataset(count: 1, seed: 3, ImageSize.Square(448));
var prediction = Predict();

// 1. The score of a box for a class: confidence times the class's probability, equation 1.
var candidates = new List<Detection>();
new GridDecoder(grid, BoxSizeEncoding.Linear).Decode(prediction, scoreThreshold: 0.2f, candidates);
Console.WriteLine($"{grid.BoxCount * grid.C} scores, {candidates.Count} of them over 0.2\n");

// 2. By hand: the best that is left stays, and strikes out what it overlaps too much.
var left = candidates.OrderByDescending(candidate => candidate.Score).ToList();
var kept = new List<Detection>();
while (left.Count > 0)
{
    var best = left[0];
    kept.Add(best);
    Console.WriteLine(FormattableString.Invariant($"{shapes.Classes[best.ClassId]} {best.Score:0.00} stays"));
    foreach (var other in left.Skip(1).Where(Falls))
        Console.WriteLine(FormattableString.Invariant(
            $"  {other.Score:0.00} goes: its IoU with that one is {Iou.Of(best.Box, other.Box):0.00}"));
    left = [.. left.Skip(1).Where(other => !Falls(other))];

    bool Falls(Detection other) => other.ClassId == best.ClassId && Iou.Of(best.Box, other.Box) > threshold;
}

// 3. The library's own.
var all = candidates.ToArray();
var count = NonMaxSuppression.Keep(all, threshold);
Console.WriteLine($"\nBy hand {kept.Count} are left, by NonMaxSuppression.Keep {count}");

ImageFile.WritePng(DetectionPainter.Draw(shapes.ReadImage(0), candidates, shapes.Classes), "05-before.png");
ImageFile.WritePng(DetectionPainter.Draw(shapes.ReadImage(0), all[..count], shapes.Classes), "05-after.png");
Console.WriteLine("05-before.png has all candidates, 05-after.png what is left.");

// What a network says that is fairly sure: the cell of each object's centre, and less surely its neighbours, see about the same box.
float[] Predict()
{
    var random = new Random(1);
    var values = new float[grid.Length];
    foreach (var labeled in shapes.GetAnnotation(0).Boxes)
        for (var step = 0; step < 9; step++)
        {
            var box = labeled.Box;
            var (column, row) = ((int)(box.CenterX * grid.S) + step % 3 - 1, (int)(box.CenterY * grid.S) + step / 3 - 1);
            if (column < 0 || row < 0 || column >= grid.S || row >= grid.S)
                continue;
            var cell = values.AsSpan((row * grid.S + column) * grid.D, grid.D);
            cell[0] = box.CenterX * grid.S - column + Noise(0.3f);
            cell[1] = box.CenterY * grid.S - row + Noise(0.3f);
            (cell[2], cell[3]) = (box.Width * (1 + Noise(0.15f)), box.Height * (1 + Noise(0.15f)));
            cell[4] = step == 4 ? 0.9f : 0.25f + Noise(0.25f);
            cell[grid.Classes][labeled.ClassId] = 0.95f;
        }
    return values;

    float Noise(float most) => most * (2 * random.NextSingle() - 1);
}
