using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace YoloV1.Cli.Commands;

/// <summary>The usual help, and below it a verb's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    public override int Invoke(ParseResult parseResult)
    {
        var result = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
            output.WriteLine($"Examples:{string.Concat(verb.Examples.Select(example => $"\n  {example}"))}\n");
        if (parseResult.CommandResult.Parent is null)
            output.WriteLine("Exit codes:\n  0 done, 1 the work failed, 2 the call was wrong\n");
        return result;
    }
}
