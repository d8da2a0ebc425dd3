using System.CommandLine;
using System.CommandLine.Completions;

namespace YoloV1.Cli.Commands;

/// <summary>Suggestions for the last word of a call being typed.</summary>
internal static class Suggestions
{
    /// <summary>Verbs, options and values that begin like the word; none where a file belongs, which shells find by themselves.</summary>
    /// <param name="root">The command.</param>
    /// <param name="before">The words before, without the command's own name.</param>
    /// <param name="word">What there is of the last word; empty when it has not begun.</param>
    public static IEnumerable<string> Of(Command root, IEnumerable<string> before, string word)
    {
        // Shells differ in whether --model=tiny is one word to them, two, or three.
        string[] words = [.. before.SelectMany(Split).Where(part => part.Length > 0)];
        var (option, value) = word.StartsWith("--", StringComparison.Ordinal) && word.Split('=', 2) is [var name, var begun]
            ? (name, begun)
            : (null, word);
        return Candidates(root, option is null ? words : [.. words, option], value)
            .Where(candidate => candidate.StartsWith(value, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => option is null ? candidate : $"{option}={candidate}");
    }

    private static string[] Split(string word) => word == "="
        ? []
        : word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=', 2) : [word];

    private static IEnumerable<string> Candidates(Command root, string[] before, string word)
    {
        var call = root.Parse(before);
        var command = call.CommandResult.Command;
        if (before.Length > 0 && OptionsOf(root, command).FirstOrDefault(option => option.Name == before[^1]) is { } asking
            && asking.ValueType != typeof(bool))
            return LabelsOf(asking);
        var options = OptionsOf(root, command).Where(option => call.GetResult(option) is null or { Implicit: true })
            .Select(option => option.Name);
        var verbs = command.Subcommands.Select(verb => verb.Name);
        var values = command.Arguments.SelectMany(LabelsOf);
        return word.StartsWith('-') ? options : command.Arguments.Count > 0 ? values : [.. verbs, .. options];
    }

    private static IEnumerable<Option> OptionsOf(Command root, Command command) =>
        command.Options.Concat(root.Options.Where(option => option.Recursive)).Where(option => !option.Hidden).Distinct();

    private static IEnumerable<string> LabelsOf(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
}
