using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>Ground truth in a Pascal VOC folder, as its files have it: no box is clipped or left out, and no image is needed.</summary>
internal static class VocTruthFolder
{
    /// <summary>Reads the annotations of a split; without one, of <c>test</c>, or of the only one there is.</summary>
    /// <exception cref="IOException">A folder, the split or an annotation is missing.</exception>
    /// <exception cref="InvalidDataException">An annotation is wrong; the message says where.</exception>
    /// <exception cref="ArgumentException">There are several splits, and none was named.</exception>
    public static TruthSource Read(string folder, string? split)
    {
        var source = Datasets.OpenVoc(folder);
        return Read(source, split ?? DefaultSplit(folder, source.Splits), folder);
    }

    /// <summary>Reads the annotations of a split.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="split">One of its splits.</param>
    /// <param name="path">What messages call it.</param>
    public static TruthSource Read(VocSource source, string split, string path)
    {
        var annotated = source.ReadObjects(split, new FaultLog(strict: true)).ToArray();
        Fractions.Refuse(path, annotated.SelectMany(image => image.Objects)
            .SelectMany(item => new[] { item.XMin, item.YMin, item.XMax, item.YMax }));
        string[] images = [.. annotated.Select(image => image.Name)];
        return new TruthSource
        {
            Path = path,
            Classes = source.Classes,
            Images = images,
            Truths = [.. annotated.SelectMany(image => image.Objects.Select(item => new TruthBox(
                image.Name,
                source.Classes.IndexOf(item.Class),
                new(item.XMin, item.YMin, item.XMax, item.YMax),
                item.Difficult,
                item.Crowd)))],
            ImageOfId = ImageIds.Of(images).Zip(images).ToDictionary(pair => pair.First, pair => pair.Second),
            ClassOfId = source.Classes.Select((_, id) => id).ToDictionary(id => id + 1L),
            ImageOfName = images.ToDictionary(image => image, StringComparer.Ordinal),
            FindImage = source.ImageFinder(),
            TakesOtherClasses = true,
        };
    }

    private static string DefaultSplit(string folder, IReadOnlyList<string> splits) =>
        splits.Contains("test") ? "test" : splits is [var only] ? only
            : throw new ArgumentException($"{folder}: name one of its splits: {string.Join(", ", splits)}.");
}
