using YoloV1.Files;

namespace YoloV1.Darknet;

/// <summary>A Darknet cfg file as sections; blanks count for nothing, and a line that begins with # or ; is a comment.</summary>
internal static class CfgFile
{
    /// <summary>Bytes of a file; the longest of Darknet's own has 20 kB.</summary>
    public const int LongestFile = 1 << 20;

    /// <summary>The sections in the order of the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is neither a section, an option, nor a comment.</exception>
    public static IReadOnlyList<CfgSection> Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such cfg file.", path);
        var length = new FileInfo(path).Length;
        if (length > LongestFile)
            throw new InvalidDataException(
                $"{path}: {length} bytes are too many for a cfg file, which has a few thousand; is this the .weights file?");
        return Parse(path, RegularFile.Lines(path, LongestFile));
    }

    /// <summary>The sections of lines that errors place in <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">A line is neither a section, an option, nor a comment.</exception>
    public static IReadOnlyList<CfgSection> Parse(string path, IEnumerable<string> lines)
    {
        var sections = new List<CfgSection>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = string.Concat(line.Where(letter => !char.IsWhiteSpace(letter)));
            if (text.Length == 0 || text[0] is '#' or ';')
                continue;
            if (text[0] == '[')
                sections.Add(new CfgSection(path, NameIn(text, path, number), number));
            else
                AddOption(text, sections.LastOrDefault(), path, number);
        }
        return sections;
    }

    private static string NameIn(string text, string path, int line) => text[^1] == ']'
        ? text[1..^1]
        : throw new InvalidDataException(
            $"{path}({line}): '{CfgSection.Shown(text)}' begins with [ but does not end with ]; write [section].");

    private static void AddOption(string text, CfgSection? section, string path, int line)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split < 1 || split == text.Length - 1)
            throw new InvalidDataException($"{path}({line}): '{CfgSection.Shown(text)}' is neither [section] nor option=value.");
        if (section is null)
            throw new InvalidDataException(
                $"{path}({line}): '{CfgSection.Shown(text)}' is before the first section; a cfg begins with [net].");
        section.Add(text[..split], text[(split + 1)..], line);
    }
}
