using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The YAML file of a data set with text labels: <c>path</c>, the splits, and <c>names</c> as a list or a map.</summary>
internal sealed class YoloYaml : IYoloSplits
{
    private const int LongestList = 400;
    private const int MostKeyPoints = 10_000;

    private static readonly string[] NotSplits = ["path", "names", "nc", "download"];
    private static readonly string[] UsualSplits = ["train", "val", "test"];

    private readonly string _path;
    private readonly YamlMap _root;
    private readonly IReadOnlyList<(string Split, string Place)> _usual = [];

    private YoloYaml(string path, YamlMap root)
    {
        (_path, _root) = (path, root);
        Root = FindRoot();
        Names = ReadNames();
        CheckCount();
        Splits = FindSplits();
        if (Splits.Count == 0)
            Splits = [.. (_usual = YoloFolderSplits.Of(Root)).Select(split => split.Split).Distinct()];
        if (Splits.Count == 0)
        {
            throw YamlFault.At(_path, 1, "there is no split: neither a list such as train.txt nor a folder such as images/train with labels"
                + $" in {Printable.Path(Root)}; write 'train:' and 'val:', each with the path of a folder of images or of a list.");
        }
        KeyPointValues = ReadKeyPoints();
    }

    /// <summary>The folder that the splits' paths start from: <c>path</c>, or the file's own.</summary>
    public string Root { get; }

    /// <summary>The names of the classes.</summary>
    public ClassNames Names { get; }

    /// <summary>The splits with a path, train, val and test first; if the file names none, those in the usual places.</summary>
    public IReadOnlyList<string> Splits { get; }

    /// <summary>How many values each object's key points have behind its box, by <c>kpt_shape</c>; 0 where there are none.</summary>
    public int KeyPointValues { get; }

