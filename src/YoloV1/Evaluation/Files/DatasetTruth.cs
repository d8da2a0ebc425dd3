using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>The ground truth of an open data set, as its files have it.</summary>
internal static class DatasetTruth
{
    /// <summary>
    /// Reads the truth of a Pascal VOC folder or a COCO file again, without clipping; text labels are taken as they were read.
    /// </summary>
    public static TruthSource Of(FileDataset dataset) => dataset switch
    {
        FilePart part => OfPart(part),
        VocDataset voc => VocTruthFolder.Read(voc.Source, voc.Split, voc.Split),
        CocoDataset coco => CocoTruthFile.Read(coco.FilePath),
        _ => OfLabels(dataset),
    };

    /// <summary>The names of the images in the ground truth, in the order of the data set.</summary>
    public static IReadOnlyList<string> NamesOf(FileDataset dataset) => dataset switch
    {
        FilePart part => NamesOf(part.Whole) is var names ? [.. part.Indices.Select(index => names[index])] : [],
        CocoDataset coco => [.. coco.ImageIds.Select(CocoTextIds.Shown)],
        _ => [.. Enumerable.Range(0, dataset.Count).Select(i => dataset.GetAnnotation(i).Name)],
    };

    private static TruthSource OfPart(FilePart part)
    {
        var whole = Of(part.Whole);
        var images = NamesOf(part).ToHashSet(StringComparer.Ordinal);
        return new TruthSource
        {
            Path = whole.Path,
            Classes = whole.Classes,
            Images = [.. whole.Images.Where(images.Contains)],
            Truths = [.. whole.Truths.Where(truth => images.Contains(truth.Image))],
            ImageOfId = whole.ImageOfId.Where(pair => images.Contains(pair.Value)).ToDictionary(),
            ClassOfId = whole.ClassOfId,
            ImageOfName = whole.ImageOfName.Where(pair => images.Contains(pair.Value)).ToDictionary(StringComparer.Ordinal),
            FindImage = whole.FindImage,
            TakesOtherClasses = whole.TakesOtherClasses,
            Warnings = whole.Warnings,
        };
    }

    private static TruthSource OfLabels(FileDataset dataset)
    {
        var images = NamesOf(dataset);
        var number = images.Select((image, i) => (image, i)).ToDictionary(pair => pair.image, pair => pair.i);
        return new TruthSource
        {
            Path = dataset.Split,
            Classes = dataset.Classes,
            Images = images,
            Truths = [.. Enumerable.Range(0, dataset.Count).Select(dataset.GetAnnotation)
                .SelectMany(image => image.Boxes.Select(label => TruthBox.From(image.Name, image.Size, label)))],
            ImageOfId = ImageIds.Of(images).Zip(images).ToDictionary(pair => pair.First, pair => pair.Second),
            ClassOfId = dataset.Classes.Select((_, id) => id).ToDictionary(id => id + 1L),
            ImageOfName = images.ToDictionary(image => image),
            FindImage = image => dataset.ImagePath(number[image]),
            TakesOtherClasses = true,
        };
    }
}
