using YoloV1.Evaluation;

namespace YoloV1.Benchmarks.Parts;

/// <summary>Boxes as a detector finds them and people mark them.</summary>
internal static class RandomBoxes
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>A box of up to <paramref name="largest"/> of the image's sides.</summary>
    public static Box Box(Random random, float largest = 0.5f) =>
        new(random.NextSingle(), random.NextSingle(), 0.02f + largest * random.NextSingle(), 0.02f + largest * random.NextSingle());

    /// <summary>Candidates in any order.</summary>
    public static Detection[] Detections(int count, int classes, int seed = 1, float largest = 0.5f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Detection(Box(random, largest), random.Next(classes), random.NextSingle()))];
    }

    /// <summary>Images with objects, and detections of which about half are near one.</summary>
    /// <param name="images">Images.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="objects">Objects of an image, on average.</param>
    /// <param name="detections">Detections of an image.</param>
    public static MeasuredSet Measured(int images, ClassNames classes, double objects, int detections)
    {
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, images).Select(i => $"{i:000000}")];
        var (truths, found) = (new List<TruthBox>(), new List<ScoredBox>(images * detections));
        foreach (var name in names)
        {
            var first = truths.Count;
            var count = (int)(2 * objects * random.NextDouble() + 0.5);
            for (var i = 0; i < count; i++)
                truths.Add(new(name, random.Next(classes.Count), Whole(random)));
            for (var i = 0; i < detections; i++)
                found.Add(truths.Count > first && random.Next(2) == 0
                    ? Near(truths[random.Next(first, truths.Count)], random)
                    : new(name, random.Next(classes.Count), Whole(random), random.NextDouble()));
        }
        return new MeasuredSet(classes, names, truths, found);
    }

    private static PixelBox Whole(Random random)
    {
        var (width, height) = (10 + random.NextDouble() * 200, 10 + random.NextDouble() * 200);
        return PixelBox.FromCoco(random.NextDouble() * (Width - width), random.NextDouble() * (Height - height), width, height);
    }

    private static ScoredBox Near(TruthBox truth, Random random)
    {
        double Shift(double extent) => (random.NextDouble() - 0.5) * 0.3 * extent;
        var box = truth.Box;
        var near = PixelBox.FromCoco(box.Left + Shift(box.Width), box.Top + Shift(box.Height), box.Width, box.Height);
        return new(truth.Image, truth.ClassId, near, random.NextDouble());
    }
}
