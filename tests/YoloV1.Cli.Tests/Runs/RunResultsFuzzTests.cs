using System.Globalization;
using CsCheck;
using YoloV1.Cli.Runs;

namespace YoloV1.Cli.Tests.Runs;

/// <summary>Damaged results.csv: its readable rows count, and nothing in it stops a training.</summary>
public sealed class RunResultsFuzzTests : IDisposable
{
    private const string Rows = """
        epoch,learning_rate,loss,seconds,accuracy,wait
        1,0.0010000,2.5000,1.5,,0.1000
        2,0.0009000,2.0000,1.5,0.5000,0.1000
        3,0.0001000,1.5000,1.5,0.7500,0.0000

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnyFile_IsRead_AndKeepsItsReadableRows()
    {
        var results = new RunResults(_folder["results.csv"], ResultColumn.OfBackbone);
        Fuzz.DamagedText(Rows, ",", "3", "epoch").Sample(
            bytes =>
            {
                File.WriteAllBytes(_folder["results.csv"], bytes);
                var rows = results.Rows();
                _ = results.Seconds();
                _ = results.Restore(2);
                results.Rows().Should().BeEquivalentTo(rows.Where(row => int.Parse(row[0], CultureInfo.InvariantCulture) <= 2));
            },
            iter: Fuzz.Budget, threads: 1);
    }
}
