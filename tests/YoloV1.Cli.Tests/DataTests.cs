using System.Text.Json;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Cli.Tests;

public sealed class DataTests : IDisposable
{
    private readonly VocFolder _voc = new();

    public DataTests() =>
        _voc.Split("train", "a").Image("a.png").Annotation("a", Object("dog", "9", "5", "9", "9") + Object("dog", "1", "1", "9", "9"));

    public void Dispose() => _voc.Dispose();

    [Fact]
    public void Check_CountsAndNamesFaultsByFileAndLine()
    {
        var output = Call.Run("data", "check", "--data", _voc.Root, "--grid", "7", "14").ShouldSucceed().Output;

        output.Should().Contain("lost at S = 14").And.NotContain("S = 28").And.Contain(
            $"{_voc.AnnotationPath("a")}(3): box (9, 5)..(9, 9) has no area");
    }

    [Fact]
    public void CheckJson_IsOneDocument_AndThePlotAnImage()
    {
        var plot = Path.Combine(_voc.Root, "plot.png");
        var call = Call.Run("data", "check", "--data", _voc.Root, "--json", "--plot", plot).ShouldSucceed();

        var document = JsonDocument.Parse(call.Output).RootElement;
        document.EnumerateObject().Select(item => item.Name).Should()
            .Equal("path", "format", "classes", "splits", "all", "faultCounts", "faults");
        document.GetProperty("all").GetProperty("grids")[0].GetProperty("s").GetInt32().Should().Be(7);
        document.GetProperty("faultCounts").GetProperty("boxWithoutExtent").GetInt32().Should().Be(1);
        document.GetProperty("faults")[0].GetProperty("place").GetString().Should().EndWith("a.xml(3)");
        ImageFile.ReadSize(plot).Width.Should().Be(1200);
    }

    [Fact]
    public void Check_RefusesWhatIsNoDataSet() =>
        Call.Run("data", "check", "--data", "nowhere").ShouldFail(1, "nowhere: there is no such file or folder;*");

    [Fact]
    public void Check_RefusesHostileYaml_InOneLineWithItsPlace()
    {
        var file = Path.Combine(_voc.Root, "d.yaml");
        foreach (var (yaml, message) in new[]
        {
            ("&r\n? &k [*k]\n: 1\nnames: [a]\n", "(2): a key is a list or a map; *"),
            ($"names: {new string('[', 100_000)}", "(1): maps and lists are nested more than 64 deep; *"),
            ($"names: {string.Concat(Enumerable.Repeat("{a: ", 50_000))}", "(1): maps and lists are nested more than 64 deep; *"),
            ("a: &a [x,x]\nb: &b [*a,*a]\ntrain: x\nnames:\n  ? *b\n  : cat\n", "(2): the alias *a is not supported; *"),
            ("!x a: images\ntrain: images\nnames: [a]\n", "(1): the tag '!x' is not supported; *"),
            ("path: .\ntrain: images\nnames: [a, b\nval: images\n", "(4): this is not YAML; *"),
        })
        {
            File.WriteAllText(file, yaml);
            Call.Run("data", "check", "--data", file).ShouldFail(1, $"{file}{message}");
        }
    }

    [Fact]
    public void Convert_CountsBeforeAndAfter_AndSaysWhatIsLeftOut()
    {
        var folder = Path.Combine(_voc.Root, "new");
        var output = Call.Run("data", "convert", "--data", _voc.Root, "--to", "yolo", "--output", folder).ShouldSucceed().Output;

        output.Should()
            .Contain("voc -> yolo").And.Contain("Nothing that was read is lost.").And.Contain("a.xml(3): box (9, 5)..(9, 9) has no area");
        File.ReadAllLines(Path.Combine(folder, "labels", "a.txt")).Should().Equal("0 0.045 0.09 0.09 0.18");
        Call.Run("data", "check", "--data", folder).ShouldSucceed().Output.Should().Contain("No faults.");
        Call.Run("data", "convert", "--data", _voc.Root, "--to", "coco", "--output", folder).ShouldFail(1, "*the folder has files, which*");
        Call.Run("data", "convert", "--data", _voc.Root, "--to", "xml", "--output", folder).ShouldFail(2, "*");
    }
}
