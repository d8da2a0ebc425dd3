namespace YoloV1.Benchmarks.Tests;

public sealed class ResultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Table_KeepsTheRowsOfEarlierRuns_InTheirOrder_UntilTheyAreMeasuredAgain()
    {
        Table("one", "two").Set("two", "-", "1");
        Table("one", "two").Set("one", "a", "2");
        Table("one", "two").Set("one", "b", "3");
        Table("one", "two").Set("two", "-", "4");

        Rows().Should().Equal("| one | a | 2 |", "| one | b | 3 |", "| two | - | 4 |");
    }

    [Fact]
    public void Table_LetsRowsGo_ThatThereAreNoMore()
    {
        Table("old", "new").Set("old", "-", "1");
        Table("new").Set("new", "-", "2");

        Rows().Should().Equal("| new | - | 2 |");
    }

    [Fact]
    public void Machine_HasANameForAFolder() => Machine.Name.Should().MatchRegex("^[a-z0-9-]+-[0-9]+cores-[a-z0-9-]+$");

    private ResultTable Table(params string[] order) => new(_folder["table.md"], "# Heading", ["what", "against", "number"], order);

    private IEnumerable<string> Rows() => File.ReadLines(_folder["table.md"]).Where(line => line.StartsWith('|')).Skip(2);
}
