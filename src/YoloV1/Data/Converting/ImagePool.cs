using System.Text.RegularExpressions;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The images of the new data set, all in one folder, each with a name that no other has.</summary>
/// <param name="folder">The folder.</param>
/// <param name="link">Whether they are links.</param>
internal sealed partial class ImagePool(string folder, bool link)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    // Folders are known that do not tell upper case from lower.
    private readonly HashSet<string> _stems = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Images whose names were changed.</summary>
    public int Renamed { get; private set; }

    /// <summary>Copies or links an image, if it is not there yet.</summary>
    /// <returns>Its file's name.</returns>
    public string Add(string path)
    {
        var source = Path.GetFullPath(path);
        if (_names.TryGetValue(source, out var known))
            return known;
        var name = FreeStem(source) + Path.GetExtension(source);
        Renamed += name == Path.GetFileName(source) ? 0 : 1;
        var target = SafePath.In(Directory.CreateDirectory(folder).FullName, name, $"{Printable.Path(source)}: the name");
        RegularFile.Check(source);
        if (link)
            File.CreateSymbolicLink(target, source);
        else
            File.Copy(source, target);
        return _names[source] = name;
    }

    /// <summary>The file's own name; where that is taken, with its folder's name in front, or with a counter behind.</summary>
    private string FreeStem(string source)
    {
        var own = Unsafe().Replace(Path.GetFileNameWithoutExtension(source), "_");
        var folderToo = $"{Unsafe().Replace(Path.GetFileName(Path.GetDirectoryName(source)) ?? "", "_")}_{own}";
        var numbered = Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{own}_{number}");
        return numbered.Prepend(folderToo).Prepend(own).First(_stems.Add);
    }

    // What lists of names, or names on other systems, cannot have.
    [GeneratedRegex(@"[\s\p{Cc}\\\uFFFE\uFFFF]")]
    private static partial Regex Unsafe();
}
