using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Decodes all images of a data set once: which are broken, of another size than their label says, or look the same.</summary>
internal sealed class ImageSurvey(IReadOnlyList<(string Split, IReadOnlyList<DatasetEntry> Entries)> splits)
{
    private readonly Dictionary<string, string[]> _splitsOf = splits
        .SelectMany(split => split.Entries.Where(entry => entry.HasImage).Select(entry => (entry.ImagePath, split.Split)))
        .GroupBy(pair => pair.ImagePath, pair => pair.Split, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private readonly Dictionary<(string Split, string Whole), bool> _parts = [];

    /// <summary>Reports what is wrong with the images.</summary>
    /// <param name="faults">Receives it.</param>
    /// <param name="progress">Gets the number of images done, and of all; from several threads.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    public void Run(FaultLog faults, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        var entries = splits.SelectMany(split => split.Entries).Where(entry => entry.HasImage).DistinctBy(entry => entry.ImagePath)
            .ToArray();
        var signatures = new ImageSignature?[entries.Length];
        var found = new FaultLog[entries.Length];
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

    private static ImageSignature? Look(DatasetEntry entry, FaultLog faults)
    {
        try
        {
            var image = ImageFile.Read(entry.ImagePath);
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
        var turned = said == new ImageSize(actual.Height, actual.Width) ? ", perhaps turned by its EXIF orientation" : "";
        return $"the label says {said} and image '{entry.ImagePath}' is {actual}{turned}; "
            + "correct the size, and the boxes if they were drawn on another image.";
    }

    private void Compare(string[] paths, ImageSignature?[] signatures, FaultLog faults)
    {
        foreach (var path in paths)
            if (Apart(_splitsOf[path], _splitsOf[path]) is { } pair)
                faults.Add(DataFaultKind.SharedImage, path, $"the image is in {pair.First} and in {pair.Second}; take it out of one.");

        for (var i = 0; i < paths.Length; i++)
            for (var j = i + 1; j < paths.Length; j++)
                if (signatures[i] is { } first && signatures[j] is { } second && first.LooksLike(second))
                    Report(paths[i], paths[j], faults);
    }

    private void Report(string path, string other, FaultLog faults)
    {
        if (Apart(_splitsOf[path], _splitsOf[other]) is { } pair)
            faults.Add(DataFaultKind.SharedImage, path, $"the image of {pair.First} looks like '{other}' of {pair.Second}; take one out.");
        else
            faults.Add(DataFaultKind.RepeatedImage, path, $"the image looks like '{other}' of the same split; take one out.");
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
