using System.Globalization;
using System.Text.RegularExpressions;

namespace YoloV1.Evaluation;

/// <summary>The name of a part's file: <c>part-00003-of-00064.jsonl</c>.</summary>
internal static partial class PartName
{
    /// <summary>The suffix of the name until the part is complete.</summary>
    public const string Partial = ".partial";

    /// <summary>The path of a part in a folder.</summary>
    public static string In(string folder, int shard, int shards) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{shard:00000}-of-{shards:00000}.jsonl"));

    /// <summary>The parts in a folder, whole or not, in the order of their names.</summary>
    public static IEnumerable<string> Find(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => Form().IsMatch(Path.GetFileName(path))).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^part-\d{5,}-of-\d{5,}\.jsonl(\.partial)?$")]
    private static partial Regex Form();
}
