using System.Text.RegularExpressions;

namespace YoloV1.Tests;

/// <summary>A block of C# in the documentation.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">The line of its first statement, from 1.</param>
/// <param name="Source">The file that it quotes, from the repository's root; empty for a program or its continuation.</param>
/// <param name="Code">Its text.</param>
internal sealed partial record CodeBlock(string Page, int Line, string Source, string Code)
{
    /// <summary>Whether it is a program by itself. Another block goes on from the program before it.</summary>
    public bool IsProgram => Code.StartsWith("using ", StringComparison.Ordinal) || Code.StartsWith("#:", StringComparison.Ordinal);

    /// <summary>Whether it shows lines of the source.</summary>
    public bool IsQuote => Source.Length > 0;

    /// <summary>The paths in its strings, of files that it reads or writes.</summary>
    public IEnumerable<string> FilePaths => QuotedPath().Matches(Code).Select(match => match.Groups[1].Value).Distinct();

    public override string ToString() => $"{Page}({Line})";

    [GeneratedRegex(@"""([\w./-]+\.(?:safetensors|jpg|jpeg|png))""")]
    private static partial Regex QuotedPath();
}