    /// <inheritdoc/>
    public string? KeyPointShape =>
        KeyPointValues > 0 && _root.Find("kpt_shape") is YamlList { Items: [YamlScalar points, YamlScalar values] }
        ? $"[{points.Text}, {values.Text}]"
        : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not YAML of this kind; the message names the line.</exception>
    public static YoloYaml Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        return YamlFile.Read(path) is YamlMap root
            ? new YoloYaml(path, root)
            : throw YamlFault.At(path, 1, "this is not a map; write 'train:', 'val:' and 'names:', each with its value.");
    }

    /// <summary>The folders and list files of a split, as full paths.</summary>
    /// <exception cref="FileNotFoundException">The file does not name the split.</exception>
    /// <exception cref="InvalidDataException">A place is no path; the message names the line.</exception>
    public IReadOnlyList<string> PlacesOf(string split) => _root.Find(split) switch
    {
        YamlScalar { Text.Length: > 0 } one => [PlaceOf(split, one)],
        YamlList many => [.. many.Items.Select(place => place is YamlScalar { Text.Length: > 0 } one
            ? PlaceOf(split, one)
            : throw Error(place, $"split '{Printable.Of(split)}' has an entry that is not a path; give a folder or a .txt file."))],
        _ when _usual.Any(usual => usual.Split == split) =>
            [.. _usual.Where(usual => usual.Split == split).Select(usual => usual.Place)],
        _ => throw new FileNotFoundException(
            $"{_path}: there is no split '{Printable.Of(split)}'; the splits here are: "
            + $"{Printable.Of(string.Join(", ", Splits), LongestList)}.", _path),
    };

    /// <summary>Whether a place is a list of images rather than a folder of them.</summary>
    public static bool IsList(string place) => File.Exists(place) && !ImageFile.HasExtension(place);

    private string FindRoot()
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        if (_root.Find("path") is not YamlScalar { Text.Length: > 0 } given)
            return own;
        var beside = FullPath(own, given);
        if (Directory.Exists(beside))
            return beside;
        // Others take a relative path from where the program runs; and one of another machine is nowhere, while the images are here.
        return Directory.Exists(given.Text) ? Path.GetFullPath(given.Text)
            : UsualSplits.Select(_root.Find).OfType<YamlScalar>().Any(place => place.Text.Length > 0 && Path.Exists(FullPath(own, place)))
                ? own
                : beside;
    }

    private List<string> FindSplits() => [.. _root.Entries
        .Where(entry => entry.Value is YamlList or YamlScalar { Text.Length: > 0 })
        .Where(entry => !NotSplits.Contains(entry.Key.Text) && (UsualSplits.Contains(entry.Key.Text) || IsThere(entry.Value)))
        .Select(entry => entry.Key.Text)
        .OrderBy(key => Array.IndexOf(UsualSplits, key) is >= 0 and var place ? place : UsualSplits.Length)];

    // Only keys that lead to images: kpt_shape, flip_idx and the tool's own do not.
    private bool IsThere(YamlValue value)
    {
        var places = value is YamlList list ? list.Items : [value];
        return places.Count > 0 && places.All(place => place is YamlScalar { Text.Length: > 0 } one && !one.Text.Any(char.IsControl)
            && Resolve(one) is var path
            && (Directory.Exists(path) || (path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && IsList(path))));
    }

    private string PlaceOf(string split, YamlScalar place)
    {
        var path = Resolve(place);
        return path != Path.GetPathRoot(path)
            ? path
            : throw Error(place, $"split '{Printable.Of(split)}' is the whole disk; write the path of a folder of images or of a list.");
    }

    private string Resolve(YamlScalar place)
    {
        var path = FullPath(Root, place);
        if (Path.Exists(path))
            return path;
        // Exports are known that say ../train/images of a folder that lies beside the file.
        if (WrittenPath.WithSlashes(place.Text) is ['.', '.', '/', .. var rest])
            return Path.Combine(Root, rest) is var inside && Path.Exists(inside) ? Path.GetFullPath(inside) : path;
        return WrittenPath.IsOfAnotherPlace(place.Text)
            ? WrittenPath.Find(place.Text, [Root], full => Path.Exists(full) ? full : null) ?? path
            : path;
    }

    // "images\train" has a tab in it.
    private string FullPath(string folder, YamlScalar place) => place.Text.Any(char.IsControl)
        ? throw Error(place, $"the path '{Printable.Of(place.Text)}' has control characters; "
            + "in double quotes, \\ starts an escape sequence: write /, or use single quotes.")
        : WrittenPath.SpellingsOf(place.Text).Select(text => Path.GetFullPath(Path.Combine(folder, text))).ToList() is var spellings
            && spellings.Find(Path.Exists) is { } there ? there : spellings[0];

    private ClassNames ReadNames()
    {
        var node = _root.Find("names")
            ?? throw YamlFault.At(_path, 1, "'names' is missing; write the names of the classes, as a list or a map.");
        try
        {
            return new ClassNames(node switch
            {
                YamlList list => list.Items.Select(NameOf),
                YamlMap map => map.Entries.Select(entry => (Id: IdOf(entry.Key, map.Entries.Count), Name: NameOf(entry.Value)))
                    .OrderBy(pair => pair.Id).Select(pair => pair.Name),
                _ => throw Error(node,
                    "'names' is neither a list nor a map; write the names of the classes, as [cat, dog] or {0: cat, 1: dog}."),
            });
        }
        catch (ArgumentException e)
        {
            throw Error(node,
                $"{Printable.Of(Printable.Reason(e).TrimEnd('.'), LongestList)}; class names must be unique.");
        }
    }

    private void CheckCount()
    {
        if (_root.Find("nc") is { } nc && !(nc is YamlScalar { Text: var text } && NumberText.TryReadWhole(text, out var count)
            && count == Names.Count))
        {
            var said = nc is YamlScalar one ? $"'nc' is {Printable.Of(one.Text)}" : "'nc' is not a number";
            throw Error(nc, $"{said}, but 'names' has {Printable.Count(Names.Count, "name")}; correct one of them.");
        }
    }

    private int ReadKeyPoints() => _root.Find("kpt_shape") switch
    {
        null or YamlScalar { Text: "" or "null" or "~" } => 0,
        YamlList { Items: [YamlScalar points, YamlScalar values] }
            when NumberText.TryReadWhole(points.Text, out var count) && NumberText.TryReadWhole(values.Text, out var each)
                && count is > 0 and <= MostKeyPoints && each is 2 or 3 => count * each,
        var shape => throw Error(shape, "'kpt_shape' is not [points, 2] or [points, 3]; correct it."),
    };

    private string NameOf(YamlValue value) =>
        (value as YamlScalar)?.Text ?? throw Error(value, "a class name must be text; put it in quotes.");

    private int IdOf(YamlScalar key, int count) =>
        NumberText.TryReadWhole(key.Text, out var id) && id >= 0 && id < count
            ? id
            : throw Error(key,
                $"class '{Printable.Of(key.Text)}' is outside 0..{count - 1}; number the {count} classes from 0 without gaps.");

    private InvalidDataException Error(YamlValue value, string message) => YamlFault.At(_path, value.Line, message);
}
