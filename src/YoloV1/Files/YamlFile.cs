using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace YoloV1.Files;

/// <summary>
/// Reads YAML files, which may be a stranger's: one document of maps, lists and words, within bounds that hold while it is read.
/// </summary>
/// <remarks>
/// Scalars keep their text. A key is a scalar and stands once. Anchors are passed over and aliases refused, so nothing is ever expanded;
/// tags are those of the core schema, which do not change text.
/// </remarks>
internal sealed class YamlFile
{
    /// <summary>Bytes of a file: the names of ten thousand classes take a tenth of them.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Maps and lists inside each other; data sets need two.</summary>
    public const int MostDepth = 64;

    /// <summary>Keys, single values, lists and maps.</summary>
    public const int MostNodes = 100_000;

    /// <summary>Characters of a key or a single value.</summary>
    public const int MostCharacters = 16_384;

    private const string CoreTag = "tag:yaml.org,2002:";
    private static readonly string[] CoreTags = ["str", "int", "float", "bool", "null", "seq", "map"];

    private readonly string _path;
    private readonly YamlEvents _events;
    private int _nodes;

    private YamlFile(string path, byte[] bytes) => (_path, _events) = (path, new(path, YamlText.Decode(path, bytes)));

    /// <summary>The document of a file; null where there is none, as in a file of comments.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such YAML, or beyond a bound; the message has the line.</exception>
    public static YamlValue? Read(string path) => Parse(path, RegularFile.Read(path, MostBytes));

    /// <summary>The document of a file's bytes; the path is for messages.</summary>
    /// <exception cref="InvalidDataException">It is no such YAML, or beyond a bound; the message has the line.</exception>
    public static YamlValue? Parse(string path, byte[] bytes) => new YamlFile(path, bytes).ReadDocument();

    private YamlValue? ReadDocument()
    {
        YamlValue? document = null;
        while (true)
        {
            switch (_events.Next())
            {
                case StreamEnd:
                    return document;
                case DocumentStart when document is null:
                    document = ReadValue(_events.Next(), depth: 1);
                    break;
                case DocumentStart second:
                    throw Fault(second, "a second document starts here; keep one document per file.");
            }
        }
    }

    private YamlValue ReadValue(ParsingEvent next, int depth)
    {
        if (next is NodeEvent node)
            Check(node, depth);
        return next switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart list => ReadList(list, depth),
            MappingStart map => ReadMap(map, depth),
            AnchorAlias alias =>
                throw Fault(next, $"the alias *{Printable.Of(alias.Value.Value)} is not supported; write its value."),
            // After some faults of the file the parser leaves a value out.
            _ => throw _events.Unexpected(next),
        };
    }

    private void Check(NodeEvent node, int depth)
    {
        if (++_nodes > MostNodes)
            throw Fault(node, $"the file has more than {MostNodes} keys and values, too many for a data set or a run; check the path.");
        if (depth > MostDepth && node is not Scalar)
            throw Fault(node, $"maps and lists are nested more than {MostDepth} deep; close the brackets above, or indent less.");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !IsCore(node.Tag))
            throw Fault(node, $"the tag '{Printable.Of(node.Tag.Value)}' is not supported; remove it and write a plain value.");
    }

    private static bool IsCore(TagName tag) =>
        tag.Value.StartsWith(CoreTag, StringComparison.Ordinal) && CoreTags.Contains(tag.Value[CoreTag.Length..], StringComparer.Ordinal);

    private YamlScalar ReadScalar(Scalar scalar)
    {
        if (scalar.Value.Length > MostCharacters)
            throw Fault(scalar, $"a value has {scalar.Value.Length} characters, more than {MostCharacters}; close its quote.");
        if (scalar.Value.Contains('\0', StringComparison.Ordinal))
            throw Fault(scalar, "a value contains the character \\0; remove it.");
        return new(scalar.Value, _events.LineOf(scalar));
    }

    private YamlList ReadList(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        while (_events.Next() is var next and not SequenceEnd)
            items.Add(ReadValue(next, depth + 1));
        return new(items, _events.LineOf(start));
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        var entries = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (_events.Next() is var next and not MappingEnd)
        {
            var key = ReadKey(next, depth);
            if (entries.TryGetValue(key.Text, out var first))
                throw Fault(next, $"'{Printable.Of(key.Text)}' occurs twice, first in line {first.Key.Line}; remove one.");
            entries.Add(key.Text, new(key, ReadValue(_events.Next(), depth + 1)));
        }
        return new(entries, _events.LineOf(start));
    }

    private YamlScalar ReadKey(ParsingEvent next, int depth) => next is SequenceStart or MappingStart
        ? throw Fault(next, "a key is a list or a map; write one word before the colon.")
        : (YamlScalar)ReadValue(next, depth + 1);

    private InvalidDataException Fault(ParsingEvent place, string message) => YamlFault.At(_path, _events.LineOf(place), message);
}
