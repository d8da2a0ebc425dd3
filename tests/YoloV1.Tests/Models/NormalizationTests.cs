using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class NormalizationTests
{
    private const int Channels = 3;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void InTraining_OutputsAndStatisticsAreTorchs(double momentum)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (nn.BatchNorm2d(Channels, momentum: momentum), nn.BatchNorm2d(Channels, momentum: momentum));

        for (var batch = 0; batch < 3; batch++)
        {
            var input = randn(4, Channels, 5, 5);
            Normalization.Of(ours, input, BatchNormEpsilon.InsideRoot).allclose(theirs.call(input)).Should().BeTrue();
        }

        ours.state_dict().Keys.Should().Contain("num_batches_tracked");
        foreach (var (name, statistic) in theirs.state_dict())
            ours.state_dict()[name].allclose(statistic).Should().BeTrue(name);
    }
}
