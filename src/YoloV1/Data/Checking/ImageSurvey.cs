using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>
/// Decodes all images of a data set once, to find those that are broken, differ in size from their label, or look the same.
/// </summary>
/// <param name="splits">The splits with their images.</param>
/// <param name="limits">The limits of decoded images; others count as broken.</param>
internal sealed class ImageSurvey(IReadOnlyList<(string Split, IReadOnlyList<DatasetEntry> Entries)> splits, ImageLimits limits)
{
    private const int MostNamed = 3;

    private readonly Dictionary<string, string[]> _splitsOf = splits
        .SelectMany(split => split.Entries.Where(entry => entry.HasImage).Select(entry => (entry.ImagePath, split.Split)))
        .GroupBy(pair => pair.ImagePath, pair => pair.Split, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private readonly Dictionary<(string Split, string Whole), bool> _parts = [];

    /// <summary>Reports the problems of the images.</summary>
    /// <param name="faults">Receives it.</param>
    /// <param name="progress">Gets the number of images done, and of all; from several threads.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public void Run(FaultLog faults, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        var entries = splits.SelectMany(split => split.Entries).Where(entry => entry.HasImage).DistinctBy(entry => entry.ImagePath)
            .ToArray();
        var (signatures, found) = (new ImageSignature?[entries.Length], new FaultLog[entries.Length]);
        var done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, entries.Length, parallel, i =>
        {
            signatures[i] = Look(entries[i], found[i] = new(strict: false));
            progress?.Report((Interlocked.Increment(ref done), entries.Length));
        });
        foreach (var log in found)
            faults.AddAll(log);
        Compare([.. entries.Select(entry => entry.ImagePath)], signatures, faults);
    }

    private ImageSignature? Look(DatasetEntry entry, FaultLog faults)
    {
        try
        {
            var image = ImageFile.Read(entry.ImagePath, limits);
            if (image.Size != entry.Annotation.Size)
                faults.Add(DataFaultKind.WrongSize, entry.LabelPath ?? entry.ImagePath, SizesDiffer(entry, image.Size));
            return ImageSignature.Of(image);
        }
        catch (IOException e)
        {
            faults.Add(DataFaultKind.BrokenImage, entry.ImagePath, e.Message.Replace($"{entry.ImagePath}: ", "", StringComparison.Ordinal));
            return null;
        }
    }

    private static string SizesDiffer(DatasetEntry entry, ImageSize actual)
    {
        var said = entry.Annotation.Size;
        var turned = said == new ImageSize(actual.Height, actual.Width) ? ", perhaps rotated by its EXIF orientation" : "";
        return $"the label says {said}, but image '{entry.ImagePath}' is {actual}{turned}; "
            + "correct the size, and the boxes too if they were drawn on another image.";
    }

    private void Compare(string[] paths, ImageSignature?[] signatures, FaultLog faults)
    {
        foreach (var path in paths)
            if (Apart(_splitsOf[path], _splitsOf[path]) is { } pair)
                faults.Add(DataFaultKind.SharedImage, path, $"the image is in {pair.First} and in {pair.Second}; remove it from one.");

        foreach (var group in LookAlikes.GroupsOf(signatures))
            Report([.. group.Select(index => paths[index])], faults);
    }

    private void Report(string[] group, FaultLog faults)
    {
        var (first, others) = (group[0], group[1..]);
        var named = string.Join(", ", others.Take(MostNamed).Select(path => $"'{path}'"))
            + (others.Length > MostNamed ? $" and {others.Length - MostNamed} more" : "");
        if (AcrossSplits(group) is var (one, other))
            faults.Add(
                DataFaultKind.SharedImage,
                first,
                $"{group.Length} images in {one} and {other} look alike, this one and {named}; keep them in one split, "
                + "or the evaluation includes images seen in training.");
        else
            faults.Add(
                DataFaultKind.RepeatedImage,
                first,
                $"{group.Length} images of one split look alike, this one and {named}; remove copies, which teach nothing new. "
                + "Frames of one scene may stay, all in the same split.");
    }

    private (string First, string Second)? AcrossSplits(string[] group)
    {
        string[][] names = [.. group.Select(path => _splitsOf[path]).DistinctBy(splits => string.Join('/', splits))];
        return names.SelectMany((_, i) => names.Skip(i + 1).Select(other => Apart(names[i], other)))
            .FirstOrDefault(pair => pair is not null);
    }

    /// <summary>Two splits of which one is not a part of the other, as train is of trainval; null when there are none.</summary>
    private (string First, string Second)? Apart(string[] first, string[] second)
    {
        foreach (var a in first)
            foreach (var b in second)
                if (a != b && !IsPart(a, b) && !IsPart(b, a))
                    return (a, b);
        return null;
    }

    private bool IsPart(string split, string whole) => _parts.TryGetValue((split, whole), out var known)
        ? known
        : _parts[(split, whole)] = _splitsOf.Values.All(names => !names.Contains(split) || names.Contains(whole));
}
