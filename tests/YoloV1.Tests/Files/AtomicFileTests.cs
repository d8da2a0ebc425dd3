using System.Diagnostics;
using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a", 255)]
    [InlineData("犬", 85)]
    [InlineData("b🐕", 51)]
    public void ANameAsLongAsASystemTakes_IsWritten(string letters, int times)
    {
        var name = string.Concat(Enumerable.Repeat(letters, times))[..(OperatingSystem.IsWindows() ? 80 : ^0)];

        AtomicFile.WriteText(_folder[name], "text");

        _folder.Names.Should().Equal(name);
        Path.GetFileName(AtomicFile.DraftOf(_folder[name])).Should().NotContain("\ufffd").And.StartWith(letters).And.EndWith(".tmp");
        AtomicFile.DraftOf(_folder[name]).Should().NotBe(AtomicFile.DraftOf(_folder[name]));
    }

    [SkippableFact]
    public void NoPipeAndNoFolder_IsReplaced()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Process.Start("mkfifo", [_folder["pipe"]]).WaitForExit();
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        Directory.CreateDirectory(_folder["folder"]);

        foreach (var name in new[] { "pipe", "link", "folder" })
        {
            FluentActions.Invoking(() => AtomicFile.WriteText(_folder[name], "text")).Should().Throw<IOException>()
                .WithMessage($"{_folder[name]}: this is a folder, a pipe or a device; give the path of a file.");
        }
        RegularFile.IsRegular(_folder["pipe"]).Should().BeFalse();
        new FileInfo(_folder["link"]).LinkTarget.Should().Be(_folder["pipe"]);
    }

    [SkippableFact]
    public void ALinkToAFile_IsReplaced_AndTheFileStays()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        File.WriteAllText(_folder["victim"], "before");
        File.CreateSymbolicLink(_folder["link"], _folder["victim"]);

        AtomicFile.WriteText(_folder["link"], "text");

        File.ReadAllText(_folder["victim"]).Should().Be("before");
        new FileInfo(_folder["link"]).LinkTarget.Should().BeNull();
        File.ReadAllText(_folder["link"]).Should().Be("text");
    }
}
