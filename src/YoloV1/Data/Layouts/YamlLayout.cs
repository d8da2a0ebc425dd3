using System.Text.RegularExpressions;

namespace YoloV1.Data;

/// <summary>A YAML file that names splits and classes, and text labels. YAML of other kinds, such as a program's, is passed over.</summary>
internal sealed partial class YamlLayout : IDatasetLayout
{
    /// <inheritdoc/>
    public IDatasetSource? Open(string folder)
    {
        string[] files = [.. FolderContent.Files(folder).Where(IsYaml).Where(IsDataset).Order(StringComparer.Ordinal)];
        return files.Length switch
        {
            0 => null,
            1 => new YoloTextSource(files[0]),
            _ => throw new ArgumentException(
                $"{folder}: {string.Join(", ", files.Select(Path.GetFileName))} are possible; give one of the files."),
        };
    }

    /// <summary>Whether a file is YAML by its ending.</summary>
    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    // By its lines, so that one that is not well-formed is recognised too, and refused with its fault.
    private static bool IsDataset(string path) => Key().IsMatch(FolderContent.HeadOf(path));

    [GeneratedRegex("""^\s*[{"']*(names|train|val|nc)["']?\s*:""", RegexOptions.Multiline)]
    private static partial Regex Key();
}
