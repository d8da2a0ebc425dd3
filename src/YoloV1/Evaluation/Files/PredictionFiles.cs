using System.Text.Json;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>Detections in files for other evaluators: Pascal VOC's comp4 files, and COCO's results beside the truth that they belong to.</summary>
/// <remarks>Numbers are written with all their digits, so that measuring the files gives what measuring the detections gave.</remarks>
public static class PredictionFiles
{
    /// <summary>The name of the file in COCO's results format.</summary>
    public const string CocoResults = "coco_results.json";

    /// <summary>The name of the file with the truth in COCO's instances format; a data set that is a COCO file needs none.</summary>
    public const string CocoTruth = "coco_truth.json";

    /// <summary>Finds out before the work whether the files would mix with others, or could not be named.</summary>
    /// <exception cref="InvalidDataException">A class cannot stand in a file's name, or the folder has a file of another class.</exception>
    public static void Check(string folder, string split, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.FirstOrDefault(name => name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) is { } impossible)
            throw new InvalidDataException($"Class '{impossible}' cannot be part of a file's name; rename it.");
        var own = classes.Select(name => Comp4Name(split, name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var other = !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, Comp4Name(split, "*")).FirstOrDefault(path => !own.Contains(Path.GetFileName(path)));
        if (other is not null)
            throw new InvalidDataException($"{other}: this is of a class that is not measured, and would be taken for one of these detections; delete it, or give another folder.");
    }

    /// <summary>Writes the files; each is there in full or not at all.</summary>
    /// <param name="folder">The folder, which is made if it is not there.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="images">All its images, in its order, see <see cref="Evaluator.Detect"/>.</param>
    /// <exception cref="InvalidDataException">See <see cref="Check"/>.</exception>
    public static void Write(string folder, FileDataset dataset, IReadOnlyList<MeasuredImage> images)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(images);
        Check(folder, dataset.Split, dataset.Classes);
        Directory.CreateDirectory(folder);
        for (var id = 0; id < dataset.Classes.Count; id++)
            WriteLines(Path.Combine(folder, Comp4Name(dataset.Split, dataset.Classes[id])), Comp4Lines(images, id));
        var truth = DatasetTruth.Of(dataset);
        CocoResult[] results = [.. Results(dataset, truth, images)];
        AtomicFile.Write(Path.Combine(folder, CocoResults), stream => JsonSerializer.Serialize(stream, results, CocoResultJson.Default.CocoResultArray));
        if (dataset is not CocoDataset)
            CocoTruthWriter.FileOf(truth, images).Save(Path.Combine(folder, CocoTruth));
    }

    private static string Comp4Name(string split, string name) => $"comp4_det_{split}_{name}.txt";

    private static IEnumerable<string> Comp4Lines(IReadOnlyList<MeasuredImage> images, int classId) =>
        from image in images
        from found in image.Scored
        where found.ClassId == classId
        select FormattableString.Invariant($"{found.Image} {found.Score:R} {found.Box.X1:R} {found.Box.Y1:R} {found.Box.X2:R} {found.Box.Y2:R}");

    private static void WriteLines(string path, IEnumerable<string> lines) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines)
            writer.WriteLine(line);
    });

    /// <summary>COCO's results; a class of which the truth knows no category has no number there, and is left out.</summary>
    private static IEnumerable<CocoResult> Results(FileDataset dataset, TruthSource truth, IReadOnlyList<MeasuredImage> images)
    {
        var names = DatasetTruth.NamesOf(dataset);
        var imageIds = truth.ImageOfId.ToDictionary(pair => pair.Value, pair => pair.Key);
        var categoryIds = truth.ClassOfId.ToDictionary(pair => dataset.Classes.IndexOf(truth.Classes[pair.Value]), pair => pair.Key);
        return images.SelectMany((image, i) => image.Scored.Where(found => categoryIds.ContainsKey(found.ClassId)).Select(found => new CocoResult(
            imageIds[names[i]], categoryIds[found.ClassId], [found.Box.Left, found.Box.Top, found.Box.Width, found.Box.Height], found.Score)));
    }
}
