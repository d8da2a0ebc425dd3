using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>Tensors seen as the memory that they are.</summary>
public sealed class FlatTensorTests
{
    [Fact]
    public void Slice_IsTheTensorsOwnElements_InTheOrderOfMemory()
    {
        using var scope = NewDisposeScope();
        var tensor = arange(24, ScalarType.Float32, CPU).view(1, 2, 3, 4);
        var channelsLast = ChannelsLast.Of(tensor);

        new FlatTensor(tensor).Slice(5, 3).ToArray().Should().Equal(5, 6, 7);
        new FlatTensor(channelsLast).Slice(0, 4).ToArray().Should().Equal(0, 12, 1, 13);

        new FlatTensor(channelsLast).Slice(1, 1)[0] = -1;
        channelsLast[0, 1, 0, 0].item<float>().Should().Be(-1);
    }

    [Fact]
    public void TensorMemory_IsTheTensorsOwnBytes_WhereTheyStay()
    {
        using var scope = NewDisposeScope();
        var tensor = arange(6, ScalarType.Float32, CPU);

        var memory = TensorMemory.Of(tensor);
        using var pinned = memory.Pin();
        tensor[0] = -1;

        memory.ToArray().Should().Equal(tensor.bytes.ToArray());
        memory.Span.Overlaps(tensor.bytes).Should().BeTrue();
    }
}
