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

    [Fact]
    public void APathWithoutASign_IsNone() => Glob.TryParse("photos/a+(1).jpg").Should().BeNull();

    [Fact]
    public void AFolderThatIsNotThere_HasNoFiles() => Glob.TryParse("no such folder/*.jpg")!.Files().Should().BeEmpty();
}
