using System.Collections;
using YoloV1.Files;

namespace YoloV1;

/// <summary>The names of the classes, in the order of their ids.</summary>
public sealed class ClassNames : IReadOnlyList<string>
{
    /// <summary>Maximum bytes of a file of names, ten times what ten thousand classes take.</summary>
    internal const long MostBytes = 4 << 20;

    private readonly string[] _names;
    private readonly Dictionary<string, int> _ids;

    /// <summary>Names in the order of their ids: the first is class 0.</summary>
    /// <exception cref="ArgumentException">There is no name, one is empty, or one stands twice.</exception>
    public ClassNames(IEnumerable<string> names)
    {
        _names = [.. names];
        _ids = new(_names.Length, StringComparer.Ordinal);
        if (_names.Length == 0)
            throw new ArgumentException("At least one class name is needed.", nameof(names));
        for (var id = 0; id < _names.Length; id++)
        {
            if (string.IsNullOrWhiteSpace(_names[id]))
                throw new ArgumentException($"The name of class {id} is empty.", nameof(names));
            if (!_ids.TryAdd(_names[id], id))
            {
                throw new ArgumentException(
                    $"Class name '{Printable.Of(_names[id])}' occurs twice, as {_ids[_names[id]]} and {id}.", nameof(names));
            }
        }
    }

    /// <summary>The twenty classes of Pascal VOC, in their usual alphabetical order.</summary>
    public static ClassNames Voc { get; } = new([
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
        "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor"]);

    /// <summary>The eighty classes of COCO's detection task, in the order of their category ids.</summary>
    public static ClassNames Coco { get; } = new([
        "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light",
        "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow",
        "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella", "handbag", "tie", "suitcase", "frisbee",
        "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard", "surfboard",
        "tennis racket", "bottle", "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple",
        "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch",
        "potted plant", "bed", "dining table", "toilet", "tv", "laptop", "mouse", "remote", "keyboard",
        "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock", "vase",
        "scissors", "teddy bear", "hair drier", "toothbrush"]);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>The name of a class.</summary>
    public string this[int classId] => _names[classId];

    /// <summary>Names for <paramref name="count"/> classes of which nothing is known: "class 0", "class 1" and so on.</summary>
    public static ClassNames Numbered(int count) => new(Enumerable.Range(0, count).Select(id => $"class {id}"));

    /// <summary>Default names for a number of classes: Pascal VOC's for 20, COCO's for 80, numbers otherwise.</summary>
    public static ClassNames Usual(int count) => count == Voc.Count ? Voc : count == Coco.Count ? Coco : Numbered(count);

    /// <summary>Reads a text file with one name a line, Darknet's <c>.names</c>; empty lines are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no regular file, has no name, one twice, or more than 4 MiB; the message names the file.
    /// </exception>
    public static ClassNames FromFile(string path)
    {
        string[] names = [.. RegularFile.Lines(path, MostBytes).Select(line => line.Trim()).Where(line => line.Length > 0)];
        try
        {
            return new(names);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(
                $"{Printable.Path(path)}: {Printable.Reason(fault)} Write one name per line, each once.", fault);
        }
    }

    /// <summary>The id of a name; -1 when there is no such class.</summary>
    public int IndexOf(string name) => _ids.GetValueOrDefault(name, -1);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The names with commas between.</summary>
    public override string ToString() => string.Join(", ", _names);
}
