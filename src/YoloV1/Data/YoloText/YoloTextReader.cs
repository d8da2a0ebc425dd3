namespace YoloV1.Data;

/// <summary>Images with text labels, to entries.</summary>
/// <param name="root">The folder that the names of the images start from.</param>
/// <param name="names">The names of the class ids in the labels.</param>
/// <param name="labelOf">The label of an image, whether it is there or not.</param>
internal sealed class YoloTextReader(string root, ClassNames names, Func<string, string> labelOf)
{
    /// <summary>The number of keypoint values after the box of an object.</summary>
    public int KeyPointValues { get; init; }

    /// <summary>Reads the labels of images; an image without a label has no objects.</summary>
    /// <param name="images">Paths of images.</param>
    /// <param name="classes">The classes that the ids of the objects refer to.</param>
    /// <param name="faults">Receives the problems.</param>
    public IReadOnlyList<DatasetEntry> Read(IEnumerable<string> images, ClassNames classes, FaultLog faults)
    {
        int[] classIds = [.. names.Select(classes.IndexOf)];
        // The header of each image is read for its size: on a slow disk that is most of the time.
        var read = images.AsParallel().AsOrdered().Select(image => Read(image, classIds)).ToList();
        var (found, boxes) = (new FaultLog(strict: false), new BoxReadings(BoxMeaning.CentreInFractions));
        foreach (var (_, ofOne, boxesOfOne) in read)
        {
            found.AddAll(ofOne);
            boxes.Add(boxesOfOne);
        }
        boxes.Judge(found, faults);
        return [.. read.Select(one => one.Entry).OfType<DatasetEntry>()];
    }

    private (DatasetEntry? Entry, FaultLog Found, BoxReadings Boxes) Read(string image, int[] classIds)
    {
        var (found, boxes) = (new FaultLog(strict: false), new BoxReadings(BoxMeaning.CentreInFractions));
        return (ReadEntry(image, classIds, found, boxes), found, boxes);
    }

    private DatasetEntry? ReadEntry(string image, int[] classIds, FaultLog faults, BoxReadings readings)
    {
        if (ImageSizes.Read(image, faults) is not { } size)
            return null;
        var label = labelOf(image);
        var hasLabel = File.Exists(label);
        var name = WrittenPath.WithSlashes(Path.GetRelativePath(root, image));
        var boxes = hasLabel ? new YoloLabel(classIds, names, size, KeyPointValues, faults, readings).Read(label) : [];
        return new(new(name, size, boxes), image, HasImage: true, hasLabel ? label : null);
    }
}
