using System.Text.RegularExpressions;

namespace YoloV1.Tests.Architecture;

/// <summary>What has one place, so that nothing passes it by.</summary>
public sealed partial class DoorTests
{
    [Fact]
    public void FilesAreOpenedForReading_InOnePlace() => Uses(OpensAFile()).Should().BeSubsetOf(
    [
        "src/YoloV1/Files/RegularFile.cs",
        // A file of its own, which other processes may replace meanwhile.
        "src/YoloV1/Data/Caching/DiskImages.cs",
    ]);

    [Fact]
    public void TheTerminal_IsWrittenTo_InOnePlace() => Uses(WritesToTheConsole()).Should().BeSubsetOf(
    [
        "src/YoloV1.Cli/Output/Terminal.cs",
        // Escapes control characters by itself.
        "src/YoloV1.Cli/Output/JsonOutput.cs",
        // The product's own texts of many lines.
        "src/YoloV1.Cli/Commands/CompletionCommand.cs",
    ]);

    private static IEnumerable<string> Uses(Regex what) =>
        SourceFile.Under("src").Where(file => what.IsMatch(Comment().Replace(file.Text, ""))).Select(file => file.Path);

    [GeneratedRegex(@"\bFile\.(OpenRead|OpenText|ReadLines|ReadAll\w+|Open)\(|FileMode\.Open\b|XmlReader\.Create\(")]
    private static partial Regex OpensAFile();

    [GeneratedRegex(@"\bConsole\.(Out\.|Error\.)?Write")]
    private static partial Regex WritesToTheConsole();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
