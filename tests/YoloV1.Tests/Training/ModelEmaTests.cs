using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

public sealed class ModelEmaTests
{
    [Fact]
    public void Average_FollowsItsFormula_ForWeightsAndStatistics()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = TinyNetwork.Create(1);
        using var ema = new ModelEma(model, decay: 0.9, warmup: 5);
        var weight = model.state_dict()["darknet.0.conv.weight"];
        var variance = model.state_dict()["darknet.0.bn.running_var"];
        var (expectedWeight, expectedVariance) = (weight.clone(), variance.clone());
        for (var update = 1; update <= 20; update++)
        {
            weight.add_(randn_like(weight));
            variance.mul_(1.1);
            ema.Update();
            var d = 0.9 * (1 - Math.Exp(-update / 5.0));
            expectedWeight = expectedWeight * d + weight * (1 - d);
            expectedVariance = expectedVariance * d + variance * (1 - d);
        }
        var average = ema.Model.state_dict();
        average["darknet.0.conv.weight"].allclose(expectedWeight, 1e-5, 1e-5).Should().BeTrue();
        average["darknet.0.bn.running_var"].allclose(expectedVariance, 1e-5, 1e-5).Should().BeTrue();
    }
}
