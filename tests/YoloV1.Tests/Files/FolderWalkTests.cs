using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class FolderWalkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderWalkTests() => Skip.If(OperatingSystem.IsWindows(), Needs.Unix);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void AFile_IsFoundOnce_HoweverManyLinksLeadToIt()
    {
        Write("data/a", "data/in/b", "data/in/deep/c");
        for (var i = 0; i < 40; i++)
        {
            Link($"data/self{i}", ".");
            Link($"data/in/up{i}", "..");
            Link($"data/in/deep/in{i}", "../../in");
        }
        Link("data/circle", "circle");
        Link("data/nowhere", "none");

        Names("data").Should().BeEquivalentTo("a", "b", "c", "circle", "nowhere");
    }

    [SkippableFact]
    public void ALinkToAFolderElsewhere_IsFollowedOnce_AndThoseInItAreNot()
    {
        Write("data/a", "elsewhere/b", "third/c");
        Link("data/one", "../elsewhere");
        Link("data/two", "../elsewhere");
        Link("data/root", "/");
        Link("elsewhere/third", "../third");

        Names("data").Should().BeEquivalentTo("a", "b");
    }

    [SkippableFact]
    public void ARootThatIsALink_IsWalked()
    {
        Write("elsewhere/b");
        Link("data", "elsewhere");

        new FolderWalk(_folder["data"]).Files().Should().Equal(_folder["data/b"]);
    }

    [SkippableFact]
    public void FoldersIn_GivesEachFolderOnce_AndNoneAbove()
    {
        Write("data/cat/a", "data/dog/b", "elsewhere/owl/c");
        Link("data/again", "cat");
        Link("data/owl", "../elsewhere/owl");
        Link("data/up", "..");
        Link("data/self", ".");

        FolderWalk.FoldersIn(_folder["data"], _ => { }).Select(Path.GetFileName).Should().BeEquivalentTo("cat", "dog", "owl");
    }

    [SkippableFact]
    public void LinksInACircle_AreNoPath()
    {
        Link("a", "b");
        Link("b", "a/x");

        FluentActions.Invoking(() => RealPath.Of(_folder["a/c"])).Should().Throw<IOException>()
            .WithMessage("*the links form a cycle*");
    }

    private IEnumerable<string> Names(string folder) =>
        new FolderWalk(_folder[folder]).Files().Select(path => Path.GetFileName(path));

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            File.WriteAllText(_folder[name], "");
        }
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(_folder[name], target);
}
