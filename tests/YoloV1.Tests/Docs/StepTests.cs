using YoloV1.Imaging;

namespace YoloV1.Tests.Docs;

/// <summary>The programs of samples/Steps, compiled as they are and run as docs/step-by-step.md walks through them.</summary>
public sealed class StepTests : IDisposable
{
    private const string Page = "docs/step-by-step.md";

    private static readonly string Samples = Path.Combine(Repository.Root, "samples", "Steps");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Samples, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void AStep_IsAFileThatRunsByItself_AndThePageHasIt(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Samples, name));

        lines.Take(3).Should().Equal("#:project ../../src/YoloV1/YoloV1.csproj", "#:property PublishAot=false", "");
        lines.Should().Contain(line => line.StartsWith("//   dotnet run", StringComparison.Ordinal) && line.Contains(name));
        MarkdownFile.Read(Page).Links.Should().Contain(link => link.Target == $"../samples/Steps/{name}");
    }

    [Fact]
    public void Step1_EndsInOneTensor() =>
        Run("01-network.cs").Should().ContainSingle(line => line.StartsWith("Output [1, 7, 7, 13]:", StringComparison.Ordinal));

    [Fact]
    public void Step2_WritesByHandWhatTheEncoderWrites_AndDrawsIt()
    {
        var lines = Run("02-cell.cs");

        var byHand = Values(lines, "by hand");
        byHand.Should().NotBeEmpty().And.Equal(Values(lines, "GridEncoder"));
        ImageFile.Read(_folder["02-cell.png"]).Size.Width.Should().BeGreaterThan(2 * 448);

        static string[] Values(IEnumerable<string> lines, string who) =>
            [.. lines.Where(line => line.Contains(who)).Select(line => line[line.IndexOf(" x ", StringComparison.Ordinal)..])];
    }

    [Fact]
    public void Step3_CountsByHandWhatIouOfCounts()
    {
        var rows = Run("03-overlap.cs").Where(line => line.Contains("Iou.Of"))
            .Select(line => line.Split(" = ")[1].Split(", Iou.Of ")).ToList();

        rows.Should().HaveCount(6).And.OnlyContain(row => row[0] == row[1]);
        rows.Select(row => row[0]).Should().Contain("0.500").And.EndWith("0.000");
    }

    [Fact]
    public void Step4_ChargesWhatThePaperCharges()
    {
        var lines = Run("04-loss.cs");

        Costs("the truth itself").Should().OnlyContain(cost => cost == "0.000");
        Costs("x off by 0.1 of a cell")[1].Should().Be("0.025", "5 * 0.1 * 0.1 / 2");
        Costs("confidence 0.5 in an empty cell")[3].Should().Be("0.063", "0.5 * 0.5 * 0.5 / 2");
        Costs("class 2 in place of class 1")[4].Should().Be("1.000", "(1 + 1) / 2");
        Costs("another class in an empty cell").Should().OnlyContain(cost => cost == "0.000");

        string[] Costs(string what) => lines.Single(line => line.StartsWith(what, StringComparison.Ordinal))[40..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Step5_LeavesByHandWhatTheLibraryLeaves()
    {
        var lines = Run("05-suppression.cs");

        lines.Should().Contain(line => line.Contains(" goes: its IoU with that one is 0."));
        var (byHand, byLibrary) = lines.Single(line => line.StartsWith("By hand", StringComparison.Ordinal)).Split(' ') is var words
            ? (words[2], words[^1]) : default;
        byHand.Should().Be(byLibrary).And.NotBe("0");
        ImageFile.Read(_folder["05-after.png"]).Rgb.Should().NotEqual(ImageFile.Read(_folder["05-before.png"]).Rgb);
    }

    [Fact]
    public void Steps6And7_TrainANetwork_AndMeasureItByHandAsVocMetricDoes()
    {
        Run("06-training.cs", "240", "2").Should().Contain(line => line.StartsWith("epoch 2: loss", StringComparison.Ordinal));
        ImageFile.Read(_folder["06-training.png"]).Size.Width.Should().BeGreaterThan(2 * 448);

        var result = Run("07-map.cs", "30").Single(line => line.StartsWith("mAP by hand", StringComparison.Ordinal)).Split(' ');

        result[3].TrimEnd(',').Should().Be(result[^1]).And.NotBe("0.0000");
    }

    [Fact]
    public void Step7_AsksForStep6()
    {
        var run = Compile("07-map.cs").Run(_folder["."]);

        (run.ExitCode, run.Error.TrimEnd()).Should().Be((2, "steps.safetensors is missing; run 06-training.cs first."));
    }

    private string[] Run(string name, params string[] words) => Compile(name).Run(_folder["."], words).ShouldSucceed().Lines;

    // Without the lines that are for dotnet run.
    private static CodeProgram Compile(string name)
    {
        var program = new CodeProgram(string.Join(
            '\n', File.ReadLines(Path.Combine(Samples, name)).Where(line => !line.StartsWith("#:", StringComparison.Ordinal))));
        program.Errors.Should().BeEmpty(name);
        return program;
    }
}
