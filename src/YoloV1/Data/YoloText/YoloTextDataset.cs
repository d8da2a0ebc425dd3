namespace YoloV1.Data;

/// <summary>Images with text labels, and a YAML file that says where they are: <c>path</c>, <c>train</c>, <c>val</c>, <c>test</c>, <c>names</c>.</summary>
/// <remarks>
/// A split is a folder, a list of folders, or a .txt file that lists images. The label of <c>images/a.jpg</c> is <c>labels/a.txt</c>, with
/// <c>class x y width height</c> on each line; an image without a label file is an image without objects.
/// A box of which a part lies outside the image is clipped, one without width or height is left out; <see cref="FileDataset.Warnings"/> names both.
/// </remarks>
public sealed class YoloTextDataset : FileDataset
{
    /// <summary>Reads the labels of a split; pixels are read later.</summary>
    /// <param name="yamlPath">The YAML file.</param>
    /// <param name="split">A name in it: train, val, test.</param>
    /// <param name="classes">The classes that the ids are to stand for, matched by name; null takes the file's <c>names</c>.</param>
    /// <exception cref="FileNotFoundException">The file, the split or a listed image is missing.</exception>
    /// <exception cref="InvalidDataException">The file or a label is wrong; the message says where.</exception>
    /// <exception cref="Imaging.ImageException">An image is none.</exception>
    public YoloTextDataset(string yamlPath, string split, ClassNames? classes = null)
        : base(new YoloTextSource(yamlPath), split, classes)
    {
    }
}
