using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A line of a list of images: a name as Pascal VOC has it, or the path of an image as others write.</summary>
internal static class VocListLine
{
    /// <summary>The name of the annotation that a line means; the line itself, without an image's ending, where there is none.</summary>
    public static string NameOf(string line, VocPart part)
    {
        var name = WrittenPath.WithSlashes(line);
        return Spellings(name).FirstOrDefault(spelling => File.Exists(part.LabelOf(spelling))) ?? WithoutEnding(name);
    }

    private static IEnumerable<string> Spellings(string name) =>
        [name, WithoutEnding(name), .. WrittenPath.EndsOf(name).Select(WithoutEnding)];

    private static string WithoutEnding(string name) =>
        ImageFile.HasExtension(name) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            ? name[..^Path.GetExtension(name).Length]
            : name;
}
