using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>The data set that <c>--data</c> and <c>--split</c> name.</summary>
internal static class DataSource
{
    private const int MostWarnings = 10;
    private const string Validation = DatasetParts.Validation;
    private const string FractionOption = "--val-fraction";

    /// <summary>The part of a split that is held out to measure on, where there is no split for that.</summary>
    public const double HeldOut = 0.2;

    /// <summary>Opens the data set to evaluate on: a split, or the images that <c>train</c> held out.</summary>
    /// <param name="data">The value of <c>--data</c>.</param>
    /// <param name="split">The value of <c>--split</c>; null when it was not given.</param>
    /// <param name="classes">The classes of the model.</param>
    /// <param name="weights">The model file; a run has its list of held-out images beside it.</param>
    /// <param name="skipBroken">Whether to continue without unreadable images.</param>
    /// <param name="limits">Which images are read.</param>
    /// <exception cref="InvalidDataException">A label is wrong, or no image has an object.</exception>
    /// <exception cref="ImageException">An image cannot be read, and is not to be skipped.</exception>
    public static FileDataset OpenMeasured(
        string data, string? split, ClassNames classes, string weights, bool skipBroken, ImageLimits limits)
    {
        var source = Datasets.OpenSource(data);
        var isOneSplit = Datasets.IsOneSplit(data);
        if ((split ?? (isOneSplit ? null : SplitNames.Find(source.Splits, Validation))) is { } found)
            return Read(source, data, found, limits, classes);

        var whole = Read(source, data, isOneSplit ? null : TrainingSplit(data, source.Splits), limits, classes);
        var list = HeldOutList.Beside(weights);
        if (HeldOutList.Find(list, whole) is { } listed)
        {
            Terminal.Note($"Evaluating on the {listed.Count} held-out images of the training, listed in {list}.");
            return new FilePart(whole, Validation, listed);
        }
        if (isOneSplit)
            return whole;
        Terminal.Note($"The list of held-out images, {list}, is missing: if the training used another --val-fraction or --seed, "
            + "it has seen some of these images; --split chooses a split to evaluate on.");
        var (images, signatures) = ReadableImages.Of(whole, skipBroken);
        return HoldOut(data, images, signatures, HeldOut, seed: 0, FractionOption).HeldOut;
    }

    /// <summary>Opens what to train on and what to measure on.</summary>
    /// <param name="settings">The settings of the call.</param>
    /// <param name="resumed">The run folder to resume, whose held-out images are kept; null for a new one.</param>
    /// <param name="heldOut">The part to hold out where there is no split to measure on and the settings name none.</param>
    /// <param name="option">The option that sets it.</param>
    /// <exception cref="ArgumentException">Both would be the same images, and <c>--val-split</c> does not name them.</exception>
    /// <exception cref="InvalidDataException">A label is wrong, or no image has an object.</exception>
    /// <exception cref="ImageException">An image cannot be read, and is not to be skipped.</exception>
    public static TrainingData OpenTraining(
        TrainSettings settings, string? resumed, double heldOut = HeldOut, string option = FractionOption)
    {
        var (data, limits) = (settings.Data!, settings.ImageLimits);
        var source = Datasets.OpenSource(data);
        var whole = Read(
            source, data, settings.Split ?? (Datasets.IsOneSplit(data) ? null : TrainingSplit(data, source.Splits)), limits);
        var measured = settings.ValSplit == "none" ? null
            : settings.ValSplit ?? (settings.ValFraction is null ? SplitNames.Find(source.Splits, Validation) : null);
        var validation = measured is null ? null : Read(source, data, measured, limits, whole.Classes);
        if (validation is not null && settings.ValSplit is null)
            RequireOthers(whole, validation);

        var (train, signatures) = ReadableImages.Of(whole, settings.SkipBroken);
        if (validation is not null)
            return new(train, ReadableImages.Of(validation, settings.SkipBroken).Images);
        if (settings.ValSplit == "none")
            return new(train, null);
        var fraction = settings.ValFraction ?? heldOut;
        if (resumed is not null && HeldOutList.Find(Path.Combine(resumed, HeldOutList.FileName), train) is { } listed)
        {
            var others = Enumerable.Range(0, train.Count).Except(listed);
            return new(new FilePart(train, DatasetParts.Training, others), new FilePart(train, Validation, listed), fraction);
        }
        var (rest, part) = HoldOut(data, train, signatures, fraction, settings.Options.Seed, option);
        return new(rest, part, fraction);
    }

