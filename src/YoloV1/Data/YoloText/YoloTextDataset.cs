namespace YoloV1.Data;

/// <summary>
/// Images with text labels: a folder of them, or those that a YAML file names (<c>path</c>, <c>train</c>, <c>val</c>, <c>test</c>,
/// <c>names</c>).
/// </summary>
/// <remarks>
/// The label of <c>images/a.jpg</c> is <c>labels/a.txt</c>; for an image in a folder of another name, it is beside the image. It has
/// <c>class x y width height</c> on each line; an image without a label file is an image without objects.
/// A box that extends beyond the image is clipped, one without width or height is left out;
/// <see cref="FileDataset.Warnings"/> names both.
/// </remarks>
public sealed class YoloTextDataset : FileDataset
{
    /// <summary>Reads the labels of all images in a folder and in those inside it; pixels are read later.</summary>
    /// <remarks>To train on some of them and measure on the others, see <see cref="DatasetExtensions.Split"/>.</remarks>
    /// <param name="folder">The folder; <see cref="FileDataset.Split"/> is its name.</param>
    /// <param name="classes">The names of the class ids, often <c>ClassNames.FromFile("classes.txt")</c>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There is no image in it, or none has a label.</exception>
    /// <exception cref="InvalidDataException">A label is wrong; the message says where.</exception>
    /// <exception cref="Imaging.ImageException">A file with an image's extension is no image.</exception>
    public YoloTextDataset(string folder, ClassNames classes)
        : base(YoloTextFolder.NameOf(folder), classes, (own, faults) => YoloTextFolder.Read(folder, own, faults))
    {
    }

    /// <summary>Reads the labels of a split; pixels are read later.</summary>
    /// <remarks>A split is a folder, a list of folders, or a .txt file that lists images.</remarks>
    /// <param name="yamlPath">The YAML file.</param>
    /// <param name="split">A name in it: train, val, test.</param>
    /// <param name="classes">The classes that the ids refer to, matched by name; null takes the file's <c>names</c>.</param>
    /// <exception cref="FileNotFoundException">The file, the split or a listed image is missing.</exception>
    /// <exception cref="InvalidDataException">The file or a label is wrong; the message says where.</exception>
    /// <exception cref="Imaging.ImageException">A file with an image's extension is no image.</exception>
    public YoloTextDataset(string yamlPath, string split, ClassNames? classes = null)
        : base(new YoloTextSource(yamlPath), split, classes)
    {
    }

    internal YoloTextDataset(YoloTextSource source, string split, ClassNames? classes, bool skipBroken = false)
        : base(source, split, classes, skipBroken)
    {
    }
}
