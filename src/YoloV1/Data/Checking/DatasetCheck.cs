using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Checks a data set of any format, and continues where training would stop.</summary>
internal static class DatasetCheck
{
    // The paper's 7, and finer ones up to the finest preset's.
    internal static readonly int[] UsualGridSizes = [7, 10, 14, 20, 28];

    /// <summary>Counts the content and finds problems.</summary>
    /// <param name="path">A data set, as <see cref="Datasets.Open"/> takes it.</param>
    /// <param name="gridSizes">
    /// The values of S, cells along a side, for which lost objects are counted; null for 7, 10, 14, 20 and 28.
    /// </param>
    /// <param name="readImages">Whether every image is decoded, which finds the broken ones and those that look the same.</param>
    /// <param name="limits">Which images are decoded, others are faults; null for <see cref="ImageLimits.Default"/>.</param>
    /// <param name="progress">Gets the number of images read, and of all; from several threads.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="ArgumentException">The path is no data set, or a grid has no cells.</exception>
    /// <exception cref="IOException">A file or folder without which nothing can be read is missing.</exception>
    /// <exception cref="InvalidDataException">The classes cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatasetReport Run(
        string path,
        IReadOnlyList<int>? gridSizes = null,
        bool readImages = true,
        ImageLimits? limits = null,
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        gridSizes ??= UsualGridSizes;
        foreach (var s in gridSizes)
            ArgumentOutOfRangeException.ThrowIfLessThan(s, 1, nameof(gridSizes));
        var source = Datasets.OpenSource(path);
        var (classes, faults) = (source.Classes, new FaultLog(strict: false));
        var splits = source.Splits.Select(split => (Split: split, Entries: Read(source, split, classes, faults))).ToList();
        foreach (var entry in splits.SelectMany(split => split.Entries).DistinctBy(entry => (entry.ImagePath, entry.LabelPath)))
            Look(entry, classes, faults);
        foreach (var (split, entries) in splits)
            LookForObjects(split, entries, faults);
        FindUnused(source, splits.SelectMany(split => split.Entries), faults);
        if (readImages)
            new ImageSurvey(splits, limits ?? ImageLimits.Default).Run(faults, progress, cancellationToken);

        return new(
            path,
            source.Format,
            classes,
            [.. splits.Select(split => Report(split.Split, split.Entries))],
            Report("all", splits.SelectMany(split => split.Entries).DistinctBy(entry => (entry.ImagePath, entry.LabelPath))),
            // An image that is in train and in trainval has its faults once.
            [.. faults.Faults.Distinct().OrderBy(fault => fault.Kind).ThenBy(fault => fault.Place, StringComparer.Ordinal)]);

        SplitReport Report(string name, IEnumerable<DatasetEntry> entries) =>
            SplitReport.Of(name, [.. entries.Select(entry => entry.Annotation)], classes, gridSizes);
    }

    private static IReadOnlyList<DatasetEntry> Read(IDatasetSource source, string split, ClassNames classes, FaultLog faults)
    {
        try
        {
            return source.Read(split, classes, faults);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add(DataFaultKind.BrokenLabel, $"split {split}", e.Message);
            return [];
        }
    }

    private static void Look(DatasetEntry entry, ClassNames classes, FaultLog faults)
    {
        if (!entry.HasImage)
            faults.Add(DataFaultKind.MissingImage, entry.ImagePath, entry.WhyMissing());
        // Boxes in pixels where fractions belong are all clipped to their image.
        if (faults.Faults.Any(fault => fault.Kind == DataFaultKind.WrongBoxes))
            return;
        foreach (var group in entry.Annotation.Boxes.GroupBy(item => (item.Box, item.ClassId)).Where(group => group.Count() > 1))
        {
            var (x1, y1, x2, y2) = group.Key.Box.ToPixels(entry.Annotation.Size);
            var (name, where) = (classes[group.Key.ClassId], FormattableString.Invariant($"{x1:0}, {y1:0}..{x2:0}, {y2:0}"));
            faults.Add(
                DataFaultKind.RepeatedBox,
                entry.LabelPath!,
                $"image '{Printable.Of(entry.Annotation.Name)}' has the same '{Printable.Of(name)}' {group.Count()} times at {where}; "
                + "remove the others.");
        }
    }

    // Missing labels and boxes of another meaning have been reported already.
    private static void LookForObjects(string split, IReadOnlyList<DatasetEntry> entries, FaultLog faults)
    {
        string[] labels = [.. entries.Select(entry => entry.LabelPath).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (labels.Length > 0 && entries.All(entry => entry.Annotation.Boxes.Count == 0)
            && !faults.Faults.Any(fault => fault.Kind == DataFaultKind.WrongBoxes))
        {
            faults.Add(
                DataFaultKind.EmptySplit,
                Path.GetDirectoryName(labels[0])!,
                $"none of the {Printable.Count(entries.Count, "image")} of split '{split}' has an object, by "
                + $"{(labels.Length == 1 ? $"'{Path.GetFileName(labels[0])}'" : $"the {labels.Length} labels there")}; annotate them.");
        }
    }

    private static void FindUnused(IDatasetSource source, IEnumerable<DatasetEntry> entries, FaultLog faults)
    {
        // An image or label that cannot be read is no entry, but its split names it.
        var broken = faults.Faults.Where(fault => fault.Kind == DataFaultKind.BrokenImage).Select(fault => fault.Place);
        var used = entries.Select(entry => entry.ImagePath).Concat(broken).Concat(source.Splits.SelectMany(source.FilesOf))
            .Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
        var unread = faults.Faults.Where(fault => fault.Kind == DataFaultKind.UnreadFormat)
            .Select(fault => Path.GetFileNameWithoutExtension(fault.Place)).ToHashSet(StringComparer.Ordinal);
        foreach (var label in source.LabelFiles(faults)
            .Where(label => !used.Contains(Path.GetFullPath(label)) && !unread.Contains(Path.GetFileNameWithoutExtension(label))))
            faults.Add(DataFaultKind.UnusedLabel, label, "this label belongs to no image of a split; add the image, or add it to a split.");
        foreach (var image in source.ImageFiles(faults).Where(image => !used.Contains(Path.GetFullPath(image))))
            faults.Add(DataFaultKind.UnusedImage, image, "this image is in no split; add it to one, or remove it.");
    }
}
