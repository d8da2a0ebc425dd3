using System.CommandLine;
using System.Text.RegularExpressions;
using YoloV1.Cli.Commands;

namespace YoloV1.Cli.Tests;

public sealed partial class HelpTests
{
    public static TheoryData<string> Verbs => [.. All(YoloV1Command.Create(), "").Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_EndsWithExamples_AndEachIsACallThatParses(string path)
    {
        var help = Call.Run([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).ShouldSucceed().Output;

        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line.Length > 0).ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
            YoloV1Command.Create().Parse(Words().Match(example).Value).Errors.Should().BeEmpty(example);
    }

    [Fact]
    public void TheCommandsHelp_NamesTheExitCodes() => Call.Run("help").ShouldSucceed().Output.Should().Contain("0 done, 1 the work failed, 2 the call was wrong");

    private static IEnumerable<(string Path, Command Command)> All(Command command, string path) =>
        command.Subcommands.SelectMany(verb => All(verb, $"{path} {verb.Name}")).Prepend((path, command));

    /// <summary>The call of an example, without what a shell does around it.</summary>
    [GeneratedRegex("(?<=yolov1 )[^|>)\"]+")]
    private static partial Regex Words();
}
