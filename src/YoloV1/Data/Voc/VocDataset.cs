namespace YoloV1.Data;

/// <summary>Images in a Pascal VOC folder: <c>JPEGImages</c>, <c>Annotations</c> and the splits in <c>ImageSets/Main</c>.</summary>
/// <remarks>
/// Pascal's corners are pixel coordinates, from 1 and inclusive; a box's edges are taken as xmin - 1, ymin - 1, xmax and ymax.
/// A box that extends beyond the image is clipped, one with xmax &lt;= xmin or ymax &lt;= ymin is left out;
/// <see cref="FileDataset.Warnings"/> names both. A devkit with year folders is read as one data set: a split combines all years that have
/// it.
/// </remarks>
public sealed class VocDataset : FileDataset
{
    /// <summary>Reads the annotations of a split; pixels are read later.</summary>
    /// <param name="folder">
    /// The folder with the three folders in it, such as <c>VOCdevkit/VOC2007</c>, or the one with the years, <c>VOCdevkit</c>.
    /// </param>
    /// <param name="split">A list in <c>ImageSets/Main</c> without its <c>.txt</c>: train, val, trainval, test.</param>
    /// <param name="classes">The classes; null for those of <see cref="FindClasses"/>, which are the same for every split.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not a VOC folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such split, or no annotation of an image in it.</exception>
    /// <exception cref="InvalidDataException">The split is empty, or an annotation is wrong; the message says where.</exception>
    public VocDataset(string folder, string split, ClassNames? classes = null)
        : this(Datasets.OpenVoc(folder), split, classes)
    {
    }

    internal VocDataset(VocSource source, string split, ClassNames? classes, bool skipBroken = false)
        : base(source, split, classes, skipBroken) => Source = source;

    /// <summary>Where the annotations are.</summary>
    internal VocSource Source { get; }

    /// <summary>The names of all classes in all annotations of a VOC folder, in ordinal order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not a VOC folder.</exception>
    /// <exception cref="InvalidDataException">No annotation names a class.</exception>
    public static ClassNames FindClasses(string folder) => Datasets.OpenVoc(folder).Classes;
}
