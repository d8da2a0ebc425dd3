namespace YoloV1.Data;

/// <summary>Images with a COCO instances file; class ids count its categories in the order of their ids.</summary>
/// <remarks>
/// Images without annotations are included. A box that extends beyond the image is clipped, one without width or height is
/// left out; <see cref="FileDataset.Warnings"/> names both. The images themselves may be absent as long as none is read.
/// </remarks>
public sealed class CocoDataset : FileDataset
{
    /// <summary>Reads the annotations; pixels are read later.</summary>
    /// <param name="path">The instances file.</param>
    /// <param name="imageFolder">
    /// Where the images are; null looks around the file: its folder, <c>images</c>, <c>val2017</c> for <c>instances_val2017.json</c>.
    /// </param>
    /// <param name="classes">The classes that the ids refer to, matched by name; null takes the file's categories.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is wrong; the message says where.</exception>
    public CocoDataset(string path, string? imageFolder = null, ClassNames? classes = null)
        : this(new CocoSource(path, imageFolder), CocoSplits.NameOf(path), classes)
    {
    }

    internal CocoDataset(CocoSource source, string split, ClassNames? classes, bool skipBroken = false)
        : base(source, split, classes, skipBroken) =>
        (CategoryIds, ImageIds, FilePath) = (source.CategoryIds, [.. Entries.Select(entry => entry.Id)], source.PathOf(split));

    /// <summary>The instances file of the split.</summary>
    internal string FilePath { get; }

    /// <summary>The file's id of each category, in the order of its own classes.</summary>
    public IReadOnlyList<long> CategoryIds { get; }

    /// <summary>The file's id of each image.</summary>
    public IReadOnlyList<long> ImageIds { get; }
}
