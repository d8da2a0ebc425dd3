using YoloV1.Cli.Output;
using YoloV1.Data;

namespace YoloV1.Cli.Options;

/// <summary>The data set that <c>--data</c> and <c>--split</c> name.</summary>
internal static class DataSource
{
    private const int MostWarnings = 10;
    private const string Validation = "val";
    private const string FractionOption = "--val-fraction";

    /// <summary>The part of a split that is held out to measure on, where there is no split for that.</summary>
    public const double HeldOut = 0.2;

    /// <summary>Opens what a model is measured on: a split, or the part of the training's that <c>train</c> holds out.</summary>
    /// <param name="data">The value of <c>--data</c>.</param>
    /// <param name="split">The value of <c>--split</c>; null when it was not given.</param>
    /// <param name="classes">The classes of the model.</param>
    /// <exception cref="InvalidDataException">A label is wrong, or no image has an object.</exception>
    public static FileDataset OpenMeasured(string data, string? split, ClassNames classes)
    {
        var source = Datasets.OpenSource(data);
        if (split is not null || Datasets.IsOneSplit(data))
            return Read(source, data, split, classes);
        return SplitNames.Find(source.Splits, Validation) is { } found
            ? Read(source, data, found, classes)
            : HoldOut(data, Read(source, data, TrainingSplit(data, source.Splits), classes), HeldOut, seed: 0, FractionOption).HeldOut;
    }

    /// <summary>Opens what to train on and what to measure on; the latter is null where nothing is to be measured.</summary>
    /// <param name="settings">What the call asks for.</param>
    /// <param name="heldOut">The part to hold out where there is no split to measure on and the settings name none.</param>
    /// <param name="option">The option that sets it.</param>
    /// <exception cref="ArgumentException">Both would be the same images, and <c>--val-split</c> does not name them.</exception>
    /// <exception cref="InvalidDataException">A label is wrong, or no image has an object.</exception>
    public static (FileDataset Train, FileDataset? Validation) OpenTraining(
        TrainSettings settings, double heldOut = HeldOut, string option = FractionOption)
    {
        var data = settings.Data!;
        var source = Datasets.OpenSource(data);
        var train = Read(source, data, settings.Split ?? (Datasets.IsOneSplit(data) ? null : TrainingSplit(data, source.Splits)));
        if (settings.ValSplit == "none")
            return (train, null);
        if (settings.ValSplit is { } named)
            return (train, Read(source, data, named, train.Classes));
        if (settings.ValFraction is not null || SplitNames.Find(source.Splits, Validation) is not { } split)
            return HoldOut(data, train, settings.ValFraction ?? heldOut, settings.Options.Seed, option);
        var validation = Read(source, data, split, train.Classes);
        RequireOthers(train, validation);
        return (train, validation);
    }

    private static string TrainingSplit(string data, IReadOnlyList<string> splits) =>
        SplitNames.Find(splits, "train") ?? SplitNames.Find(splits, "trainval") ?? (splits is [var only] ? only
            : throw new ArgumentException(
                $"{data}: there is no split 'train'; name one of these with --split: {string.Join(", ", splits)}."));

    private static (FileDataset Train, FileDataset HeldOut) HoldOut(
        string data, FileDataset whole, double fraction, int seed, string option)
    {
        if (whole.Count < 2)
        {
            throw new ArgumentException(
                $"{data}: there is no split to measure on, and of one image none can be held out; add images, or give '--val-split none'.");
        }
        var (rest, heldOut) = whole.Split(fraction, seed);
        var how = FormattableString.Invariant($"{option} {fraction} with seed {seed}");
        Terminal.Note(
            $"Of the {whole.Count} images of '{whole.Split}', {heldOut.Count} are held out to measure on: {how}, the same ones in "
            + "every call.");
        return (new FilePart(whole, whole.Split, rest.Indices), new FilePart(whole, Validation, heldOut.Indices));
    }

    private static void RequireOthers(FileDataset train, FileDataset validation)
    {
        var learned = Paths(train).ToHashSet(StringComparer.Ordinal);
        if (Paths(validation).Count(learned.Contains) is > 0 and var shared)
        {
            throw new ArgumentException(
                $"{shared} of the {validation.Count} images of '{validation.Split}' are trained on too, in '{train.Split}', which flatters "
                + $"what is measured. Name another split with --val-split, give {FractionOption} {HeldOut} to hold some out, or "
                + $"'--val-split {validation.Split}' to measure on them all the same.");
        }

        static IEnumerable<string> Paths(FileDataset dataset) =>
            Enumerable.Range(0, dataset.Count).Select(index => Path.GetFullPath(dataset.ImagePath(index)));
    }

    // Says which boxes were clipped or left out.
    private static FileDataset Read(IDatasetSource source, string data, string? split, ClassNames? classes = null)
    {
        var dataset = Datasets.OpenSplit(source, data, split, classes);
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
}
