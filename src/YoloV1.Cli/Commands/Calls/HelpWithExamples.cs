using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace YoloV1.Cli.Commands;

/// <summary>The usual help, its options in groups where a verb has them, and below it a verb's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var verb = parseResult.CommandResult.Command as Verb;
        using var usual = new StringWriter { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = usual;
        var result = _help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write((verb?.Groups ?? []).Aggregate($"{usual}", WithHeading));
        if (verb is { Examples.Count: > 0 })
            output.WriteLine($"Examples:{string.Concat(verb.Examples.Select(example => $"\n  {example}"))}\n");
        if (parseResult.CommandResult.Parent is null)
            output.WriteLine("Exit codes:\n  0 done, 1 the work failed, 2 the call was wrong\n");
        return result;
    }

    private static string WithHeading(string help, (string Option, string Heading) group)
    {
        var line = help.IndexOf($"\n  {group.Option} ", StringComparison.Ordinal) + 1;
        return line == 0 ? help : help.Insert(line, $"\n{group.Heading}:\n");
    }
}
