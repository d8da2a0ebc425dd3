using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A split of a data set in files: its labels are read when it is made, its images when they are asked for.</summary>
public abstract class FileDataset : IDetectionDataset
{
    private readonly IReadOnlyList<DatasetEntry> _entries;

    private protected FileDataset(IDatasetSource source, string split, ClassNames? classes, bool skipBroken = false)
        : this(split, classes ?? source.Classes, (own, faults) => source.Read(split, own, faults), skipBroken)
    {
    }

    private protected FileDataset(
        string split, ClassNames classes, Func<ClassNames, FaultLog, IReadOnlyList<DatasetEntry>> read, bool skipBroken = false)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var faults = new FaultLog(strict: true, keepsBroken: true);
        (Split, Classes) = (split, classes);
        _entries = read(classes, faults);
        DataFault[] broken = [.. faults.Faults.Where(fault => FaultLog.IsOfAnImage(fault.Kind))];
        if (broken.Length > 0 && !skipBroken)
            throw FaultLog.ErrorOf(broken[0], broken.Length == 1 ? "" : $" {broken.Length - 1} more images cannot be read.");
        Broken = [.. broken.Select(fault => fault.ToString())];
        Warnings = faults.Lines;
    }

    private protected FileDataset(FileDataset whole, string name, IReadOnlyList<int> indices, IEnumerable<string> warnings)
    {
        (Split, Classes, Warnings, Broken, ImageLimits) =
            (name, whole.Classes, [.. whole.Warnings, .. warnings], [], whole.ImageLimits);
        _entries = [.. indices.Select(whole.At)];
    }

    /// <summary>The name of the split.</summary>
    public string Split { get; }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>
    /// Clipped boxes, boxes left out because they have no area, and everything else that was skipped, one per line:
    /// <c>path(line): what and why</c>.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The limits of decoded images.</summary>
    public ImageLimits ImageLimits { get; init; } = ImageLimits.Default;

    /// <summary>
    /// The images left out because they are missing or not even their size can be read, a line each; none unless that was asked for.
    /// </summary>
    internal IReadOnlyList<string> Broken { get; }

    private protected IReadOnlyList<DatasetEntry> Entries => _entries;

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index) => At(index).Annotation;

    /// <summary>The file of an image.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public string ImagePath(int index) => At(index).ImagePath;

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">The image's file is missing.</exception>
    /// <exception cref="ImageException">The image cannot be read, or is beyond <see cref="ImageLimits"/>.</exception>
    public RgbImage ReadImage(int index) => ImageFile.Read(ExistingImagePath(index), ImageLimits);

    /// <summary>The number of an image in its file; 0 in formats whose images have none.</summary>
    internal long ImageId(int index) => At(index).Id;

    /// <summary>The file of an existing image.</summary>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    internal string ExistingImagePath(int index)
    {
        var entry = At(index);
        return entry.HasImage
            ? entry.ImagePath
            : throw new FileNotFoundException($"{entry.ImagePath}: {entry.WhyMissing()}", entry.ImagePath);
    }

    private DatasetEntry At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _entries[index];
    }
}
