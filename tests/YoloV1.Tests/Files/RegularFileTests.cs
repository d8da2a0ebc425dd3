using System.Diagnostics;
using YoloV1.Files;

namespace YoloV1.Tests.Files;

public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_StopsAtItsBound()
    {
        File.WriteAllBytes(_folder["a"], new byte[100_000]);

        RegularFile.Read(_folder["a"], 100_000).Should().HaveCount(100_000);
        FluentActions.Invoking(() => RegularFile.Read(_folder["a"], 99_999)).Should().Throw<InvalidDataException>()
            .WithMessage("*a: this has more than 99999 bytes*");
    }

    [Fact]
    public void Read_NamesWhatIsMissing() =>
        FluentActions.Invoking(() => RegularFile.Read(_folder["none"], 10)).Should().Throw<FileNotFoundException>()
            .WithMessage($"{_folder["none"]}: there is no such file; check the path.");

    [SkippableFact]
    public async Task Read_WaitsForNoPipe()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Process.Start("mkfifo", [_folder["pipe"]]).WaitForExit();
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);

        foreach (var name in new[] { "pipe", "link" })
        {
            var read = Task.Run(() => RegularFile.Read(_folder[name], 10));

            await FluentActions.Awaiting(() => read.WaitAsync(TimeSpan.FromSeconds(20))).Should().ThrowAsync<InvalidDataException>()
                .WithMessage($"*{name}: this is a folder, a pipe or a device; *");
        }
    }

    [SkippableFact]
    public void Read_ReadsNoDevice()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        FluentActions.Invoking(() => RegularFile.Read("/dev/zero", int.MaxValue)).Should().Throw<InvalidDataException>()
            .WithMessage("/dev/zero: this is a folder, a pipe or a device; *");
    }

    [SkippableFact]
    public void Read_GoesByWhatIsThere_NotByTheLengthOfTheFile()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs /proc.");
        new FileInfo("/proc/self/maps").Length.Should().Be(0);

        RegularFile.Read("/proc/self/maps", 1 << 26).Should().NotBeEmpty();
        FluentActions.Invoking(() => RegularFile.Read("/proc/self/maps", 100)).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Lines_StopsAtALineWithoutEnd_AndTakesAnyNumberOfOthers()
    {
        using (var sparse = File.Create(_folder["sparse"]))
            sparse.SetLength(4L << 30);
        File.WriteAllText(_folder["many"], string.Concat(Enumerable.Repeat(new string('a', 70_000) + "\r\n", 100)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => RegularFile.Lines(_folder["sparse"], long.MaxValue).ToList()).Should().Throw<InvalidDataException>()
            .WithMessage("*sparse: a line has more than 1048576 bytes*");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
        RegularFile.Lines(_folder["many"], long.MaxValue).Should().HaveCount(100);
    }

    [SkippableFact]
    public void Lines_ReadsNoDevice_AndStopsAtItsBound()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        File.WriteAllLines(_folder["a"], ["one", "two"]);

        RegularFile.Lines(_folder["a"], 8).Should().Equal("one", "two");
        FluentActions.Invoking(() => RegularFile.Lines(_folder["a"], 7).ToList()).Should().Throw<InvalidDataException>();
        FluentActions.Invoking(() => ClassNames.FromFile("/dev/zero")).Should().Throw<InvalidDataException>()
            .WithMessage("/dev/zero: this is a folder, a pipe or a device; *");
    }
}
