using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class SafePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../victim")]
    [InlineData("/etc/victim")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u001b[2Jb")]
    public void In_RefusesWhatIsNoPlainName(string name) => FluentActions
        .Invoking(() => SafePath.In(_folder["out"], name, $"split '{name}'"))
        .Should().Throw<InvalidDataException>().WithMessage("split '*' cannot be part of a file name: *; rename it.")
        .Which.Message.Should().NotContainAny("\n", "\0", "\u001b");

    [Fact]
    public void In_RefusesANameThatIsTooLongForADisk()
    {
        SafePath.WhyNot(new string('a', 255)).Should().BeNull();
        SafePath.WhyNot(new string('ä', 128)).Should().Contain("255 bytes");
    }

    [Theory]
    [InlineData("train")]
    [InlineData("a b.txt")]
    [InlineData("..a")]
    [InlineData("Größe-2.txt")]
    public void In_TakesPlainNames(string name) => SafePath.In(_folder["out"], name, "x").Should().Be(Path.Combine(_folder["out"], name));

    [SkippableFact]
    public void In_RefusesALinkThatLeadsOutOfTheFolder()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        var output = Directory.CreateDirectory(_folder["out"]).FullName;
        File.CreateSymbolicLink(Path.Combine(output, "a.txt"), _folder["victim"]);
        File.CreateSymbolicLink(Path.Combine(output, "b.txt"), "c.txt");

        FluentActions.Invoking(() => SafePath.In(output, "a.txt", "x")).Should().Throw<InvalidDataException>()
            .WithMessage("*a.txt: this link leads out of its folder, and is not followed; remove it.");
        SafePath.In(output, "b.txt", "x").Should().EndWith("b.txt");
    }
}
