using System.Globalization;

namespace YoloV1.Cli.Output;

/// <summary>Words of a call as a person pastes them into a shell: whatever they have in them stays text.</summary>
internal static class ShellQuoting
{
    private const string Between = "\"^%\"";
    private const string PlainSigns = "/.-_:+";

    /// <summary>A word for the shell that the command was most likely called from.</summary>
    public static string Quoted(string word) => Quoted(word, Present());

    /// <summary>A word that a shell would take apart, in quotes.</summary>
    public static string Quoted(string word, Shell shell)
    {
        if (word.Length > 0 && word.All(letter => IsPlain(letter, shell)))
            return word;
        return shell switch
        {
            Shell.PowerShell => $"'{string.Concat(word.Select(letter => IsQuote(letter) ? $"{letter}{letter}" : $"{letter}"))}'",
            // Inside quotes % still begins a variable: it stands between them, with its own escape.
            Shell.Cmd => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("%", Between, StringComparison.Ordinal)}\"",
            _ when word.Any(IsEscaped) => $"$'{string.Concat(word.Select(Escaped))}'",
            _ => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        };
    }

    private static bool IsPlain(char letter, Shell shell) =>
        char.IsAsciiLetterOrDigit(letter)
        || PlainSigns.Contains(letter, StringComparison.Ordinal)
        || (letter == '\\' && shell != Shell.Posix);

    // PowerShell takes the curved ones for the straight one.
    private static bool IsQuote(char letter) => letter is '\'' or (>= '\u2018' and <= '\u201B');

    private static string Escaped(char letter) => letter switch
    {
        '\'' or '\\' => $"\\{letter}",
        _ when IsEscaped(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
        _ => $"{letter}",
    };

    // What ends a line would end the word on paper, if not in the shell.
    private static bool IsEscaped(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    // PowerShell lists the user's folders before those of the machine.
    private static Shell Present() => !OperatingSystem.IsWindows() ? Shell.Posix
        : (Environment.GetEnvironmentVariable("PSModulePath") ?? "").Split(';').Length > 2 ? Shell.PowerShell : Shell.Cmd;
}
