using System.Text.RegularExpressions;
using Spectre.Console;
using YoloV1.Files;

namespace YoloV1.Cli.Output;

/// <summary>
/// The two streams as consoles: with colours on a terminal that has them, unless NO_COLOR asks for none; plain in a pipe or a file.
/// </summary>
internal static partial class Terminal
{
    private static (TextWriter Output, TextWriter Error, StringWriter Kept)? _silenced;

    public static IAnsiConsole Output => Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error => Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints nothing from here on: another process does.</summary>
    public static void Silence()
    {
        _silenced = (Console.Out, Console.Error, new StringWriter());
        Console.SetOut(TextWriter.Null);
        Console.SetError(_silenced.Value.Kept);
    }

    /// <summary>Prints again, and what was kept back on standard error.</summary>
    public static void Speak()
    {
        if (_silenced is not var (output, error, kept))
            return;
        Console.SetOut(output);
        Console.SetError(error);
        error.Write(kept);
        _silenced = null;
    }

    /// <summary>A line of the result. What names in it would have a terminal do is taken out: this is how all text gets there.</summary>
    public static void Line(string text) => Console.Out.WriteLine(Printable.Line(text));

    /// <summary>A line on standard error, likewise.</summary>
    public static void Note(string text) => Console.Error.WriteLine(Printable.Line(text));

    /// <summary>What went wrong, in a line on standard error that begins with the command's name.</summary>
    public static void Complain(string message)
    {
        var line = Space().Replace(message, " ");
        if (Console.IsErrorRedirected)
        {
            // A console without colours has .NET write them to standard output, where that is a terminal.
            Note($"yolov1: {line}");
            return;
        }
        Error.Markup("[red]yolov1:[/] ");
        Note(line);
    }

    // By itself Spectre.Console writes colours into the logs of some build services too.
    private static IAnsiConsole Create(TextWriter writer, bool isRedirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    [GeneratedRegex(@"\s*[\r\n\t]\s*")]
    private static partial Regex Space();
}
