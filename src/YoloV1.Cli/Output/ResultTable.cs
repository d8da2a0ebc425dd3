using Spectre.Console;
using YoloV1.Files;

namespace YoloV1.Cli.Output;

/// <summary>
/// Rows under a header: with lines and colours on a terminal, as aligned text elsewhere. The first column has words, the others numbers.
/// </summary>
internal static class ResultTable
{
    public static void Write(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (Console.IsOutputRedirected)
            WriteText(head, rows);
        else
            Terminal.Output.Write(Lined(head, rows));
    }

    /// <summary>Columns with two blanks between, for people without a terminal and for programs.</summary>
    public static void WriteText(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        (head, rows) = (Printed(head), [.. rows.Select(Printed)]);
        int[] widths = [.. head.Select((word, column) => rows.Select(row => row[column].Length).Append(word.Length).Max())];
        foreach (var row in rows.Prepend(head))
            Terminal.Line(
                string.Join("  ", row.Select((word, column) => column == 0 ? word.PadRight(widths[0]) : word.PadLeft(widths[column])))
                    .TrimEnd());
    }

    /// <summary>The same for a terminal.</summary>
    public static Table Lined(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        (head, rows) = (Printed(head), [.. rows.Select(Printed)]);
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        for (var column = 0; column < head.Count; column++)
        {
            var alignment = column == 0 ? Justify.Left : Justify.Right;
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(head[column])}[/]") { Alignment = alignment, NoWrap = true });
        }
        foreach (var row in rows)
            table.AddRow([.. row.Select(word => new Text(word))]);
        return table;
    }

    // Before the widths are measured.
    private static IReadOnlyList<string> Printed(IReadOnlyList<string> row) => [.. row.Select(word => Printable.Of(word))];
}
