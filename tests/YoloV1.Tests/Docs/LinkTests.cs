using System.Text.RegularExpressions;

namespace YoloV1.Tests.Docs;

/// <summary>Where the documentation points, there is something. Addresses of other sites are not asked for.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void EveryLink_Resolves()
    {
        var broken =
            from page in MarkdownFile.All
            from link in page.Links
            where !IsElsewhere(link.Target) && !Resolves(page, link.Target)
            select $"{page.Path}({link.Line}): {link.Target}";

        broken.Should().BeEmpty();
    }

    [Fact]
    public void EveryNameOfCode_StandsInTheFileThatItLinksTo()
    {
        var wrong =
            from page in MarkdownFile.All
            from link in page.Links
            where link.Target.EndsWith(".cs", StringComparison.Ordinal) && link.Text.StartsWith('`')
                && !link.Text.Contains('/', StringComparison.Ordinal)
            let source = File.ReadAllText(PathOf(page, link.Target))
            from Match name in Name().Matches(link.Text)
            where !Regex.IsMatch(source, $@"\b{name.Value}\b")
            select $"{page.Path}({link.Line}): {link.Target} has no {name.Value}";

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void EveryPage_IsReachedFromTheIndex()
    {
        var index = MarkdownFile.Read("docs/README.md");
        var linked = index.Links.Where(link => !IsElsewhere(link.Target)).Select(link => PathOf(index, link.Target.Split('#')[0]))
            .ToHashSet();

        MarkdownFile.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Path != index.Path)
            .Select(page => Path.GetFullPath(Path.Combine(Repository.Root, page.Path)))
            .Should().BeSubsetOf(linked);
    }

    [Fact]
    public void EveryPage_IsInTheContentsOfTheSite() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "toc.yml")).Where(line => line.Contains("href: ", StringComparison.Ordinal))
            .Select(line => $"docs/{line.Split("href: ")[1]}")
            .Should().BeEquivalentTo(
                MarkdownFile.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal)));

    private static bool IsElsewhere(string target) => target.StartsWith("https://", StringComparison.Ordinal);

    private static bool Resolves(MarkdownFile page, string target)
    {
        var (file, anchor) = target.Split('#') is [var path, var place] ? (path, place) : (target, null);
        if (file.Length > 0 && !Path.Exists(PathOf(page, file)))
            return false;
        if (anchor is null)
            return true;
        var linked = file.Length == 0 ? page : MarkdownFile.Read(Path.GetRelativePath(Repository.Root, PathOf(page, file)));
        return linked.Anchors.Contains(anchor);
    }

    private static string PathOf(MarkdownFile page, string target) =>
        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, target));

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Name();
}
