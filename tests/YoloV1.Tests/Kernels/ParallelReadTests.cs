using TorchSharp;
using YoloV1.Kernels;

namespace YoloV1.Tests.Kernels;

public sealed class ParallelReadTests : IDisposable
{
    private const int Length = (8 << 20) + (4 << 20) + 3;

    private readonly string _path = Path.GetTempFileName();

    public ParallelReadTests()
    {
        var bytes = new byte[Length];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(_path, bytes);
    }

    [Theory]
    [InlineData(0, Length)]
    [InlineData(5, Length - 5)]
    [InlineData(Length - 7, 7)]
    public void Fill_GivesTheBytesOfOneThread(int position, int count)
    {
        using var file = File.OpenHandle(_path);
        using var parallel = torch.empty(count, torch.ScalarType.Byte);
        using var plain = torch.empty(count, torch.ScalarType.Byte);

        ParallelRead.Fill(file, parallel.bytes, position);
        ParallelRead.Plain.Fill(file, plain.bytes, position);

        parallel.bytes.SequenceEqual(plain.bytes).Should().BeTrue();
        plain.bytes.SequenceEqual(File.ReadAllBytes(_path).AsSpan(position, count)).Should().BeTrue();
    }

    [Fact]
    public void Fill_SaysThatTheFileEndsEarlier()
    {
        using var file = File.OpenHandle(_path);
        using var tensor = torch.empty(Length, torch.ScalarType.Byte);

        FluentActions.Invoking(() => ParallelRead.Fill(file, tensor.bytes, 1)).Should().Throw<EndOfStreamException>();
    }

    public void Dispose() => File.Delete(_path);
}
