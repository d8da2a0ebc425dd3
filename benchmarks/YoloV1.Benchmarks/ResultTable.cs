using System.Text;

namespace YoloV1.Benchmarks;

/// <summary>A table in a Markdown file, which keeps the rows of earlier runs until they are measured again.</summary>
/// <param name="path">The file.</param>
/// <param name="heading">What stands above the table.</param>
/// <param name="columns">Its columns; the first two name a row.</param>
/// <param name="order">The first cells of all rows that there can be, in the order to show them; others go.</param>
internal sealed class ResultTable(string path, string heading, string[] columns, IReadOnlyList<string> order)
{
    private readonly List<string[]> _rows = File.Exists(path)
        ? [.. File.ReadLines(path).SkipWhile(line => !IsRule(line)).Skip(1).Where(IsRow).Select(Cells)]
        : [];

    /// <summary>Puts a row in, in place of an older one of its name, and writes the file.</summary>
    public void Set(params string[] cells)
    {
        _rows.RemoveAll(row => row[0] == cells[0] && row[1] == cells[1]);
        _rows.Add(cells);
        Write();
    }

    private void Write()
    {
        var text = new StringBuilder().Append(heading.Trim()).Append("\n\n");
        AddRow(columns);
        AddRow([.. columns.Select((_, i) => i < 2 ? "---" : "---:")]);
        foreach (var row in _rows.Where(row => order.Contains(row[0]))
            .OrderBy(row => order.Index().First(item => item.Item == row[0]).Index))
            AddRow(row);
        File.WriteAllText(path, text.ToString());

        void AddRow(string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    private static bool IsRow(string line) => line.StartsWith('|');

    private static bool IsRule(string line) => line.StartsWith("| ---", StringComparison.Ordinal);

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
