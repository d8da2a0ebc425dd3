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

        var examples = help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line.Length > 0)
            .ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
            YoloV1Command.Create().Parse(Words().Match(example).Value).Errors.Should().BeEmpty(example);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void WordsAndDefaults_AreThoseThatAreTyped(string path)
    {
        var (_, command) = All(YoloV1Command.Create(), "").Single(verb => verb.Path == path);
        foreach (var option in command.Options.Where(option => option.HelpName?.Contains('|', StringComparison.Ordinal) == true))
        {
            var words = option.HelpName!.Split('|');
            words.Should().OnlyContain(
                word => !word.Any(c => char.IsAsciiLetterUpper(c) && c != 'N'), $"{option.Name} is typed in small letters; N is a number");
            if (option.HasDefaultValue)
                words.Should()
                    .Contain(option.GetDefaultValue()!.ToString()!.Split(','), $"the default of {option.Name} is one of its words");
        }
    }

    [Theory]
    [InlineData("train", "--epochs", "Length and batches")]
    [InlineData("train", "--device", "Run")]
    [InlineData("pretrain", "--convolutions", "Data and network")]
    public void TheHelpOfATraining_HasItsOptionsInGroups(string verb, string option, string heading)
    {
        var lines = Call.Run(verb, "--help").ShouldSucceed().Output.Split('\n', StringSplitOptions.TrimEntries).ToList();

        var place = lines.FindIndex(line => line.StartsWith($"{option} ", StringComparison.Ordinal));
        lines.Take(place).Last(line => line.EndsWith(':')).Should().Be($"{heading}:");
    }

    [Fact]
    public void EveryHeading_StandsBeforeAnOptionThatIsThere()
    {
        var verbs = All(YoloV1Command.Create(), "").Select(verb => verb.Command).OfType<Verb>()
            .Where(verb => verb.Groups.Count > 0).ToList();

        verbs.Should().HaveCount(2);
        foreach (var verb in verbs)
            verb.Groups.Select(group => group.Option).Should().BeSubsetOf(verb.Options.Select(option => option.Name));
    }

    [Fact]
    public void TheCommandsHelp_NamesTheExitCodes() =>
        Call.Run("help").ShouldSucceed().Output.Should().Contain("0 done, 1 the work failed, 2 the call was wrong");

    private static IEnumerable<(string Path, Command Command)> All(Command command, string path) =>
        command.Subcommands.SelectMany(verb => All(verb, $"{path} {verb.Name}")).Prepend((path, command));

    /// <summary>The call of an example, without what a shell does around it.</summary>
    [GeneratedRegex("(?<=yolov1 )[^|>)\"]+")]
    private static partial Regex Words();
}
