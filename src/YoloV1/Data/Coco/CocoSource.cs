using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>COCO instances files: one, or one for each split beside each other.</summary>
internal sealed class CocoSource : IDatasetSource
{
    private readonly CocoSplits _files;
    private readonly string? _imageFolder;
    private readonly Lazy<CocoFile> _first;

    /// <summary>Finds the files.</summary>
    /// <param name="path">An instances file, or a folder with some in it or in its <c>annotations</c>.</param>
    /// <param name="imageFolder">Where the images are; null looks for them around the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public CocoSource(string path, string? imageFolder = null)
    {
        (_files, _imageFolder) = (new CocoSplits(path), imageFolder);
        _first = new(() => CocoFile.Open(_files.First));
    }

    /// <inheritdoc/>
    public DataFormat Format => DataFormat.Coco;

    /// <inheritdoc/>
    public FileDataset Open(string split, ClassNames? classes, bool skipBroken, ImageLimits limits) =>
        new CocoDataset(this, split, classes, skipBroken) { ImageLimits = limits };

    /// <inheritdoc/>
    public ClassNames Classes => CocoCategories.Of(_files.First, _first.Value).Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Splits => _files.Names;

    /// <inheritdoc/>
    public IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults)
    {
        var (path, file) = FileOf(split);
        return new CocoReader(path, file, ImagesOf(path, file), classes, faults).Read();
    }

    /// <inheritdoc/>
    public IEnumerable<string> FilesOf(string split) => [];

    /// <inheritdoc/>
    public IEnumerable<string> LabelFiles(FaultLog faults) => [];

    /// <inheritdoc/>
    public IEnumerable<string> ImageFiles(FaultLog faults) => Splits.Select(FileOf)
        .Select(split => ImagesOf(split.Path, split.File).Folder)
        .Distinct(StringComparer.Ordinal).SelectMany(folder => ImageFolders.Within(folder, faults));

    /// <summary>The category ids of the first file, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<long> CategoryIds => CocoCategories.Of(_files.First, _first.Value).Ids;

    /// <summary>The file of a split.</summary>
    public string PathOf(string split) => _files.Find(split);

    private (string Path, CocoFile File) FileOf(string split) =>
        _files.Find(split) is var path && path == _files.First ? (path, _first.Value) : (path, CocoFile.Open(path));

    private CocoImages ImagesOf(string path, CocoFile file) => new(path, file, _imageFolder);
}
