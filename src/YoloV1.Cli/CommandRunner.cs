using System.CommandLine;
using System.Reflection;
using YoloV1.Imaging;
using YoloV1.Runtime;
using YoloV1.Training;

namespace YoloV1.Cli;

/// <summary>Runs a call, and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandRunner
{
    public static int Run(RootCommand root, string[] args)
    {
        var call = root.Parse(args is ["version"] ? ["--version"] : args is ["help", .. var rest] ? [.. rest, "--help"] : args);
        if (call.Errors.Count > 0)
        {
            Complain(string.Join(" ", call.Errors.Select(error => error.Message)) + Suggest(call));
            return ExitCode.WrongCall;
        }

        try
        {
            return call.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault)
        {
            return Report(fault);
        }
    }

    private static int Report(Exception fault)
    {
        while (fault is AggregateException or TargetInvocationException && fault.InnerException is { } inner)
            fault = inner;
        switch (fault)
        {
            case OperationCanceledException:
                Complain("Stopped.");
                return ExitCode.Failed;
            case ArgumentException argument:
                Complain(WithoutParameter(argument));
                return ExitCode.WrongCall;
            case TorchNotAvailableException or PictureException or TrainingException or IOException or InvalidDataException or UnauthorizedAccessException:
                Complain(fault.Message);
                return ExitCode.Failed;
            default:
                Complain($"Unexpected: {fault}");
                return ExitCode.Failed;
        }
    }

    // .NET adds the parameter's name on the same or on a second line; a user of the command has no use for it.
    private static string WithoutParameter(ArgumentException fault)
    {
        var suffix = fault.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return suffix < 0 ? fault.Message : fault.Message[..suffix];
    }

    private static void Complain(string message) => Console.Error.WriteLine($"yolov1: {message.ReplaceLineEndings(" ")}");

    private static string Suggest(ParseResult call)
    {
        var known = call.CommandResult.Command.Options.Select(option => option.Name)
            .Concat(call.CommandResult.Command.Subcommands.Select(command => command.Name)).ToList();
        var near = call.UnmatchedTokens.Select(token => Spelling.Nearest(token, known)).OfType<string>().ToList();
        return near.Count == 0 ? $" See 'yolov1 {Path(call)}--help'." : $" Did you mean {string.Join(", ", near)}?";
    }

    private static string Path(ParseResult call) => call.CommandResult.Command is RootCommand ? "" : call.CommandResult.Command.Name + " ";
}
