using Spectre.Console;

namespace YoloV1.Cli.Output;

/// <summary>
/// The two streams as consoles: with colours on a terminal that has them, unless NO_COLOR asks for none; plain in a pipe or a file.
/// </summary>
internal static class Terminal
{
    public static IAnsiConsole Output => Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error => Create(Console.Error, Console.IsErrorRedirected);

    // By itself Spectre.Console writes colours into the logs of some build services too.
    private static IAnsiConsole Create(TextWriter writer, bool isRedirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });
}
