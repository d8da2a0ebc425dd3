using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Imaging;
using YoloV1.Ranks;
using YoloV1.Runtime;
using YoloV1.Training;

namespace YoloV1.Cli.Commands;

/// <summary>Runs a call, and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandRunner
{
    private const string TraceVariable = "YOLOV1_TRACE";
    private const string WordOption = "--word=";

    // An image may be called @home.jpg: no response files.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(Command root, string[] args)
    {
        try
        {
            return args is ["suggest", var word, .. var before] && word.StartsWith(WordOption, StringComparison.Ordinal)
                ? Suggest(root, before, word[WordOption.Length..])
                : Call(root, args);
        }
        catch (Exception failure)
        {
            return Report(failure);
        }
    }

    /// <summary>Reports an exception.</summary>
    /// <param name="fault">The exception.</param>
    /// <param name="place">Words before its message.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Exception fault, string place = "")
    {
        while (fault is AggregateException or TargetInvocationException && fault.InnerException is { } inner)
            fault = inner;
        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
            Array.ForEach(fault.ToString().Split('\n'), Terminal.Note);
        if (OutOfMemory.Is(fault) && fault is not InsufficientMemoryException)
        {
            Terminal.Complain(
                $"{place}Out of memory: {OutOfMemory.Reason(fault)} Give smaller images or batches, or a smaller network.");
            return ExitCode.Failed;
        }
        switch (fault)
        {
            case OperationCanceledException:
                Terminal.Complain("Stopped.");
                return ExitCode.Failed;
            case ArgumentException argument:
                Terminal.Complain(place + WithoutParameter(argument));
                return ExitCode.WrongCall;
            case TorchNotAvailableException or ImageException or TrainingException or InsufficientMemoryException:
            case IOException or RankGroupException or InvalidDataException or UnauthorizedAccessException:
                Terminal.Complain(place + fault.Message);
                return ExitCode.Failed;
            default:
                // After the first line, torch's messages contain its call stack.
                var message = fault.Message.Split('\n')[0].Trim();
                Terminal.Complain(
                    $"{place}Unexpected {fault.GetType().Name}: {message} Set {TraceVariable}=1 to see where, and report it.");
                return ExitCode.Failed;
        }
    }

    private static int Call(Command root, string[] args)
    {
        string[] words = args switch
        {
            ["version", .. var rest] => ["--version", .. rest],
            ["help", .. var rest] => [.. rest, "--help"],
            _ => args,
        };
        var call = root.Parse(words, Parsing);
        if (WrongCall.Describe(call) is { } fault)
        {
            Terminal.Complain(fault);
            return ExitCode.WrongCall;
        }
        return Invoke(call);
    }

    // Called by the scripts of 'yolov1 completion'.
    private static int Suggest(Command root, string[] before, string word)
    {
        foreach (var suggestion in Suggestions.Of(root, before, word))
            Terminal.Line(suggestion);
        return ExitCode.Done;
    }

    private static int Invoke(ParseResult call)
    {
        TorchRuntime.LimitThreads(call.GetValue(CommonOptions.Threads));
        // Signals are handled only here: a step of a large network may take as long as it needs to finish and be saved.
        var handling = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (call.Action is not AsynchronousCommandLineAction)
            return call.Invoke(handling);
        using var interruption = new Interruption();
        return call.InvokeAsync(handling, interruption.Token).GetAwaiter().GetResult();
    }

    // .NET adds the parameter's name on the same or on a second line; a user of the command has no use for it.
    private static string WithoutParameter(ArgumentException fault)
    {
        var suffix = fault.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return suffix < 0 ? fault.Message : fault.Message[..suffix];
    }
}
