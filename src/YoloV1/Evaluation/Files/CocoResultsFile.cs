using System.Text.Json;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>Detections in COCO's results format: a JSON array of image_id, category_id, bbox and score.</summary>
internal static class CocoResultsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="truth">The ground truth that its ids refer to.</param>
    /// <param name="warnings">Receives a line when categories are unknown: COCO's program passes over their detections.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not such a file, or an image is unknown.</exception>
    public static IReadOnlyList<ScoredBox> Read(string path, TruthSource truth, List<string> warnings)
    {
        var results = Open(path);
        Fractions.Refuse(path, results.SelectMany(result => result.Bbox ?? []));
        var (found, firstUnknown) = (new List<ScoredBox>(results.Length), -1);
        for (var i = 0; i < results.Length; i++)
        {
            var result = results[i];
            if (!truth.ImageOfId.TryGetValue(result.ImageId, out var image))
            {
                throw new InvalidDataException(
                    $"{path}: entry {i} is for image {CocoTextIds.Shown(result.ImageId)}, which is not in {truth.Path}; "
                    + "evaluate the images that were used for detection.");
            }
            if (truth.ClassOfId.TryGetValue(result.CategoryId, out var classId))
                found.Add(BoxOf(path, i, result, image, classId));
            else if (firstUnknown < 0)
                firstUnknown = i;
        }
        if (firstUnknown >= 0)
        {
            warnings.Add(
                $"{path}: {results.Length - found.Count} detections whose category is not in {truth.Path} are left out, "
                + $"first entry {firstUnknown} of category {CocoTextIds.Shown(results[firstUnknown].CategoryId)}.");
        }
        return found;
    }

    /// <summary>Writes a file; classes without a category in the ground truth have no id, and are left out.</summary>
    public static void Write(string path, FileDataset dataset, TruthSource truth, IReadOnlyList<MeasuredImage> images)
    {
        CocoResult[] results = [.. ResultsOf(dataset, truth, images)];
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, results, CocoResultJson.Default.CocoResultArray));
    }

    private static IEnumerable<CocoResult> ResultsOf(FileDataset dataset, TruthSource truth, IReadOnlyList<MeasuredImage> images)
    {
        var names = DatasetTruth.NamesOf(dataset);
        var imageIds = truth.ImageOfId.ToDictionary(pair => pair.Value, pair => pair.Key);
        var categoryIds = truth.ClassOfId.ToDictionary(pair => dataset.Classes.IndexOf(truth.Classes[pair.Value]), pair => pair.Key);
        return from image in images.Index()
               from found in image.Item.Scored
               where categoryIds.ContainsKey(found.ClassId)
               select new CocoResult(
                   imageIds[names[image.Index]],
                   categoryIds[found.ClassId],
                   [found.Box.Left, found.Box.Top, found.Box.Width, found.Box.Height],
                   found.Score);
    }

    private static CocoResult[] Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"{path}: there is no such file or folder; give a COCO results file or a folder of comp4 files.", path);
        try
        {
            using var stream = RegularFile.Open(path, CocoFile.MostBytes);
            var results = JsonSerializer.Deserialize(stream, CocoResultJson.Default.CocoResultArray)
                ?? throw new InvalidDataException($"{path}(1): the file is null; write [] for no detections.");
            return Array.IndexOf(results, null) is >= 0 and var place
                ? throw new InvalidDataException($"{path}: entry {place} is null; remove it.")
                : results;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}({e.LineNumber + 1}): COCO results are an array of objects with image_id, category_id, bbox and score; correct it. "
                + JsonReason.Of(e),
                e);
        }
    }

    private static ScoredBox BoxOf(string path, int place, CocoResult result, string image, int classId)
    {
        if (result.Bbox is not [var left, var top, var width, var height] || !result.Bbox.All(double.IsFinite))
            throw new InvalidDataException($"{path}: the bbox of entry {place} is not [x, y, width, height]; correct it.");
        return double.IsFinite(result.Score)
            ? new(image, classId, PixelBox.FromCoco(left, top, width, height), result.Score)
            : throw new InvalidDataException($"{path}: the score of entry {place} is {result.Score}; give a finite number.");
    }
}
