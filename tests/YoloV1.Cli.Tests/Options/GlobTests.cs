using YoloV1.Cli.Options;

namespace YoloV1.Cli.Tests.Options;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.jpg", "")]
    [InlineData(".hidden*", "")]
    [InlineData("**/a?.jpg", "")]
    [InlineData("./photos/*.jpg", "./photos")]
    [InlineData("a/b/c*/d/*.jpg", "a/b")]
    [InlineData("/*", "/")]
    public void Folder_IsWhatComesBeforeTheFirstSign(string pattern, string folder) =>
        Glob.TryParse(pattern)!.Folder.Should().Be(folder);

    [Theory]
    [InlineData("*.jpg", "a.jpg")]
    [InlineData("**/*.jpg", "a.jpg b/c.jpg")]
    [InlineData("**", "a.jpg b/c.jpg")]
    [InlineData(".*.jpg", "._a.jpg")]
    [InlineData("b/?.jpg", "b/c.jpg")]
    public void HiddenFiles_AreTakenByNameAlone(string pattern, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["b"]);
        foreach (var name in new[] { "a.jpg", "._a.jpg", "b/c.jpg", "b/._c.jpg" })
            File.WriteAllText(folder[name], "");

        var files = Glob.TryParse(folder[pattern])!.Files().Select(path => Path.GetRelativePath(folder[""], path).Replace('\\', '/'));

        string.Join(' ', files.Order(StringComparer.Ordinal)).Should().Be(expected);
    }

    [Fact]
    public void APathWithoutASign_IsNone() => Glob.TryParse("photos/a+(1).jpg").Should().BeNull();

    [Fact]
    public void AFolderThatIsNotThere_HasNoFiles() => Glob.TryParse("no such folder/*.jpg")!.Files().Should().BeEmpty();
}
