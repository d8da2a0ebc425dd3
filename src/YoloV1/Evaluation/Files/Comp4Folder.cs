using System.Text.RegularExpressions;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>
/// Detections in Pascal VOC's submission format: a file <c>comp4_det_test_CLASS.txt</c> a class, with lines of image, score and
/// corners.
/// </summary>
internal static partial class Comp4Folder
{
    /// <summary>Bytes of a file: a hundred detections on each of 36,000 images.</summary>
    public const long MostBytes = 256 << 20;

    /// <summary>The files of a folder and their classes; if there are several splits, of the requested one.</summary>
    /// <exception cref="InvalidDataException">There is no such file, or two hold the same class.</exception>
    public static IReadOnlyList<(string Path, string Class)> Find(string folder, string? split, ClassNames known)
    {
        var files = FolderContent.Files(folder, "*.txt").Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Class: ClassOf(Path.GetFileNameWithoutExtension(path), split, known)))
            .Where(file => file.Class is not null).Select(file => (file.Path, Class: file.Class!)).ToArray();
        var ofSplit = split is null ? []
            : files.Where(file => Path.GetFileName(file.Path).Contains($"_det_{split}_", StringComparison.Ordinal)).ToArray();
        if (ofSplit.Length > 0)
            files = ofSplit;
        if (files.Length == 0)
            throw new InvalidDataException(
                $"{folder}: there is no file such as comp4_det_test_{known[0]}.txt; give the folder with these files.");
        var twice = files.GroupBy(file => file.Class).FirstOrDefault(group => group.Count() > 1);
        if (twice is null)
            return files;
        var names = string.Join(" and ", twice.Select(file => Path.GetFileName(file.Path)));
        throw new InvalidDataException($"{folder}: class '{twice.Key}' is in {names}; choose with a split.");
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="InvalidDataException">A line is wrong, or its image is unknown; the message says where.</exception>
    public static IReadOnlyList<ScoredBox> Read(string path, int classId, TruthSource truth)
    {
        ScoredBox[] boxes = [.. ReadLines(path, classId, truth)];
        Fractions.Refuse(path, boxes.SelectMany(found => new[] { found.Box.X1, found.Box.Y1, found.Box.X2, found.Box.Y2 }));
        return boxes;
    }

    private static IEnumerable<ScoredBox> ReadLines(string path, int classId, TruthSource truth)
    {
        var number = 0;
        foreach (var line in RegularFile.Lines(path, MostBytes))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (!TryParse(line, out var name, out var numbers))
                throw new InvalidDataException(
                    $"{path}({number}): '{Printable.Of(line)}' is not 'image score xmin ymin xmax ymax'; correct it, with decimal points.");
            if (!truth.ImageOfName.TryGetValue(name, out var image))
                throw new InvalidDataException(
                    $"{path}({number}): image '{Printable.Of(name)}' is not in {truth.Path}; evaluate the images used for detection.");
            yield return new(image, classId, new(numbers[1], numbers[2], numbers[3], numbers[4]), numbers[0]);
        }
    }

    /// <summary>A file of a class that is not one of these, in a folder for the files of a split; null for none.</summary>
    public static string? FindOther(string folder, string split, ClassNames classes)
    {
        if (!Directory.Exists(folder))
            return null;
        var own = classes.Select(name => NameOf(split, name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Directory.EnumerateFiles(folder, NameOf(split, "*")).FirstOrDefault(path => !own.Contains(Path.GetFileName(path)));
    }

    /// <summary>Writes a file for each class of a data set.</summary>
    public static void Write(string folder, FileDataset dataset, IReadOnlyList<MeasuredImage> images)
    {
        foreach (var (id, name) in dataset.Classes.Index())
            AtomicFile.WriteLines(PathOf(folder, dataset.Split, name), Lines(images, id));
    }

    /// <summary>The file of a class.</summary>
    /// <exception cref="InvalidDataException">The split or the class cannot be part of a file's name.</exception>
    public static string PathOf(string folder, string split, string name)
    {
        var source = SafePath.WhyNot(split) is null ? $"class '{name}'" : $"split '{split}'";
        return SafePath.In(folder, NameOf(split, name), source);
    }

    private static string NameOf(string split, string name) => $"comp4_det_{split}_{name}.txt";

    private static IEnumerable<string> Lines(IReadOnlyList<MeasuredImage> images, int classId) =>
        from image in images
        from found in image.Scored
        where found.ClassId == classId
        select FormattableString.Invariant(
            $"{found.Image} {found.Score:R} {found.Box.X1:R} {found.Box.Y1:R} {found.Box.X2:R} {found.Box.Y2:R}");

    private static bool TryParse(string line, out string name, out double[] numbers)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        numbers = new double[5];
        name = string.Join(' ', words.SkipLast(numbers.Length));   // a name may have spaces in it
        if (words.Length <= numbers.Length)
            return false;
        for (var i = 0; i < numbers.Length; i++)
        {
            var word = words[words.Length - numbers.Length + i];
            if (!NumberText.TryRead(word, out numbers[i]))
                return false;
        }
        return true;
    }

    /// <summary>The text after the split; if it is not a known class, the longest known class at the end of the name.</summary>
    private static string? ClassOf(string stem, string? split, ClassNames known)
    {
        var match = SubmissionName().Match(stem);
        var rest = match.Success ? match.Groups[1].Value : null;   // SPLIT_CLASS, either with more underscores in it
        if (rest is not null && split is not null && rest.StartsWith($"{split}_", StringComparison.Ordinal))
            return rest[(split.Length + 1)..];
        var behind = rest?[(rest.IndexOf('_', StringComparison.Ordinal) + 1)..];
        return behind is not null && known.IndexOf(behind) >= 0
            ? behind
            : known.Where(name => stem == name || stem.EndsWith($"_{name}", StringComparison.Ordinal)).MaxBy(name => name.Length) ?? behind;
    }

    [GeneratedRegex(@"^comp\d+_det_(.+_.+)$")]
    private static partial Regex SubmissionName();
}
