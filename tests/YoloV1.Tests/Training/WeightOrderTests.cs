using YoloV1.Models;
using YoloV1.Training;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Training;

public sealed class WeightOrderTests
{
    [Fact]
    public void AsManyWeights_AreChannelsLastBeforeALargeMap_AndInTheUsualOrderBeforeASmallOne()
    {
        // 1,179,648 weights each, before 262,144 and 32,768 numbers.
        var config = YoloV1Config.Tiny with { InputSize = ImageSize.Square(16), GridSize = 16, Backbone = [new Convolution(128, 3), new Convolution(1024, 3), new Convolution(128, 3)] };
        using var model = new YoloV1Model(config);

        WeightOrder.Apply(model);

        model.state_dict()["darknet.1.conv.weight"].is_contiguous().Should().BeFalse();
        model.state_dict()["darknet.2.conv.weight"].is_contiguous().Should().BeTrue();
    }
}
