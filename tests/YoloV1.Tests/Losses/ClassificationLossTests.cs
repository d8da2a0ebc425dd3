using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Tests.Losses;

public sealed class ClassificationLossTests
{
    [Fact]
    public void Loss_IsTorchsCrossEntropyOfTheClassScores()
    {
        using var scope = NewDisposeScope();
        var grid = new GridShape(1, 1, 4);
        var predictions = randn(3, 1, 1, grid.D).requires_grad_(true);
        var target = zeros(3, 1, 1, grid.D);
        var classes = new long[] { 2, 0, 3 };
        foreach (var (image, id) in classes.Index())
            target[image, 0, 0, 5 + id] = 1;

        var parts = new ClassificationLoss(grid).Measure(predictions, target);
        parts.Total.backward();

        var expected = nn.functional.cross_entropy(predictions.detach()[.., 0, 0, 5..], tensor(classes));
        parts.Total.allclose(expected).Should().BeTrue();
        parts.Class.allclose(expected).Should().BeTrue();
        predictions.grad![.., 0, 0, ..5].count_nonzero().item<long>().Should().Be(0, "boxes and confidences are not learned");
    }
}
