using System.CommandLine;

namespace YoloV1.Benchmarks;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Only { get; } = new("--only")
    {
        Description = "Only what has all of these words in its name.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<string> Output { get; } = new("--output")
    {
        Description = "The folder of the machines' results.",
        DefaultValueFactory = _ => ResultsFolder.Default,
    };

    /// <summary>Whether a call asks for something of this name.</summary>
    public static bool Takes(ParseResult call, string name)
    {
        var words = name.Split(' ');
        return call.GetValue(Only)!.All(word => words.Contains(word, StringComparer.OrdinalIgnoreCase));
    }
}
