using System.CommandLine;
using System.CommandLine.Parsing;
using YoloV1.Cli.Options;

namespace YoloV1.Cli.Commands;

/// <summary>Describes a wrong call, and suggests the probably intended words.</summary>
internal static class WrongCall
{
    /// <summary>One line for the user; null when nothing is wrong.</summary>
    public static string? Describe(ParseResult call)
    {
        if (call.CommandResult.Command.Subcommands.Count > 0 && call.UnmatchedTokens is [[not '-', ..], ..])
            return UnknownVerb(call);
        if (UnknownOptions(call) is { Count: > 0 } options)
        {
            var verdict = options.Count == 1 ? "is not an option" : "are not options";
            return $"{Quoted(options)} {verdict} of '{PathOf(call)}'.{Hint(call, options)}";
        }
        if (EmptyValue(call) is { } name)
            return $"{name} is empty; give it a value.";
        // Before a look at the errors: of an unknown verb with --help there is none.
        if (call.CommandResult.Command.Subcommands.Count > 0 && call.UnmatchedTokens.Count + call.Errors.Count > 0)
            return UnknownVerb(call);
        // Help does not require the required options.
        if (call.Errors.Count == 0 || call.Action is HelpWithExamples)
            return null;
        return $"{string.Join(" ", call.Errors.Select(error => error.Message))}{Hint(call, [])}";
    }

    /// <summary>Words that look like options and are none, those included that an argument with many values took in.</summary>
    private static List<string> UnknownOptions(ParseResult call)
    {
        if (call.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return [];
        var taken = call.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value);
        return [.. call.UnmatchedTokens.Concat(taken).Where(word => word.Length > 1 && word[0] == '-')];
    }

    private static string? EmptyValue(ParseResult call) => call.CommandResult.Children
        .Where(child => child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        .Select(child => child is OptionResult option ? option.Option.Name : ((ArgumentResult)child).Argument.Name)
        .FirstOrDefault();

    private static string UnknownVerb(ParseResult call)
    {
        var verbs = string.Join(", ", call.CommandResult.Command.Subcommands.Select(verb => verb.Name));
        return call.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is not a command; take {verbs}.{Hint(call, [word])}"
            : $"A command is missing; take {verbs}.{Hint(call, [])}";
    }

    private static string Hint(ParseResult call, IEnumerable<string> words)
    {
        var command = call.CommandResult.Command;
        string[] known = [.. command.Options.Select(option => option.Name), .. command.Subcommands.Select(verb => verb.Name), "--help"];
        string[] near =
            [.. words.Select(word => Counterparts.Of(word, known) ?? Spelling.Nearest(word, known)).OfType<string>().Distinct()];
        return near.Length == 0 ? $" See '{PathOf(call)} --help'." : $" Did you mean {string.Join(", ", near)}?";
    }

    private static string PathOf(ParseResult call) => PathOf(call.CommandResult);

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : command.Command.Name;

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
