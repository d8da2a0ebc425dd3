using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>
/// One text label: a line for each object, <c>class x y width height</c>, with the centre and the size as fractions of the image.
/// </summary>
/// <remarks>
/// A line with three or more points, <c>class x y x y x y ...</c>, is an outline; its bounding box is taken. In a set with key points
/// they follow the box, and are ignored.
/// </remarks>
/// <param name="classIds">The class id here of each class id there; -1 for a class that may not occur.</param>
/// <param name="names">The names of the ids there.</param>
/// <param name="size">The image's size in pixels.</param>
/// <param name="keyPointValues">The number of keypoint values after a box; 0 without keypoints.</param>
/// <param name="faults">Receives the problems.</param>
/// <param name="readings">Receives the boxes as they are written.</param>
internal sealed class YoloLabel(
    int[] classIds, ClassNames names, ImageSize size, int keyPointValues, FaultLog faults, BoxReadings readings)
{
    /// <summary>Bytes of a label: a hundred thousand boxes.</summary>
    public const long MostBytes = 16 << 20;

    /// <summary>The objects of a label file, their boxes clipped to the image; those at fault are reported and left out.</summary>
    public IReadOnlyList<LabeledBox> Read(string path)
    {
        var boxes = new List<LabeledBox>();
        var line = 0;
        foreach (var text in LinesOf(path))
            if (ReadLine(text, $"{path}({++line})") is { } box)
                boxes.Add(box);
        return boxes;
    }

    private IReadOnlyList<string> LinesOf(string path)
    {
        try
        {
            return [.. RegularFile.Lines(path, MostBytes)];
        }
        catch (InvalidDataException e)
        {
            faults.Add(DataFaultKind.BrokenLabel, path, e.Message[(Printable.Path(path).Length + 2)..]);
            return [];
        }
    }

    private LabeledBox? ReadLine(string text, string place)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return null;
        if (!TryParse(words, out var numbers))
        {
            faults.Add(
                DataFaultKind.BrokenLabel,
                place,
                $"'{Printable.Of(text)}' is not 'class x y width height'{BehindTheBox}; write five numbers, with decimal points.");
            return null;
        }
        if (numbers[0] != (int)numbers[0] || numbers[0] < 0 || numbers[0] >= classIds.Length)
        {
            faults.Add(
                DataFaultKind.UnknownClass,
                place,
                $"class {Printable.Of(words[0])} is outside 0..{classIds.Length - 1}; correct it, or add it to 'names'.");
            return null;
        }
        if (classIds[(int)numbers[0]] is < 0)
        {
            faults.Add(
                DataFaultKind.UnknownClass,
                place,
                $"class '{Printable.Of(names[(int)numbers[0]])}' is not one of the requested classes; correct it, or add it to them.");
            return null;
        }
        var box = numbers.Length == 5 || keyPointValues > 0
            ? new Box(numbers[1], numbers[2], numbers[3], numbers[4])
            : AroundPoints(numbers.AsSpan(1));
        readings.Add((box.CenterX, box.CenterY, box.Width, box.Height), size, place);
        var checkedBox = BoxCheck.OnImage(
            box,
            hasExtent: box is { Width: > 0, Height: > 0 },
            size,
            () => ($"box '{Printable.Of(string.Join(' ', words[1..]))}'", "0..1"),
            place,
            faults);
        return checkedBox is { } kept ? new(kept, classIds[(int)numbers[0]]) : null;
    }

    private string BehindTheBox => keyPointValues == 0 ? "" : $", or this followed by the {keyPointValues} values of 'kpt_shape'";

    // Five values are a box; more are its key points in a set that has some, and else an outline, two values for each point.
    private bool IsLength(int count) =>
        count == 5 || (keyPointValues > 0 ? count == 5 + keyPointValues : count >= 7 && count % 2 == 1);

    private bool TryParse(string[] words, out float[] numbers)
    {
        numbers = new float[words.Length];
        if (!IsLength(words.Length))
            return false;
        for (var i = 0; i < words.Length; i++)
            if (!NumberText.TryRead(words[i], out numbers[i]))
                return false;
        return true;
    }

    private static Box AroundPoints(ReadOnlySpan<float> points)
    {
        var (left, top, right, bottom) = (points[0], points[1], points[0], points[1]);
        for (var i = 2; i < points.Length; i += 2)
        {
            (left, right) = (Math.Min(left, points[i]), Math.Max(right, points[i]));
            (top, bottom) = (Math.Min(top, points[i + 1]), Math.Max(bottom, points[i + 1]));
        }
        return Box.FromCorners(left, top, right, bottom);
    }
}
