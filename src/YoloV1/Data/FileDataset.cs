using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A split of a data set in files: its labels are read when it is made, its pictures when they are asked for.</summary>
public abstract class FileDataset : IDetectionDataset
{
    private readonly IReadOnlyList<DatasetEntry> _entries;

    private protected FileDataset(IDatasetSource source, string split, ClassNames? classes)
    {
        var faults = new FaultLog(strict: true);
        (Split, Classes) = (split, classes ?? source.Classes);
        _entries = source.Read(split, Classes, faults);
        Warnings = faults.Lines;
    }

    /// <summary>The name of the split.</summary>
    public string Split { get; }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>Boxes that were clipped, or left out because they have no extent, one a line: <c>path(line): what and why</c>.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index) => At(index).Annotation;

    /// <summary>The file of a picture.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public string PicturePath(int index) => At(index).PicturePath;

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">The picture's file is missing.</exception>
    /// <exception cref="PictureException">The picture cannot be read.</exception>
    public Picture ReadPicture(int index) => PictureFile.Read(ExistingPicturePath(index));

    /// <summary>The file of a picture, which is there.</summary>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    internal string ExistingPicturePath(int index)
    {
        var entry = At(index);
        return entry.HasPicture
            ? entry.PicturePath
            : throw new FileNotFoundException($"{entry.PicturePath}: the picture of annotation '{entry.Annotation.Name}' is missing; add it.", entry.PicturePath);
    }

    private DatasetEntry At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _entries[index];
    }
}
