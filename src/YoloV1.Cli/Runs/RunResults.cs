using System.Globalization;
using System.Text;
using YoloV1.Files;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>results.csv of a run: a row an epoch. A file that is missing, cut or strange stops nothing: its readable rows count.</summary>
internal sealed class RunResults(string path, IReadOnlyList<ResultColumn> columns)
{
    // Rows of a hundred thousand epochs take half of them.
    private const int MostBytes = 64 << 20;

    private string Header => string.Join(',', columns.Select(column => column.Name));

    /// <summary>Starts the file over.</summary>
    public void Clear() => Write([]);

    /// <summary>Adds an epoch's row.</summary>
    public void Add(EpochReport epoch) =>
        File.AppendAllText(path, string.Join(',', columns.Select(column => column.TextOf(epoch))) + "\n");

    /// <summary>Keeps the rows of the first epochs, up to the checkpoint.</summary>
    /// <returns>Dropped and missing rows, in one line; null if all of those epochs have a row.</returns>
    public string? Restore(int epochs)
    {
        var lines = Lines();
        var known = Known(lines).Where(row => EpochOf(row) <= epochs).ToList();
        // After the last line break is what was being written when the process ended.
        var strange = lines.SkipLast(1).Count(line => line.Length > 0 && line != Header && Parse(line) is null);
        Write(known);
        var missing = epochs - known.Count;
        return strange == 0 && missing == 0
            ? null
            : $"{path}: {Printable.Count(strange, "line")} unreadable and dropped, {missing} of {Printable.Count(epochs, "epoch")} "
                + "without a row; the checkpoint is intact, and training continues from it.";
    }

    /// <summary>The rows, each with an epoch after the one before.</summary>
    public IReadOnlyList<string[]> Rows() => Known(Lines());

    /// <summary>Time that the steps of all epochs took, in seconds.</summary>
    public double Seconds() => Rows().Sum(row => Number(row[SecondsColumn]) ?? 0);

    private int SecondsColumn => columns.Index().First(pair => pair.Item == ResultColumn.Seconds).Index;

    private static int EpochOf(string[] row) => int.Parse(row[0], CultureInfo.InvariantCulture);

    private static double? Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private List<string[]> Known(string[] lines)
    {
        var rows = new List<string[]>();
        foreach (var row in lines.SkipLast(1).Select(Parse).OfType<string[]>())
        {
            if (rows.Count == 0 || EpochOf(row) > EpochOf(rows[^1]))
                rows.Add(row);
        }
        return rows;
    }

    /// <summary>A row; null for a line that is none.</summary>
    private string[]? Parse(string line)
    {
        var row = line.Split(',');
        return row.Length == columns.Count
            && int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && epoch > 0
            && row.All(word => word.Length == 0 || Number(word) is not null)
            ? row
            : null;
    }

    private string[] Lines() => File.Exists(path)
        ? Encoding.UTF8.GetString(RegularFile.Read(path, MostBytes)).ReplaceLineEndings("\n").Split('\n')
        : [""];

    private void Write(IEnumerable<string[]> rows)
    {
        var text = string.Concat(rows.Select(row => string.Join(',', row)).Prepend(Header).Select(row => row + "\n"));
        AtomicFile.WriteText(path, text);
    }
}
