using YoloV1.Cli.Output;
using YoloV1.Data;

namespace YoloV1.Cli.Options;

/// <summary>The data set that <c>--data</c> and <c>--split</c> name.</summary>
internal static class DataSource
{
    private const int MostWarnings = 10;

    /// <summary>Opens a split, and says which boxes were clipped or left out.</summary>
    /// <param name="data">The value of <c>--data</c>.</param>
    /// <param name="split">The value of <c>--split</c>; null when it was not given.</param>
    /// <param name="otherwise">The split without it.</param>
    /// <param name="classes">The classes of a model; null for the data set's own.</param>
    /// <exception cref="InvalidDataException">A label is wrong, or no image has an object.</exception>
    public static FileDataset Open(string data, string? split, string otherwise, ClassNames? classes = null)
    {
        var dataset = Datasets.Open(data, split ?? (Datasets.IsOneSplit(data) ? null : otherwise), classes);
        foreach (var warning in dataset.Warnings.Take(MostWarnings))
            Terminal.Note($"warning: {warning}");
        if (dataset.Warnings.Count > MostWarnings)
            Terminal.Note(
                $"warning: ... and {dataset.Warnings.Count - MostWarnings} more in {dataset.Split}; 'yolov1 data check' lists them all.");
        if (!Enumerable.Range(0, dataset.Count).Any(index => dataset.GetAnnotation(index).Boxes.Count > 0))
            throw new InvalidDataException(
                $"{data}: no image of the split '{dataset.Split}' has an object; annotate them, or name another split.");
        return dataset;
    }

    /// <summary>Opens what a training is measured on: the split of <c>--val-split</c>, or val where there is one; null for none.</summary>
    public static FileDataset? OpenValidation(string data, string? split, FileDataset train)
    {
        if (split == "none")
            return null;
        if (split is null && Datasets.SplitsOf(data) is var splits && !splits.Contains("val"))
        {
            Terminal.Note(
                $"No split is named val (here: {string.Join(", ", splits)}): nothing is measured. Name one with --val-split.");
            return null;
        }
        return Open(data, split ?? "val", "val", train.Classes);
    }
}
