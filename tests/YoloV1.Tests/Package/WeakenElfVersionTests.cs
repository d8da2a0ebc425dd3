using System.Buffers.Binary;
using System.Text;

namespace YoloV1.Tests.Package;

/// <summary>The task by which the package mends TorchSharp's library in an application's build.</summary>
public sealed class WeakenElfVersionTests : IDisposable
{
    private const string Version = "GLIBCXX_3.4.32";
    private const int FlagPlace = 64 + 16 + 4;

    private readonly TemporaryFolder _folder = new();

    private string Library => _folder["cached.so"];

    private string Copy => _folder["out/mended.so"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheCopy_NeedsTheVersionWeakly_AndTheLibraryStays()
    {
        var elf = Write(Elf(Version));

        Run().Mended.Should().Be(Copy);

        var expected = elf.ToArray();
        expected[FlagPlace] |= 2;
        File.ReadAllBytes(Copy).Should().Equal(expected);
        File.ReadAllBytes(Library).Should().Equal(elf);
    }

    [Fact]
    public void ALibraryThatDoesNotNeedTheVersion_HasNoCopy()
    {
        Write(Elf("GLIBCXX_3.4.30"));

        Run().Mended.Should().BeNull();

        File.Exists(Copy).Should().BeFalse();
    }

    [Fact]
    public void ACopyThatIsCurrent_IsNotWrittenAgain()
    {
        Write(Elf(Version));
        Run();
        var written = File.GetLastWriteTimeUtc(Copy).AddDays(-1);
        File.SetLastWriteTimeUtc(Copy, written);

        Run().Mended.Should().Be(Copy);

        File.GetLastWriteTimeUtc(Copy).Should().Be(written);
    }

    [Fact]
    public void AnotherFileOfTheSameLength_IsReplaced()
    {
        var elf = Write(Elf(Version));
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        File.WriteAllBytes(Copy, new byte[elf.Length]);

        Run();

        File.ReadAllBytes(Copy)[FlagPlace].Should().Be(2);
    }

    [Fact]
    public void EveryCutLibrary_IsLeftAlone_WithAWarning()
    {
        var elf = Elf(Version);
        for (var length = 0; length < elf.Length; length++)
        {
            Write(elf[..length]);

            var task = Run();

            task.Mended.Should().BeNull();
            task.Log.Warnings.Should().ContainSingle().Which.Should().StartWith($"YOLOV1002: {Library} is used unchanged: it is ");
        }
        File.Exists(Copy).Should().BeFalse();
    }

    [Fact]
    public void AStrangeLibrary_NeverFailsTheBuild()
    {
        var random = new Random(1);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var elf = Elf(Version);
            for (var change = 0; change < 3; change++)
                elf[random.Next(16, elf.Length)] = (byte)random.Next(256);
            Write(elf);

            Run();
        }
    }

    [Fact]
    public void AMissingLibrary_IsAWarning() =>
        Run().Log.Warnings.Should().ContainSingle().Which.Should().StartWith("YOLOV1002: ");

    [SkippableFact]
    public void ALinkAtTheCopysPlace_IsReplaced_AndWhatItLeadsToStays()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        var elf = Write(Elf(Version));
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        File.CreateSymbolicLink(Copy, Library);

        Run().Mended.Should().Be(Copy);

        File.ReadAllBytes(Library).Should().Equal(elf);
        File.ResolveLinkTarget(Copy, returnFinalTarget: false).Should().BeNull();
        File.ReadAllBytes(Copy)[FlagPlace].Should().Be(2);
    }

    [SkippableFact]
    public void ASecondNameOfTheLibrary_IsReplaced_AndTheLibraryStays()
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        var elf = Write(Elf(Version));
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        ProcessRun.Of("ln", [Library, Copy]).ShouldSucceed();

        Run();

        File.ReadAllBytes(Library).Should().Equal(elf);
        File.ReadAllBytes(Copy)[FlagPlace].Should().Be(2);
    }

    [Fact]
    public async Task BuildsAtOnce_AllFindTheWholeCopy()
    {
        var elf = Write(Elf(Version));
        elf[FlagPlace] |= 2;
        for (var round = 0; round < 50; round++)
        {
            using var start = new Barrier(12);
            var runs = Enumerable.Range(0, 12).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    var task = Run();
                    return (task.Mended, task.Log.Warnings, Found: File.ReadAllBytes(Copy));
                },
                TaskCreationOptions.LongRunning)).ToArray();

            foreach (var run in await Task.WhenAll(runs))
            {
                run.Warnings.Should().BeEmpty();
                run.Mended.Should().Be(Copy);
                run.Found.Should().Equal(elf);
            }
            Directory.GetFiles(Path.GetDirectoryName(Copy)!).Should().Equal(Copy);
            if (round % 2 == 0)
                File.Delete(Copy);
            else
                File.WriteAllBytes(Copy, [1]);
        }
    }

    private WeakenElfVersion Run()
    {
        var task = new WeakenElfVersion { Source = Library, Destination = Copy, Version = Version };
        task.Execute().Should().BeTrue();
        return task;
    }

    private byte[] Write(byte[] elf)
    {
        File.WriteAllBytes(Library, elf);
        return elf;
    }

    // The header, one needed version of one library, its name, and the headers of the two sections that hold them.
    private static byte[] Elf(string version)
    {
        const int Need = 64, Names = 96, Sections = 112, SectionSize = 64;
        var elf = new byte[Sections + 2 * SectionSize];
        byte[] mark = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        mark.CopyTo(elf, 0);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(0x28), Sections);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3A), SectionSize);
        BinaryPrimitives.WriteInt16LittleEndian(elf.AsSpan(0x3C), 2);
        BinaryPrimitives.WriteInt32LittleEndian(elf.AsSpan(Need + 8), 16);
        BinaryPrimitives.WriteInt32LittleEndian(elf.AsSpan(Need + 16 + 8), 1);
        Encoding.ASCII.GetBytes(version).CopyTo(elf, Names + 1);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(Sections + 0x18), Names);
        BinaryPrimitives.WriteInt32LittleEndian(elf.AsSpan(Sections + SectionSize + 4), 0x6ffffffe);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(Sections + SectionSize + 0x18), Need);
        return elf;
    }
}
