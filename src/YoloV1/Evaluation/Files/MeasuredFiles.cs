using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>Detections and ground truth that are already in files, of whatever program.</summary>
public static class MeasuredFiles
{
    /// <summary>Reads both. Their numbers are kept as they stand, in double precision.</summary>
    /// <param name="detections">A COCO results file, or a folder of comp4 files.</param>
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
        var measured = Directory.Exists(detections)
            ? WithComp4(detections, source, split, notes)
            : new(source.Classes, source.Images, source.Truths, CocoResultsFile.Read(detections, source, notes)) { FindImage = source.FindImage };
        notes.ForEach(warnings.Add);
        return measured;
    }

    /// <summary>What a detector found on a data set, against the objects as its files have them: no box is clipped or left out.</summary>
    /// <param name="dataset">The data set; its classes are reported.</param>
    /// <param name="images">All its images, in its order, see <see cref="Evaluator.Detect"/>.</param>
    public static MeasuredSet Of(FileDataset dataset, IReadOnlyList<MeasuredImage> images)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(images);
        var truth = DatasetTruth.Of(dataset);
        var names = DatasetTruth.NamesOf(dataset);
        return new(
            dataset.Classes,
            truth.Images,
            [.. truth.Truths.Select(item => item with { ClassId = dataset.Classes.IndexOf(truth.Classes[item.ClassId]) })],
            [.. images.SelectMany((image, i) => image.Detections.Select(found => ScoredBox.From(names[i], image.Annotation.Size, found)))])
        {
            FindImage = truth.FindImage,
        };
    }

    private static MeasuredSet WithComp4(string folder, TruthSource truth, string? split, List<string> warnings)
    {
        var files = Comp4Folder.Find(folder, split, truth.Classes);
        string[] others = [.. files.Select(file => file.Class).Where(name => truth.Classes.IndexOf(name) < 0)];
        var classes = truth.TakesOtherClasses ? new ClassNames(truth.Classes.Concat(others)) : truth.Classes;
        if (others.Length > 0)
            warnings.Add($"{folder}: {truth.Path} has no class {string.Join(", ", others)}; " +
                (truth.TakesOtherClasses ? "there is nothing of it to find." : "its detections are left out."));
        var detections = files.Select(file => (file.Path, Id: classes.IndexOf(file.Class))).Where(file => file.Id >= 0)
            .SelectMany(file => Comp4Folder.Read(file.Path, file.Id, truth));
        return new(classes, truth.Images, truth.Truths, [.. detections]) { FindImage = truth.FindImage };
    }
}
