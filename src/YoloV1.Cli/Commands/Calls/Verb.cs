using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary>A command with examples, which end its help.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Headings among the options of the help, each with the option it precedes.</summary>
    public IReadOnlyList<(string Option, string Heading)> Groups { get; init; } = [];

    /// <summary>Whole calls, as they are typed.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
