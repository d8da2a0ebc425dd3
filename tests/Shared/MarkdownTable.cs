namespace YoloV1.Tests;

/// <summary>A table of a page.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">The line of its header, from 1.</param>
/// <param name="Rows">The cells of each line but the one of dashes; the header comes first.</param>
internal sealed record MarkdownTable(string Page, int Line, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The cells of the header.</summary>
    public IReadOnlyList<string> Header => Rows[0];

    /// <summary>The rows below the header, by their first cell without backticks; columns likewise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Cells => Rows.Skip(1).ToDictionary(
        row => row[0].Replace("`", "", StringComparison.Ordinal),
        row => (IReadOnlyDictionary<string, string>)Header.Zip(row).Skip(1)
            .ToDictionary(pair => pair.First.Replace("`", "", StringComparison.Ordinal), pair => pair.Second));

    /// <summary>All tables of a page; what looks like one in a block of code is none.</summary>
    public static IEnumerable<MarkdownTable> In(MarkdownFile page)
    {
        var rows = new List<IReadOnlyList<string>>();
        var inCode = false;
        foreach (var (index, line) in page.Text.Split('\n').Append("").Index())
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && line.StartsWith('|'))
                rows.Add(CellsOf(line));
            else if (rows.Count > 0)
            {
                yield return new(page.Path, index + 1 - rows.Count, [rows[0], .. rows.Skip(2)]);
                rows.Clear();
            }
        }
    }

    /// <summary>The table of a page whose header has this cell.</summary>
    public static MarkdownTable With(string page, string header) =>
        In(MarkdownFile.Read(page)).Single(table => table.Header.Contains(header));

    public override string ToString() => $"{Page}({Line})";

    // A | of a cell stands behind a backslash.
    private static string[] CellsOf(string line) =>
        [.. line.Trim().Trim('|').Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|')
            .Select(cell => cell.Trim().Replace('\u0001', '|'))];
}
