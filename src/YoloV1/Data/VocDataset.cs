using System.Text.RegularExpressions;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Pictures in a Pascal VOC folder: <c>JPEGImages</c>, <c>Annotations</c> and the splits in <c>ImageSets/Main</c>.</summary>
/// <remarks>
/// Pascal's corners are numbers of pixels, from 1 and inclusive; a box's edges are taken as xmin - 1, ymin - 1, xmax and ymax.
/// A box of which a part lies outside the picture is clipped, one with xmax &lt;= xmin or ymax &lt;= ymin is left out;
/// <see cref="Warnings"/> names both.
/// </remarks>
public sealed partial class VocDataset : IDetectionDataset
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG", ".bmp", ".webp"];

    private readonly string _folder;
    private readonly (Annotation Annotation, string? FileName)[] _pictures;

    /// <summary>Reads the annotations of a split; pixels are read later.</summary>
    /// <param name="folder">The folder with the three folders in it, such as <c>VOCdevkit/VOC2007</c>.</param>
    /// <param name="split">A list in <c>ImageSets/Main</c> without its <c>.txt</c>: train, val, trainval, test.</param>
    /// <param name="classes">The classes; null takes those of <see cref="FindClasses"/>, the same for every split.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not a VOC folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such split, or no annotation of a picture in it.</exception>
    /// <exception cref="InvalidDataException">The split is empty, or an annotation is wrong; the message says where.</exception>
    public VocDataset(string folder, string split, ClassNames? classes = null)
    {
        _folder = folder;
        var names = ReadSplit(folder, split);
        Classes = classes ?? FindClasses(folder);
        var warnings = new List<string>();
        _pictures = [.. names.Select(name => ReadAnnotation(name, warnings))];
        Warnings = warnings;
    }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _pictures.Length;

    /// <summary>Boxes that were clipped or left out, one a line: <c>path(line): what and why</c>.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The names of all classes in all annotations of a VOC folder, in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder has no folder <c>Annotations</c>.</exception>
    /// <exception cref="InvalidDataException">An annotation is not XML, or no annotation names a class.</exception>
    public static ClassNames FindClasses(string folder)
    {
        var annotations = RequireFolder(folder, "Annotations");
        var names = Directory.EnumerateFiles(annotations, "*.xml").SelectMany(VocAnnotation.ReadClasses);
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Length > 0
            ? new ClassNames(sorted)
            : throw new InvalidDataException($"{annotations}: no annotation has an object; give the class names, or annotate the pictures.");
    }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index) => At(index).Annotation;

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">The annotation's picture is not in <c>JPEGImages</c>.</exception>
    /// <exception cref="PictureException">The picture cannot be read.</exception>
    public Picture ReadPicture(int index) => PictureFile.Read(FindPicture(At(index).Annotation.Name, At(index).FileName));

    private static List<string> ReadSplit(string folder, string split)
    {
        var lists = RequireFolder(folder, Path.Combine("ImageSets", "Main"));
        var path = Path.Combine(lists, $"{split}.txt");
        if (!File.Exists(path))
        {
            var there = Directory.EnumerateFiles(lists, "*.txt").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
            throw new FileNotFoundException(
                $"{path}: there is no split '{split}'; the splits here are: {string.Join(", ", there)}.", path);
        }
        // The lists of one class have -1, 0 or 1 behind each name.
        var names = File.ReadLines(path).Select(line => ClassListFlag().Replace(line, "").Trim()).Where(name => name.Length > 0).ToList();
        return names.Count > 0
            ? names
            : throw new InvalidDataException($"{path}: the split is empty; write the name of a picture on each line.");
    }

    private (Annotation Annotation, string? FileName) ReadAnnotation(string name, List<string> warnings)
    {
        var path = Path.Combine(_folder, "Annotations", $"{name}.xml");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: picture '{name}' has no annotation; add it, or take the name off the split.", path);
        var file = VocAnnotation.Open(path);
        var size = file.Size ?? PictureFile.ReadSize(FindPicture(name, file.FileName));
        return (new(name, size, file.ReadBoxes(Classes, size, warnings)), file.FileName);
    }

    private string FindPicture(string name, string? fileName)
    {
        var pictures = Path.Combine(_folder, "JPEGImages");
        var candidates = Extensions.Select(extension => name + extension);
        if (fileName is not null)
            candidates = candidates.Prepend(fileName);
        return candidates.Select(candidate => Path.Combine(pictures, candidate)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{Path.Combine(pictures, fileName ?? name + ".jpg")}: the picture of annotation '{name}' is missing; add it.");
    }

    private static string RequireFolder(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return Directory.Exists(path)
            ? path
            : throw new DirectoryNotFoundException(
                $"{path}: there is no such folder; a VOC folder has JPEGImages, Annotations and {Path.Combine("ImageSets", "Main")}.");
    }

    private (Annotation Annotation, string? FileName) At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _pictures[index];
    }

    [GeneratedRegex(@"\s+(-1|0|1)\s*$")]
    private static partial Regex ClassListFlag();
}
