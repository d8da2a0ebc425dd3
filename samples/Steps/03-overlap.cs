#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1;
using YoloV1.Geometry;

// Step 3: how much two boxes overlap. Intersection over union decides which box of a cell answers, what is suppressed, and what is right.
//
//   dotnet run 03-overlap.cs

var truth = new Box(0.5f, 0.5f, 0.4f, 0.4f);

Console.WriteLine("A box of the same size, moved to the right by a part of its width:");
foreach (var part in new[] { 0f, 0.1f, 0.25f, 1 / 3f, 0.5f, 1f })
{
    var moved = truth with { CenterX = truth.CenterX + part * truth.Width };
    // What both have, over what at least one has.
    var intersection = Math.Max(0, Math.Min(truth.Right, moved.Right) - Math.Max(truth.Left, moved.Left)) * truth.Height;
    var union = truth.Area + moved.Area - intersection;
    Console.WriteLine(FormattableString.Invariant(
        $"  {part:0.00}: {intersection:0.000} / {union:0.000} = {intersection / union:0.000}, Iou.Of {Iou.Of(truth, moved):0.000}"));
}
Console.WriteLine("Moved by a third of its width it has an IoU of exactly 0.5: the limit at which Pascal VOC calls it right.");

// A cell has B boxes, and the one that overlaps the object most is responsible: it alone learns the object's place and size.
Box[] predicted = [new(0.5f, 0.5f, 0.8f, 0.2f), new(0.5f, 0.5f, 0.3f, 0.5f)];
Console.WriteLine("\nTwo boxes of a cell, a wide one and a tall one, and the objects for which each is responsible:");
var (wide, tall) = (new Box(0.5f, 0.5f, 0.6f, 0.2f), new Box(0.5f, 0.5f, 0.2f, 0.5f));
foreach (var (name, box) in new[] { ("wide", wide), ("tall", tall), ("square", truth) })
{
    var overlaps = predicted.Select(candidate => Iou.Of(candidate, box)).ToArray();
    var responsible = Array.IndexOf(overlaps, overlaps.Max());
    Console.WriteLine(FormattableString.Invariant($"  {name} object: {overlaps[0]:0.000} and {overlaps[1]:0.000}, so box {responsible}"));
}
