using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Images in a folder for each class, with folders in it or without: each is one object, as large as the image.</summary>
/// <remarks>For pretraining a backbone. The classes are the folders' names in ordinal order.</remarks>
public sealed class ClassFolderDataset : IDetectionDataset
{
    private static readonly Box Whole = new(0.5f, 0.5f, 1, 1);

    private readonly string _folder;
    private readonly (string Path, int ClassId)[] _images;
    private readonly FaultLog _faults = new(strict: true);

    /// <summary>Lists the images; they are read later.</summary>
    /// <param name="folder">The folder with a folder for each class.</param>
    /// <param name="classes">The classes that the ids refer to; null for the folders that have images.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">
    /// Fewer than two classes have images, or a folder's name is none of the given classes.
    /// </exception>
    public ClassFolderDataset(string folder, ClassNames? classes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; give one with a folder of images per class.");
        _folder = folder;
        var names = FoldersOf(folder, _faults).ToList();
        if (names.Count < 2)
            throw new InvalidDataException(
                $"{folder}: {names.Count} of its folders have images; a classifier needs at least two, one per class.");
        Classes = classes ?? new ClassNames(names);
        _images = [.. names.SelectMany(name => ImageFolders.Within(Path.Combine(folder, name), _faults)
            .Select(path => (path, IdOf(name))))];
        foreach (var path in names.SelectMany(name => ImageFolders.UnreadWithin(Path.Combine(folder, name))))
            _faults.Add(DataFaultKind.UnreadFormat, path, ImageFolders.WhyUnread(path));
    }

    private ClassFolderDataset(ClassFolderDataset whole, IEnumerable<int> left)
    {
        (_folder, Classes, ImageLimits) = (whole._folder, whole.Classes, whole.ImageLimits);
        _faults.AddAll(whole._faults);
        _images = [.. left.Select(whole.At)];
    }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _images.Length;

    /// <summary>What is skipped, one per line: images of formats that are not read, and names that are not UTF-8.</summary>
    public IReadOnlyList<string> Warnings => _faults.Lines;

    /// <summary>The limits of decoded images.</summary>
    public ImageLimits ImageLimits { get; init; } = ImageLimits.Default;

    /// <summary>Whether a folder has two or more folders with images in it and is no detection data set.</summary>
    public static bool Recognizes(string folder) =>
        Directory.Exists(folder) && !Datasets.Recognizes(folder)
            && FoldersOf(folder, new(strict: false)).Count(name => FolderContent.HasImages(Path.Combine(folder, name))) > 1;

    /// <inheritdoc/>
    /// <exception cref="ImageException">The image's size cannot be read.</exception>
    public Annotation GetAnnotation(int index)
    {
        var (path, classId) = At(index);
        return new(Path.GetRelativePath(_folder, path), ImageFile.ReadSize(path), [new LabeledBox(Whole, classId)]);
    }

    /// <inheritdoc/>
    /// <exception cref="ImageException">The image cannot be read, or is beyond <see cref="ImageLimits"/>.</exception>
    public RgbImage ReadImage(int index) => ImageFile.Read(At(index).Path, ImageLimits);

    /// <summary>The same classes without some of the images.</summary>
    internal ClassFolderDataset Without(IReadOnlyCollection<int> indices) => new(this, Enumerable.Range(0, Count).Except(indices));

    private static IEnumerable<string> FoldersOf(string folder, FaultLog faults) => FolderWalk.FoldersIn(folder, faults.PassOver)
        .Where(path => ImageFolders.Within(path).Any()).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The class of an image, without its size.</summary>
    internal int ClassIdOf(int index) => At(index).ClassId;

    private int IdOf(string name)
    {
        var id = Classes.ToList().IndexOf(name);
        return id >= 0 ? id : throw new InvalidDataException(
            $"{Path.Combine(_folder, name)}: '{Printable.Of(name)}' is not one of the classes "
            + $"{Printable.Of(Classes.ToString(), longest: 400)}; rename or remove the folder.");
    }

    private (string Path, int ClassId) At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _images[index];
    }
}
