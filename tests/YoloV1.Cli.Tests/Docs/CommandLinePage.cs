using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YoloV1.Cli.Commands;

namespace YoloV1.Cli.Tests.Docs;

/// <summary>docs/command-line.md, from the commands themselves.</summary>
internal static partial class CommandLinePage
{
    private const string Introduction = """
        # The command line

        `yolov1 VERB [--option value]`, installed by `dotnet tool install -g YoloV1.Tool`. In a checkout,
        `dotnet run -c Release --project src/YoloV1.Cli --` takes the place of `yolov1`.

        - The result of a call goes to standard output, progress and messages to standard error. With `--json`, standard output is one JSON
          document and nothing else.
        - Exit codes: 0 the work is done; 1 it failed or was stopped; 2 the call was wrong.
        - A wrong call or a failure is one line on standard error. `YOLOV1_TRACE=1` adds where it happened.
        - Ctrl+C ends a call in order: a training finishes its step and saves first. Ctrl+C again ends it at once.
        - `yolov1 VERB --help` says what is below. `help` and `version` do not load torch.

        This page is written by the tests from the commands: `dotnet test -c Release --filter Docs -e YOLOV1_DOCS=write`.

        """;

    public static string Write(Command root)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append("\n| verb | does |\n|---|---|\n");
        foreach (var verb in Verbs(root, root.Name))
            page.Append(
                CultureInfo.InvariantCulture, $"| [`{verb.Path}`](#{verb.Path.Replace(' ', '-')}) | {verb.Command.Description} |\n");
        foreach (var (path, command) in Verbs(root, root.Name))
            Write(page, path, command);
        return page.ToString();
    }

    private static IEnumerable<(string Path, Command Command)> Verbs(Command parent, string path) =>
        parent.Subcommands.Where(verb => !verb.Hidden)
            .SelectMany(verb => verb.Subcommands.Count == 0 ? [($"{path} {verb.Name}", verb)] : Verbs(verb, $"{path} {verb.Name}"));

    private static void Write(StringBuilder page, string path, Command command)
    {
        var arguments = string.Concat(
            command.Arguments.Select(
                argument => $" {argument.Name.ToUpperInvariant()}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}"));
        var required =
            string.Concat(command.Options.Where(option => option.Required).Select(option => $" {option.Name} {ValueOf(option)}"));
        page.Append(
            CultureInfo.InvariantCulture,
            $"\n## {path}\n\n{command.Description}\n\n```\n{path}{arguments}{required} [options]\n```\n\n{ExamplesOf(command)}");
        foreach (var argument in command.Arguments)
            page.Append(CultureInfo.InvariantCulture, $"`{argument.Name.ToUpperInvariant()}`: {argument.Description}\n\n");
        page.Append("| option | meaning | default |\n|---|---|---|\n");
        foreach (var option in command.Options.Where(option => option is not HelpOption && !option.Hidden))
        {
            var (meaning, otherwise) = Split(option);
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{Escape($"{option.Name} {ValueOf(option)}".TrimEnd())}` | {Escape(meaning)} | {Escape(otherwise)} |\n");
        }
    }

    private static string ExamplesOf(Command command) =>
        command is Verb { Examples.Count: > 0 } verb ? $"For example:\n\n```\n{string.Join('\n', verb.Examples)}\n```\n\n" : "";

    private static string ValueOf(Option option)
    {
        if (option.ValueType == typeof(bool))
            return "";
        if (option.HelpName is { } name)
            return name.Contains('|', StringComparison.Ordinal) ? name : name.ToUpperInvariant();
        return option.Name.TrimStart('-').ToUpperInvariant();
    }

    /// <summary>What an option means, and what happens without it: the default, or what the description says.</summary>
    private static (string Meaning, string Otherwise) Split(Option option)
    {
        var description = option.Description ?? "";
        if (option.Required)
            return (description, "required");
        if (option.ValueType == typeof(bool))
            return (description, "off");
        if (option.HasDefaultValue && option.GetDefaultValue() is { } value)
            return (description, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        var said = Default().Match(description);
        return said.Success
            ? (description.Remove(said.Index, said.Length), said.Groups[1].Value)
            : (description, "none");
    }

    // A folder for temporary files is called otherwise on every machine.
    private static string Escape(string text) =>
        text.Replace(Path.GetTempPath(), "TEMP/", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    // "... Default: the one that fits the weights."
    [GeneratedRegex(@" Default: ((?:[^.]|\.\w)+)\.")]
    private static partial Regex Default();
}
