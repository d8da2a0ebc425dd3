using YoloV1.Cli.Commands;

namespace YoloV1.Cli.Tests.Docs;

public sealed class CommandLinePageTests
{
    [Fact]
    public void ThePageOfTheCommandLine_IsCurrent() =>
        GeneratedFile.ShouldBe("docs/command-line.md", CommandLinePage.Write(YoloV1Command.Create()));

    [Fact]
    public void EveryOption_HasADefault() => CommandLinePage.Write(YoloV1Command.Create()).Split('\n').Should()
        .NotContain(line => line.EndsWith("|  |", StringComparison.Ordinal));
}
