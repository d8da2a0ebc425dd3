using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>
/// Detections in files, to be measured here or by other evaluators: Pascal VOC's comp4 files, COCO's results, and parts of shards.
/// </summary>
public static class DetectionFiles
{
    /// <summary>The name of the file in COCO's results format.</summary>
    public const string CocoResults = "coco_results.json";

    /// <summary>The name of the file with the truth in COCO's instances format; a data set that is a COCO file needs none.</summary>
    public const string CocoTruth = "coco_truth.json";

    /// <summary>
    /// Reads the detections of any program, with the ground truth that they belong to. Values keep their double precision.
    /// </summary>
    /// <param name="detections">A COCO results file, a folder of comp4 files, or a folder of the parts of <c>predict --output</c>.</param>
    /// <param name="truth">A COCO ground truth file, or a Pascal VOC folder.</param>
    /// <param name="split">The list of a VOC folder; null for <c>test</c> or the only one. A COCO file has none.</param>
    /// <param name="warnings">Receives a line for each kind of thing that was left out.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">The truth is not a VOC folder.</exception>
    /// <exception cref="InvalidDataException">A file is wrong, or a detection's image is unknown; the message says where.</exception>
    /// <exception cref="ArgumentException">The folder has several splits, and none was named.</exception>
    public static MeasuredSet Read(string detections, string truth, string? split, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        var source = Directory.Exists(truth) ? VocTruthFolder.Read(truth, split) : CocoTruthFile.Read(truth);
        var notes = source.Warnings.ToList();
        var measured = !Directory.Exists(detections) ? WithResults(detections, source, notes)
            : PartFolder.IsOne(detections) ? WithParts(detections, source, notes)
            : WithComp4(detections, source, split, notes);
        notes.ForEach(warnings.Add);
        return measured;
    }

    /// <summary>
    /// Writes detections in both formats, and the truth where it is not a COCO file; each file is there in full or not at all.
    /// </summary>
    /// <remarks>Values are written with all their digits, so that measuring the files gives what measuring the detections gave.</remarks>
    /// <param name="dataset">The data set.</param>
    /// <param name="images">All its images, in its order, see <see cref="Evaluator.Detect"/>.</param>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <exception cref="InvalidDataException">See <see cref="CheckFolder"/>.</exception>
    public static void Write(FileDataset dataset, IReadOnlyList<MeasuredImage> images, string folder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(images);
        CheckFolder(folder, dataset.Split, dataset.Classes);
        Directory.CreateDirectory(folder);
        Comp4Folder.Write(folder, dataset, images);
        var truth = DatasetTruth.Of(dataset);
        CocoResultsFile.Write(Path.Combine(folder, CocoResults), dataset, truth, images);
        if (dataset is not CocoDataset)
            CocoTruthWriter.FileOf(truth, images).Save(Path.Combine(folder, CocoTruth));
    }

    /// <summary>Finds out before the work whether written files would mix with others, or could not be named.</summary>
    /// <exception cref="InvalidDataException">A class cannot be part of a file name, or the folder has a file of another class.</exception>
    public static void CheckFolder(string folder, string split, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        foreach (var name in classes)
            Comp4Folder.PathOf(folder, split, name);
        if (Comp4Folder.FindOther(folder, split, classes) is { } other)
        {
            throw new InvalidDataException(
                $"{other}: this file is for a class that is not evaluated, and would be mistaken for one of these detections; "
                + "delete it, or give another folder.");
        }
    }

    private static MeasuredSet WithResults(string path, TruthSource truth, List<string> warnings) =>
        new(truth.Classes, truth.Images, truth.Truths, CocoResultsFile.Read(path, truth, warnings)) { FindImage = truth.FindImage };

    private static MeasuredSet WithParts(string folder, TruthSource truth, List<string> warnings)
    {
        var (classes, detections) = PartFolder.Read(folder, truth, warnings);
        return new(classes, truth.Images, truth.Truths, detections) { FindImage = truth.FindImage };
    }

    private static MeasuredSet WithComp4(string folder, TruthSource truth, string? split, List<string> warnings)
    {
        var files = Comp4Folder.Find(folder, split, truth.Classes);
        string[] others = [.. files.Select(file => file.Class).Where(name => truth.Classes.IndexOf(name) < 0)];
        var classes = truth.TakesOtherClasses ? new ClassNames(truth.Classes.Concat(others)) : truth.Classes;
        if (others.Length > 0)
        {
            warnings.Add($"{folder}: {truth.Path} has no class {string.Join(", ", others)}; "
                + (truth.TakesOtherClasses ? "it cannot be found there." : "its detections are left out."));
        }
        var detections = files.Select(file => (file.Path, Id: classes.IndexOf(file.Class))).Where(file => file.Id >= 0)
            .SelectMany(file => Comp4Folder.Read(file.Path, file.Id, truth));
        return new(classes, truth.Images, truth.Truths, [.. detections]) { FindImage = truth.FindImage };
    }
}