    private static string TrainingSplit(string data, IReadOnlyList<string> splits) =>
        SplitNames.Find(splits, "train") ?? SplitNames.Find(splits, "trainval") ?? (splits is [var only] ? only
            : throw new ArgumentException(
                $"{data}: there is no split 'train'; name one of these with --split: {string.Join(", ", splits)}."));

    private static (FileDataset Train, FileDataset HeldOut) HoldOut(
        string data, FileDataset whole, IReadOnlyList<ImageSignature?> signatures, double fraction, int seed, string option)
    {
        if (whole.Count < 2)
        {
            throw new ArgumentException(
                $"{data}: there is no validation split, and a single image cannot be split; add images, or give '--val-split none'.");
        }
        var parts = DatasetParts.Of(whole, signatures, fraction, test: 0, seed);
        var (rest, heldOut) = (parts.Parts[0], parts.Parts[1]);
        var how = FormattableString.Invariant($"{option} {fraction} with seed {seed}");
        Terminal.Note(
            $"Of the {whole.Count} images of '{whole.Split}', {heldOut.Count} are held out for evaluation: {how}, the same in "
            + "every call.");
        if (parts.Seen > 0)
            Terminal.Note($"warning: {parts.Seen} of them look like training images, because most of the data set looks alike, as with "
                + "a camera that never moves; the evaluation will be too optimistic. Add images of other scenes for evaluation.");
        return (rest, heldOut);
    }

    private static void RequireOthers(FileDataset train, FileDataset validation)
    {
        var learned = Paths(train).ToHashSet(StringComparer.Ordinal);
        if (Paths(validation).Count(learned.Contains) is > 0 and var shared)
        {
            throw new ArgumentException(
                $"{shared} of the {validation.Count} images of '{validation.Split}' are also in '{train.Split}', so the evaluation would "
                + $"be too optimistic. Name another split with --val-split, hold some out with {FractionOption} {HeldOut}, or "
                + $"give '--val-split {validation.Split}' to evaluate on them anyway.");
        }

        static IEnumerable<string> Paths(FileDataset dataset) =>
            Enumerable.Range(0, dataset.Count).Select(index => Path.GetFullPath(dataset.ImagePath(index)));
    }

    /// <summary>Opens a split and says which boxes were clipped or left out, and which files passed over.</summary>
    /// <remarks>Images whose headers are broken are left out; <see cref="ReadableImages"/> names them with the others.</remarks>
    public static FileDataset Read(
        IDatasetSource source, string data, string? split, ImageLimits limits, ClassNames? classes = null)
    {
        var dataset = Datasets.OpenSplit(source, data, split, classes, skipBroken: true, limits);
        Warn([.. dataset.Warnings.Except(dataset.Broken)], $"in {dataset.Split}; 'yolov1 data check' lists them.");
        var isBroken = dataset.Count == 0 && dataset.Broken.Count > 0;
        if (!isBroken && !Enumerable.Range(0, dataset.Count).Any(index => dataset.GetAnnotation(index).Boxes.Count > 0))
            throw new InvalidDataException(
                $"{data}: no image of the split '{dataset.Split}' has an object; annotate them, or name another split.");
        return dataset;
    }

    /// <summary>Prints the first warnings, one per line.</summary>
    /// <param name="warnings">All of them.</param>
    /// <param name="where">The text after the number of the others.</param>
    public static void Warn(IReadOnlyList<string> warnings, string where)
    {
        foreach (var warning in warnings.Take(MostWarnings))
            Terminal.Note($"warning: {warning}");
        if (warnings.Count > MostWarnings)
            Terminal.Note($"warning: ... and {warnings.Count - MostWarnings} more {where}");
    }
}
