using System.Text.RegularExpressions;

namespace YoloV1.Tests;

/// <summary>A page of the documentation.</summary>
/// <param name="Path">Its path from the repository's root, with / between folders.</param>
/// <param name="Text">What is in it, with \n as line ends.</param>
internal sealed partial record MarkdownFile(string Path, string Text)
{
    /// <summary>README.md, CHANGELOG.md, SECURITY.md and all of docs/.</summary>
    public static IReadOnlyList<MarkdownFile> All { get; } = [.. Paths().Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>What links to its headings may name, as GitHub makes it of their text.</summary>
    public IReadOnlySet<string> Anchors =>
        Heading().Matches(WithoutCode()).Select(heading => AnchorOf(heading.Groups[1].Value)).ToHashSet();

    /// <summary>Its links and images: the text, the target and the line from 1.</summary>
    public IEnumerable<(string Text, string Target, int Line)> Links =>
        Link().Matches(WithoutCode()).Select(link => (link.Groups[1].Value, link.Groups[2].Value, LineAt(link.Index)));

    /// <summary>Its blocks of C#.</summary>
    public IReadOnlyList<CodeBlock> Blocks =>
        [.. Fence().Matches(Text)
            .Select(block => new CodeBlock(Path, LineAt(block.Groups[2].Index), block.Groups[1].Value.Trim(), block.Groups[2].Value))];

    /// <summary>Reads a page.</summary>
    public static MarkdownFile Read(string path) =>
        new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"));

    public override string ToString() => Path;

    private static IEnumerable<string> Paths() =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(path => !path.StartsWith("docs/api/", StringComparison.Ordinal))
        .Append("README.md").Append("CHANGELOG.md").Append("SECURITY.md");

    private static string AnchorOf(string heading) =>
        NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>The text with all code turned into spaces, so that places stay; the text of a link may be code, and stays.</summary>
    private string WithoutCode() => FencedBlock().Replace(Text, block => Blank(block.Value));

    private static string Blank(string text) => string.Concat(text.Select(c => c == '\n' ? c : ' '));

    [GeneratedRegex(@"^#{1,6} +(.+?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[((?:[^\[\]]|\[[^\[\]]*\](?!\())*)\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();

    [GeneratedRegex(@"^```csharp([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\p{L}\p{N}\-_ ]")]
    private static partial Regex NotInAnchor();
}
