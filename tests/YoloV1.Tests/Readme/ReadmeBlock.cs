using System.Text.RegularExpressions;

namespace YoloV1.Tests.Readme;

/// <summary>A block of C# in README.md.</summary>
/// <param name="Line">The line of its first statement, from 1.</param>
/// <param name="Code">Its text.</param>
internal sealed partial record ReadmeBlock(int Line, string Code)
{
    public static IReadOnlyList<ReadmeBlock> All { get; } = Read(File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"));

    /// <summary>Whether it is a program by itself. Another block goes on from the program before it.</summary>
    public bool IsProgram => Code.StartsWith("using ", StringComparison.Ordinal);

    /// <summary>The paths in its strings, of files that it reads or writes.</summary>
    public IEnumerable<string> FilePaths => QuotedPath().Matches(Code).Select(match => match.Groups[1].Value).Distinct();

    private static ReadmeBlock[] Read(string readme) =>
        [.. Fence().Matches(readme).Select(match => new ReadmeBlock(readme[..match.Groups[1].Index].Count(c => c == '\n') + 1, match.Groups[1].Value))];

    [GeneratedRegex(@"^```csharp[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"""([\w./-]+\.(?:safetensors|jpg|jpeg|png))""")]
    private static partial Regex QuotedPath();
}
