using System.Text;
using YoloV1.Files;

namespace YoloV1.Cli.Options;

/// <summary>Settings in a YAML file: a map from their names to their values.</summary>
internal static class OptionsFile
{
    /// <summary>Reads a file; its lines count in the order of the table, the recipe before everything else.</summary>
    /// <exception cref="ArgumentException">A key is unknown or its value cannot be; the message has the line.</exception>
    public static TrainSettings Read(string path, TrainSettings settings, IReadOnlyList<Setting> known)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file of options.", path);
        return Apply(path, () => YamlFile.Read(path), settings, known);
    }

    /// <summary>Takes the text that <see cref="Write"/> gives.</summary>
    public static TrainSettings Parse(string text, TrainSettings settings, IReadOnlyList<Setting> known) =>
        Apply("settings", () => YamlFile.Parse("settings", Encoding.UTF8.GetBytes(text)), settings, known);

    /// <summary>All settings as such a file.</summary>
    public static string Write(TrainSettings settings, IReadOnlyList<Setting> known)
    {
        var lines = known.Select(setting => (setting.Name, Value: setting.Get(settings))).Where(entry => entry.Value is not null)
            .Select(entry => $"{entry.Name}: {Quote(entry.Value!)}\n");
        return string.Concat(lines);
    }

    private static TrainSettings Apply(
        string path, Func<YamlValue?> read, TrainSettings settings, IReadOnlyList<Setting> known)
    {
        var entries = Entries(path, read, known);
        var order = known.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        foreach (var (setting, word, line) in entries.OrderBy(entry => order[entry.Setting]))
            settings = setting.Apply(settings, word, $"{path}({line}): ");
        return settings;
    }

    private static List<(Setting Setting, string Word, long Line)> Entries(
        string path, Func<YamlValue?> read, IReadOnlyList<Setting> known) =>
        Document(read) switch
        {
            null => [],
            YamlMap map => [.. map.Entries.Select(entry => Entry(path, known, entry))],
            _ => throw Error(path, 1, "this is not a map of options; write lines such as 'epochs: 100'."),
        };

    private static YamlValue? Document(Func<YamlValue?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new ArgumentException(fault.Message, fault);
        }
    }

    private static (Setting, string, long) Entry(string path, IReadOnlyList<Setting> known, YamlEntry entry)
    {
        var ((name, line), value) = entry;
        var setting = known.FirstOrDefault(setting => setting.Name == name);
        if (setting is null)
        {
            var near = Spelling.Nearest(name, known.Select(setting => setting.Name));
            throw Error(path, line,
                $"'{Printable.Of(name)}' is not an option{(near is null ? "; see --help" : $"; did you mean '{near}'?")}");
        }
        return value is YamlScalar word
            ? (setting, word.Text, line)
            : throw Error(path, line, $"{name} is not one value; give {setting.Values}.");
    }

    private static ArgumentException Error(string path, long line, string message) => new(YamlFault.At(path, line, message).Message);

    private static string Quote(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/') && value.Length > 0 && value[0] != '-'
            ? value
            : YamlText.Quoted(value);
}
