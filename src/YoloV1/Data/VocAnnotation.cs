using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace YoloV1.Data;

/// <summary>One annotation file of Pascal VOC.</summary>
internal sealed class VocAnnotation
{
    private readonly string _path;
    private readonly XElement _root;

    private VocAnnotation(string path, XElement root) => (_path, _root) = (path, root);

    /// <summary>The picture's file name, without folders; null when the annotation does not say.</summary>
    public string? FileName => _root.Element("filename")?.Value.Trim() is { Length: > 0 } name ? Path.GetFileName(name) : null;

    /// <summary>The picture's size; null when the annotation does not say, or says 0.</summary>
    public ImageSize? Size => _root.Element("size") is { } size
        && Pixels(size, "width") is > 0 and var width
        && Pixels(size, "height") is > 0 and var height
            ? new ImageSize(width, height)
            : null;

    private IEnumerable<XElement> Objects => _root.Elements("object");

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not XML.</exception>
    public static VocAnnotation Open(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path);
            return new(path, XDocument.Load(reader, LoadOptions.SetLineInfo).Root!);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{path}({e.LineNumber}): the annotation is not well-formed XML; correct it. {e.Message}", e);
        }
    }

    /// <summary>The class of each object in a file.</summary>
    public static IEnumerable<string> ReadClasses(string path)
    {
        var file = Open(path);
        return file.Objects.Select(file.ClassOf);
    }

    /// <summary>The objects, their boxes clipped to the picture.</summary>
    /// <param name="classes">The classes that may occur.</param>
    /// <param name="size">The picture's size in pixels.</param>
    /// <param name="warnings">Receives a line for each box that is clipped or left out.</param>
    /// <exception cref="InvalidDataException">A class is unknown, a number is missing, or a box is outside the picture.</exception>
    public IReadOnlyList<LabeledBox> ReadBoxes(ClassNames classes, ImageSize size, List<string> warnings)
    {
        var boxes = new List<LabeledBox>();
        foreach (var item in Objects)
        {
            var name = ClassOf(item);
            var classId = classes.IndexOf(name);
            if (classId < 0)
            {
                var known = string.Join(", ", classes);
                throw Error(item.Element("name")!, $"class '{name}' is not one of: {known}. Correct it, or add it to the classes.");
            }
            if (BoxOf(item, size, warnings) is { } box)
                boxes.Add(new(box, classId, item.Element("difficult")?.Value.Trim() == "1"));
        }
        return boxes;
    }

    private Box? BoxOf(XElement item, ImageSize size, List<string> warnings)
    {
        var corners = item.Element("bndbox") ?? throw Error(item, "the object has no <bndbox>; add one, or take the object out.");
        var (xmin, ymin, xmax, ymax) = (Number(corners, "xmin"), Number(corners, "ymin"), Number(corners, "xmax"), Number(corners, "ymax"));
        var words = FormattableString.Invariant($"box ({xmin}, {ymin})..({xmax}, {ymax})");
        if (xmax <= xmin || ymax <= ymin)
        {
            warnings.Add($"{Place(corners)}: {words} has no extent and is left out; correct it, or take the object out.");
            return null;
        }
        if (xmin > size.Width || ymin > size.Height || xmax <= 0 || ymax <= 0)
            throw Error(corners, $"{words} lies outside the picture of {size}; correct the box or the <size>.");

        var box = Box.FromPixels(xmin - 1, ymin - 1, xmax, ymax, size);
        if (xmin >= 1 && ymin >= 1 && xmax <= size.Width && ymax <= size.Height)
            return box;
        warnings.Add($"{Place(corners)}: {words} reaches out of 1..{size.Width} x 1..{size.Height} and is clipped.");
        return box.Clip();
    }

    private string ClassOf(XElement item) => item.Element("name")?.Value.Trim() is { Length: > 0 } name
        ? name
        : throw Error(item, "the object has no <name>; write its class there.");

    private float Number(XElement parent, string name)
    {
        var element = parent.Element(name) ?? throw Error(parent, $"<{parent.Name}> has no <{name}>; add it.");
        return float.TryParse(element.Value, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw Error(element, $"{name} '{element.Value}' is not a number; write the pixel's number, from 1.");
    }

    private static int Pixels(XElement size, string name) =>
        int.TryParse(size.Element(name)?.Value, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0;

    private InvalidDataException Error(XElement element, string message) => new($"{Place(element)}: {message}");

    private string Place(XElement element) => $"{_path}({((IXmlLineInfo)element).LineNumber})";
}
