using System.Xml;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Converts data sets from any of the formats to any.</summary>
internal static class DatasetConversion
{
    /// <summary>Converts a data set: its images, objects and flags. The new files are read again and counted.</summary>
    /// <param name="path">The data set, as <see cref="Datasets.Open"/> takes it.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="output">The folder to write; it must not be there, or be empty. It is there in full or not at all.</param>
    /// <param name="splits">The splits to convert; null for all.</param>
    /// <param name="linkImages">Whether the new images are symbolic links to the present ones, and not copies.</param>
    /// <param name="progress">Receives the number of images that are done, and of all.</param>
    /// <param name="cancellationToken">Breaks off; nothing is left.</param>
    /// <exception cref="ArgumentException">The path is no data set, or a split cannot be in the new format.</exception>
    /// <exception cref="IOException">The folder is not empty, or a file is missing or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A label is wrong; the message says where.</exception>
    public static ConversionReport Run(
        string path,
        DataFormat format,
        string output,
        IReadOnlyList<string>? splits = null,
        bool linkImages = false,
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        RequireEmpty(output);
        var source = Datasets.OpenSource(path);
        string[] skipped = splits is null ? [.. source.Splits.Where(split => !source.IsThere(split))] : [];
        FileDataset[] present =
            [.. (splits ?? source.Splits.Except(skipped)).Select(split => Datasets.OpenSplit(source, path, split, source.Classes))];
        if (present.Length == 0)
            throw new ArgumentException($"{path}: there is no split; name one.", nameof(path));
        return Write(path, source.Format, present, format, output, linkImages, progress, cancellationToken) with { Skipped = skipped };
    }

    /// <summary>Refuses a folder that has files.</summary>
    /// <exception cref="IOException">There are some.</exception>
    public static void RequireEmpty(string output)
    {
        if (Path.Exists(output) && (File.Exists(output) || Directory.EnumerateFileSystemEntries(output).Any()))
            throw new IOException($"{output}: the folder has files, which are not overwritten; give another folder.");
    }

    /// <summary>Writes parts of a data set that are open.</summary>
    /// <param name="path">What messages call the data set.</param>
    /// <param name="from">Its format.</param>
    /// <param name="present">The parts, each by its name.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="output">The folder to write, which must have no files. It is written completely or not at all.</param>
    /// <param name="linkImages">Whether the new images are symbolic links to the present ones, and not copies.</param>
    /// <param name="progress">Receives the number of images that are done, and of all.</param>
    /// <param name="cancellationToken">Breaks off; nothing is left.</param>
    public static ConversionReport Write(
        string path,
        DataFormat from,
        FileDataset[] present,
        DataFormat format,
        string output,
        bool linkImages,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken)
    {
        var classes = present[0].Classes;
        CheckNames(path, format, present, classes);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        var temporary = AtomicFile.DraftOf(target);
        try
        {
            var renamed = Write(present, Writer(format, temporary, classes), linkImages, progress, cancellationToken);
            var written = Datasets.OpenSource(temporary);
            ConvertedSplit[] converted = [.. present.Select(split => Compare(split, Datasets.OpenSplit(written, temporary, split.Split)))];
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
            return new(from, format, output, converted, renamed);
        }
        catch (IOException fault) when (AtomicFile.IsOfAFullDisk(fault))
        {
            throw AtomicFile.FullDisk(output, fault);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    // Before anything is written, and with the place.
    private static void CheckNames(string path, DataFormat format, FileDataset[] splits, ClassNames classes)
    {
        foreach (var split in splits)
        {
            if (SafePath.WhyNot(split.Split) is { } reason)
                throw Wrong($"split '{Printable.Of(split.Split)}' cannot be a file name: {reason}; "
                    + "rename it, or name the splits to convert.");
        }
        if (splits.GroupBy(split => split.Split, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Wrong($"splits {string.Join(" and ", twice.Select(split => $"'{split.Split}'"))} would be the same file; "
                + "rename one, or name the splits to convert.");
        if (format == DataFormat.Voc && classes.FirstOrDefault(name => !name.All(IsXml)) is { } name)
            throw Wrong($"class '{Printable.Of(name)}' has a control character, which XML cannot hold; rename it.");

        if (format == DataFormat.Yolo && classes.FirstOrDefault(name => name.Length > YamlFile.MostCharacters) is { } longest)
            throw Wrong($"class '{Printable.Of(longest)}' has {longest.Length} characters, over the {YamlFile.MostCharacters} of YAML; "
                + "rename it.");
        if (format == DataFormat.Voc && !splits.Any(HasObjects))
            throw Wrong("no image has an object, but Pascal VOC names classes only at objects; convert to yolo or coco.");

        InvalidDataException Wrong(string message) => new($"{Printable.Path(path)}: {message}");
    }

    private static bool HasObjects(FileDataset split) =>
        Enumerable.Range(0, split.Count).Any(index => split.GetAnnotation(index).Boxes.Count > 0);

    private static bool IsXml(char letter) => !char.IsControl(letter) && (XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter));

    private static IDatasetWriter Writer(DataFormat format, string root, ClassNames classes) => format switch
    {
        DataFormat.Voc => new VocWriter(root, classes),
        DataFormat.Yolo => new YoloWriter(root, classes),
        _ => new CocoWriter(root, classes),
    };

    private static int Write(
        FileDataset[] splits,
        IDatasetWriter writer,
        bool link,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken)
    {
        var pool = new ImagePool(writer.ImageFolder, link);
        var (done, total) = (0, splits.Sum(split => split.Count));
        foreach (var split in splits)
        {
            var images = new List<ConvertedImage>(split.Count);
            for (var i = 0; i < split.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var annotation = split.GetAnnotation(i);
                images.Add(new(pool.Add(split.ExistingImagePath(i)), annotation.Size, annotation.Boxes));
                progress?.Report((++done, total));
            }
            writer.Write(split.Split, images);
        }
        return pool.Renamed;
    }

    private static ConvertedSplit Compare(FileDataset before, FileDataset after) =>
        new(before.Split, Count(before), Count(after), LargestShift(before, after), before.Warnings);

    /// <summary>The content of a split.</summary>
    public static SplitReport Count(FileDataset split) =>
        SplitReport.Of(split.Split, [.. Enumerable.Range(0, split.Count).Select(split.GetAnnotation)], split.Classes, gridSizes: []);

    private static double LargestShift(FileDataset before, FileDataset after) => Enumerable.Range(0, Math.Min(before.Count, after.Count))
        .Select(index => (Before: before.GetAnnotation(index), After: after.GetAnnotation(index)))
        .SelectMany(pair => pair.Before.Boxes.Zip(pair.After.Boxes, (was, now) => Shift(was.Box, now.Box, pair.Before.Size)))
        .DefaultIfEmpty().Max();

    private static double Shift(Box was, Box now, ImageSize size)
    {
        var (a, b) = (was.ToPixels(size), now.ToPixels(size));
        return new[] { a.X1 - b.X1, a.Y1 - b.Y1, a.X2 - b.X2, a.Y2 - b.Y2 }.Max(Math.Abs);
    }
}
