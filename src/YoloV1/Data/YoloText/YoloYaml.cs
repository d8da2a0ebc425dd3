using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace YoloV1.Data;

/// <summary>The YAML file of a data set with text labels: <c>path</c>, the splits, and <c>names</c> as a list or a map.</summary>
internal sealed class YoloYaml
{
    private static readonly string[] NotSplits = ["path", "names", "nc", "download"];
    private static readonly string[] UsualSplits = ["train", "val", "test"];

    private readonly string _path;
    private readonly YamlMappingNode _root;

    private YoloYaml(string path, YamlMappingNode root)
    {
        (_path, _root) = (path, root);
        Root = FindRoot();
        Names = ReadNames();
    }

    /// <summary>The folder that the splits' paths start from: <c>path</c>, or the file's own.</summary>
    public string Root { get; }

    /// <summary>The names of the classes.</summary>
    public ClassNames Names { get; }

    /// <summary>The splits that have a place: train, val and test first.</summary>
    public IReadOnlyList<string> Splits => [.. _root.Children
        .Where(pair => pair.Key is YamlScalarNode && pair.Value is YamlSequenceNode or YamlScalarNode { Value.Length: > 0 })
        .Select(pair => ((YamlScalarNode)pair.Key).Value!)
        .Where(key => !NotSplits.Contains(key) && (UsualSplits.Contains(key) || PlacesOf(key).All(place => Directory.Exists(place) || IsList(place))))
        .OrderBy(key => Array.IndexOf(UsualSplits, key) is >= 0 and var place ? place : UsualSplits.Length)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not YAML of this kind; the message names the line.</exception>
    public static YoloYaml Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        try
        {
            using var reader = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? new YoloYaml(path, root)
                : throw new InvalidDataException($"{path}(1): this is no map; write 'train:', 'val:' and 'names:', each with its value.");
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path}({e.Start.Line}): this is not YAML; correct it. {e.Message}", e);
        }
    }

    /// <summary>The folders and list files of a split, as full paths.</summary>
    /// <exception cref="FileNotFoundException">The file does not name the split.</exception>
    public IReadOnlyList<string> PlacesOf(string split) => Find(split) switch
    {
        YamlScalarNode { Value.Length: > 0 } one => [Resolve(one.Value)],
        YamlSequenceNode many => [.. many.OfType<YamlScalarNode>().Select(one => Resolve(one.Value!))],
        _ => throw new FileNotFoundException($"{_path}: there is no split '{split}'; the splits here are: {string.Join(", ", Splits)}.", _path),
    };

    /// <summary>Whether a place is a list of images rather than a folder of them.</summary>
    public static bool IsList(string place) => place.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && File.Exists(place);

    private string FindRoot()
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        if (Find("path") is not YamlScalarNode { Value.Length: > 0 } given)
            return own;
        var beside = Path.GetFullPath(Path.Combine(own, given.Value));
        // Others take a relative path from where the program runs.
        return Directory.Exists(beside) || !Directory.Exists(given.Value) ? beside : Path.GetFullPath(given.Value);
    }

    private string Resolve(string place)
    {
        var path = Path.GetFullPath(Path.Combine(Root, place));
        // Exports are known that say ../train/images of a folder that lies beside the file.
        return !Path.Exists(path) && place.StartsWith("../", StringComparison.Ordinal) && Path.Combine(Root, place[3..]) is var inside && Path.Exists(inside)
            ? Path.GetFullPath(inside)
            : path;
    }

    private ClassNames ReadNames()
    {
        var node = Find("names") ?? throw new InvalidDataException($"{_path}(1): 'names' is missing; write the names of the classes, as a list or a map.");
        try
        {
            return new ClassNames(node switch
            {
                YamlSequenceNode list => list.Select(NameOf),
                YamlMappingNode map => map.Select(pair => (Id: IdOf(pair.Key, map.Children.Count), Name: NameOf(pair.Value))).OrderBy(pair => pair.Id).Select(pair => pair.Name),
                _ => throw Error(node, "'names' is neither a list nor a map of the classes' names."),
            });
        }
        catch (ArgumentException e)
        {
            throw Error(node, e.Message);
        }
    }

    private string NameOf(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Error(node, "a class name is a word; put it in quotes.");

    private int IdOf(YamlNode node, int count) =>
        int.TryParse((node as YamlScalarNode)?.Value, CultureInfo.InvariantCulture, out var id) && id >= 0 && id < count
            ? id
            : throw Error(node, $"class '{node}' is outside 0..{count - 1}; number the {count} classes from 0 without holes.");

    private YamlNode? Find(string key) => _root.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private InvalidDataException Error(YamlNode node, string message) => new($"{_path}({node.Start.Line}): {message}");
}
