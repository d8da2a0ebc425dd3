using System.Text.Json;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>Detections in the parts written by <c>predict --output</c>, one per shard, all of one job.</summary>
internal static class PartFolder
{
    private const int MostNamed = 5;

    /// <summary>Whether a folder has parts.</summary>
    public static bool IsOne(string folder) => PartName.Find(folder).Any();

    /// <summary>Reads all parts.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="truth">The images that were detected on.</param>
    /// <param name="warnings">Receives a line where images could not be read, or classes have no truth.</param>
    /// <returns>The classes, and the detections in the order of the truth's images.</returns>
    /// <exception cref="InvalidDataException">
    /// A part is missing, incomplete or of another job, or its images differ from those of the truth.
    /// </exception>
    public static (ClassNames Classes, IReadOnlyList<ScoredBox> Detections) Read(string folder, TruthSource truth, List<string> warnings)
    {
        var parts = Open(folder);
        var (classes, idOf) = ClassesOf(folder, parts[0].Head.Classes, truth, warnings);
        var found = new Dictionary<string, IReadOnlyList<ScoredBox>>(StringComparer.Ordinal);
        var unread = new List<string>();
        foreach (var (path, prediction) in parts.SelectMany(part => Predictions(part.Path, part.Head)))
        {
            var image = ImageOf(prediction.Image, truth) ?? throw new InvalidDataException(
                $"{path}: image '{Printable.Path(prediction.Image)}' is not in {truth.Path}; evaluate the images used for detection.");
            if (prediction.Error is not null)
                unread.Add(image);
            if (!found.TryAdd(image, [.. BoxesOf(path, image, prediction, idOf)]))
                throw new InvalidDataException($"{path}: image '{Printable.Path(prediction.Image)}' occurs twice; name each image once.");
        }
        if (truth.Images.Where(image => !found.ContainsKey(image)).ToArray() is { Length: > 0 } missing)
        {
            throw new InvalidDataException(
                $"{folder}: {missing.Length} of the {truth.Images.Count} images of {truth.Path} are missing in all parts, first "
                + $"'{Printable.Of(missing[0])}'; detect on all of them.");
        }
        if (unread.Count > 0)
        {
            warnings.Add($"{folder}: {Printable.Count(unread.Count, "image")} could not be read and count as images without detections, "
                + $"first '{Printable.Of(unread[0])}'.");
        }
        return (classes, [.. truth.Images.SelectMany(image => found[image])]);
    }

    private static List<(string Path, PartHead Head)> Open(string folder)
    {
        string[] paths = [.. PartName.Find(folder)];
        var parts = paths.Where(path => !path.EndsWith(PartName.Partial, StringComparison.Ordinal))
            .Select(path => (Path: path, Head: PartHead.Read(path))).ToList();
        var shards = parts.Count > 0 ? parts[0].Head.Shards : 0;
        foreach (var (path, head) in parts)
        {
            if (parts[0].Head.DifferenceFrom(head) is { } difference)
            {
                throw new InvalidDataException(
                    $"{path}: this part has {difference} than {Path.GetFileName(parts[0].Path)}; keep the parts of one job in a "
                    + "folder.");
            }
        }
        string[] missing = parts.Count == 0 ? paths
            : [.. Enumerable.Range(0, shards).Select(shard => PartName.In(folder, shard, shards)).Except(parts.Select(part => part.Path))];
        if (missing.Length == 0)
            return parts;
        var named = string.Join(", ", missing.Take(MostNamed).Select(path => Path.GetFileName(path)));
        throw new InvalidDataException(
            $"{folder}: {missing.Length} parts are missing or incomplete: {named}{(missing.Length > MostNamed ? ", ..." : "")}; run them.");
    }

    private static IEnumerable<(string Path, ImagePrediction Prediction)> Predictions(string path, PartHead head)
    {
        var number = 1;
        foreach (var line in RegularFile.Lines(path, PartHead.MostBytes).Skip(1))
            yield return ($"{path}({++number})", Parse(line, $"{path}({number})"));
        if (number - 1 != head.Images)
            throw new InvalidDataException($"{path}: it has {number - 1} of {head.Images} images; delete it and run that part again.");
    }

    private static ImagePrediction Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PartJson.Default.ImagePrediction) is { Image: not null } prediction ? prediction
                : throw new InvalidDataException($"{place}: 'image' is missing; run that part again.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{place}: this line does not hold the detections of an image; run that part again. {JsonReason.Of(fault)}", fault);
        }
    }

    private static (ClassNames Classes, IReadOnlyDictionary<string, int> IdOf) ClassesOf(
        string folder, IReadOnlyList<string> detected, TruthSource truth, List<string> warnings)
    {
        string[] others = [.. detected.Where(name => truth.Classes.IndexOf(name) < 0)];
        if (others.Length > 0)
        {
            warnings.Add($"{folder}: {truth.Path} has no class {string.Join(", ", others.Select(name => Printable.Of(name)))}; "
                + (truth.TakesOtherClasses ? "it cannot be found there." : "its detections are left out."));
        }
        var classes = truth.TakesOtherClasses && others.Length > 0 ? new ClassNames(truth.Classes.Concat(others)) : truth.Classes;
        return (classes, classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal));
    }

    private static IEnumerable<ScoredBox> BoxesOf(
        string place, string image, ImagePrediction prediction, IReadOnlyDictionary<string, int> idOf)
    {
        foreach (var detection in prediction.Detections ?? [])
        {
            if (detection is not { Class: not null, Box: var (x1, y1, x2, y2) })
                throw new InvalidDataException($"{place}: a detection has no 'class' or no 'box'; run that part again.");
            // By VOC, whose columns and rows are counted from 1.
            if (idOf.TryGetValue(detection.Class, out var classId))
                yield return new(image, classId, new PixelBox(x1 + 1.0, y1 + 1.0, x2, y2), detection.Score);
        }
    }

    /// <summary>The image of a path: by the longest end of it that the truth knows, with or without extension.</summary>
    private static string? ImageOf(string path, TruthSource truth)
    {
        var folders = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < folders.Length; from++)
        {
            var end = string.Join('/', folders[from..]);
            if (truth.ImageOfName.TryGetValue(end, out var image)
                || truth.ImageOfName.TryGetValue(end[..^Path.GetExtension(end).Length], out image))
                return image;
        }
        return null;
    }
}
