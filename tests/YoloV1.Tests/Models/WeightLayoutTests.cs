using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Models;

public sealed class WeightLayoutTests
{
    [Fact]
    public void UseChannelsLast_LaysOutWeightsBeforeALargeMap_AndLeavesAsManyBeforeASmallOne()
    {
        // 1,179,648 weights each, before maps of 262,144 and 32,768 values.
        var config = YoloV1Config.Tiny with
        {
            InputSize = ImageSize.Square(16),
            GridSize = 16,
            Backbone = [new Convolution(128, 3), new Convolution(1024, 3), new Convolution(128, 3)],
        };
        using var model = new YoloV1Model(config);

        model.UseChannelsLast();

        model.state_dict()["darknet.1.conv.weight"].is_contiguous().Should().BeFalse();
        model.state_dict()["darknet.2.conv.weight"].is_contiguous().Should().BeTrue();
    }
}
