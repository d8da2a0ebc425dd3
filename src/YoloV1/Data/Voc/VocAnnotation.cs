using System.Xml;
using System.Xml.Linq;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>One annotation file of Pascal VOC.</summary>
internal sealed class VocAnnotation
{
    private readonly string _path;
    private readonly XElement _root;
    private readonly FaultLog _faults;

    private VocAnnotation(string path, XElement root, FaultLog faults) => (_path, _root, _faults) = (path, root, faults);

    /// <summary>The image's file name, without folders; null when the annotation does not say.</summary>
    public string? FileName => Child(_root, "filename")?.Value.Trim() is { Length: > 0 } name
        ? name[(name.LastIndexOfAny(['/', '\\']) + 1)..]
        : null;

    /// <summary>The image's size; null when the annotation does not say, or says 0.</summary>
    public ImageSize? Size => Child(_root, "size") is { } size
        && Pixels(size, "width") is > 0 and var width
        && Pixels(size, "height") is > 0 and var height
            ? new ImageSize(width, height)
            : null;

    /// <summary>The class of each object.</summary>
    public IEnumerable<string> ClassesOfObjects => Objects.Select(ClassOf).OfType<string>();

    private IEnumerable<XElement> Objects => ObjectsOf(_root);

    /// <summary>Reads a file; null, with a fault, when it is not the XML of an annotation.</summary>
    public static VocAnnotation? Open(string path, FaultLog faults)
    {
        if (Load(path, faults) is not { } root)
            return null;
        if (IsAnnotation(root))
            return new(path, root, faults);
        faults.Add(
            DataFaultKind.BrokenLabel,
            $"{path}({((IXmlLineInfo)root).LineNumber})",
            $"<{Printable.Of(root.Name.LocalName)}> is not a Pascal VOC annotation, which is an <annotation> with <object>s; "
            + "export it as Pascal VOC, or remove it.");
        return null;
    }

    private static XElement? Load(string path, FaultLog faults)
    {
        var place = path;
        string message;
        try
        {
            return XmlFile.Read(path);
        }
        catch (InvalidDataException e)
        {
            message = e.Message[(Printable.Path(path).Length + 2)..];
        }
        catch (XmlException e)
        {
            place = $"{path}({Math.Max(1, e.LineNumber)})";
            message = $"the annotation is not well-formed XML; correct it. {Printable.Of(e.Message, longest: 300)}";
        }
        faults.Add(DataFaultKind.BrokenLabel, place, message);
        return null;
    }

    /// <summary>The objects, their boxes clipped to the image; those at fault are reported and left out.</summary>
    /// <param name="classes">The classes that may occur.</param>
    /// <param name="size">The image's size in pixels.</param>
    /// <param name="readings">Receives the boxes as they are written.</param>
    public IReadOnlyList<LabeledBox> ReadBoxes(ClassNames classes, ImageSize size, BoxReadings readings)
    {
        var boxes = new List<LabeledBox>();
        foreach (var item in Objects)
            if (ClassIdOf(item, classes) is { } classId && BoxOf(item, size, readings) is { } box)
                boxes.Add(new(box, classId, IsSet(item, "difficult"), IsSet(item, "iscrowd")) { Truncated = IsSet(item, "truncated") });
        return boxes;
    }

    /// <summary>
    /// The objects as in the file, with boxes neither checked nor clipped; unreadable ones are reported and left out.
    /// </summary>
    public IEnumerable<VocObject> ReadObjects()
    {
        foreach (var item in Objects)
            if (ClassOf(item) is { } name && CornersOf(item) is { } corners)
                yield return new(
                    name, corners.XMin, corners.YMin, corners.XMax, corners.YMax, IsSet(item, "difficult"), IsSet(item, "iscrowd"));
    }

    private int? ClassIdOf(XElement item, ClassNames classes)
    {
        if (ClassOf(item) is not { } name)
            return null;
        if (classes.IndexOf(name) is >= 0 and var classId)
            return classId;
        Report(
            DataFaultKind.UnknownClass,
            Child(item, "name")!,
            $"class '{Printable.Of(name)}' is not one of: {Printable.Of(classes.ToString(), longest: 400)}. "
            + "Correct it, or add it to the classes.");
        return null;
    }

    private Box? BoxOf(XElement item, ImageSize size, BoxReadings readings)
    {
        if (CornersOf(item) is not var (xmin, ymin, xmax, ymax))
            return null;
        readings.Add((xmin, ymin, xmax, ymax), size, Place(Child(item, "bndbox")!));
        return BoxCheck.OnImage(
            Box.FromPixels((float)xmin - 1, (float)ymin - 1, (float)xmax, (float)ymax, size),
            hasExtent: xmax > xmin && ymax > ymin,
            size,
            () => (FormattableString.Invariant($"box ({xmin}, {ymin})..({xmax}, {ymax})"), $"1..{size.Width} x 1..{size.Height}"),
            Place(Child(item, "bndbox")!),
            _faults);
    }

    private (double XMin, double YMin, double XMax, double YMax)? CornersOf(XElement item)
    {
        if (Child(item, "bndbox") is not { } corners)
        {
            Report(DataFaultKind.BrokenLabel, item, "the object has no <bndbox>; add one, or remove the object.");
            return null;
        }
        return Number(corners, "xmin") is { } xmin && Number(corners, "ymin") is { } ymin
            && Number(corners, "xmax") is { } xmax && Number(corners, "ymax") is { } ymax
                ? (xmin, ymin, xmax, ymax)
                : null;
    }

    private string? ClassOf(XElement item)
    {
        if (Child(item, "name")?.Value.Trim() is { Length: > 0 } name)
            return name;
        Report(DataFaultKind.BrokenLabel, item, "the object has no <name>; add its class.");
        return null;
    }

    private double? Number(XElement parent, string name)
    {
        var element = Child(parent, name);
        if (element is not null && NumberText.TryRead(element.Value, out double number))
            return number;
        Report(DataFaultKind.BrokenLabel, element ?? parent, element is null
            ? $"<{parent.Name.LocalName}> has no <{name}>; add it."
            : $"{name} '{Printable.Of(element.Value)}' is not a number; "
                + "write a pixel coordinate, from 1, with a decimal point if it has a fraction.");
        return null;
    }

    private static int Pixels(XElement size, string name) =>
        NumberText.TryReadWhole(Child(size, name)?.Value.Trim(), out var pixels) ? pixels : 0;

    private static bool IsAnnotation(XElement root) => IsNamed(root, "annotation") || ObjectsOf(root).Any();

    private static IEnumerable<XElement> ObjectsOf(XElement root) => root.Elements().Where(child => IsNamed(child, "object"));

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(child => IsNamed(child, name));

    // Some tools put the elements into a namespace, some write <Difficult>.
    private static bool IsNamed(XElement element, string name) =>
        element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsSet(XElement item, string flag) => Child(item, flag)?.Value.Trim() == "1";

    private void Report(DataFaultKind kind, XElement element, string message) => _faults.Add(kind, Place(element), message);

    private string Place(XElement element) => $"{_path}({((IXmlLineInfo)element).LineNumber})";
}
