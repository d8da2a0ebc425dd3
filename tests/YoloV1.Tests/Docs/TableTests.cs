namespace YoloV1.Tests.Docs;

/// <summary>The tables of README.md and docs/ are whole.</summary>
public sealed class TableTests
{
    [Fact]
    public void EveryRow_HasACellForEachColumn()
    {
        var wrong =
            from table in MarkdownFile.All.SelectMany(MarkdownTable.In)
            from row in table.Rows
            where row.Count != table.Header.Count
            select $"{table}: {row.Count} cells for {table.Header.Count} columns: {string.Join(" | ", row)}";

        wrong.Should().BeEmpty();
    }
}
