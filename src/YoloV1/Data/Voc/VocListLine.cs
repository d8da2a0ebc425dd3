using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A line of a list of images: a name as Pascal VOC has it, or the path of an image as others write.</summary>
internal static class VocListLine
{
    /// <summary>The name of the annotation that a line means; the line itself, without an image's ending, where there is none.</summary>
    public static string NameOf(string line, VocPart part)
    {
        var name = line.Replace('\\', '/');
        return Spellings(name).FirstOrDefault(spelling => File.Exists(part.LabelOf(spelling))) ?? WithoutEnding(name);
    }

    private static IEnumerable<string> Spellings(string name)
    {
        yield return name;
        yield return WithoutEnding(name);
        for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1))
            if (at + 1 < name.Length && name[at + 1] != '/')
                yield return WithoutEnding(name[(at + 1)..]);
    }

    private static string WithoutEnding(string name) =>
        ImageFile.HasExtension(name) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            ? name[..^Path.GetExtension(name).Length]
            : name;
}
