using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Tests.Losses;

public sealed class DetectionDiagnosticsTests
{
    [Fact]
    public void Numbers_AreThoseWorkedByHand()
    {
        using var scope = NewDisposeScope();
        var grid = new GridShape(1, 2, 2);
        // Box 0 lies apart, box 1 is the object's left half: IoU 0.5.
        var predictions = tensor([.9f, .9f, .1f, .1f, .2f, .4f, .5f, .2f, .4f, .6f, .7f, .1f], [1, 1, 1, 12]);
        var target = tensor([.5f, .5f, .4f, .4f, 1, .5f, .5f, .4f, .4f, 1, 1, 0], [1, 1, 1, 12]);

        var sums = DetectionDiagnostics.Sums(grid, BoxSizeEncoding.Linear, predictions, target);
        var twice = DetectionDiagnostics.Of(Values(sums + sums), classCount: 2);

        twice.AverageIou.Should().BeApproximately(0.5, 1e-6);
        twice.TrueClass.Should().BeApproximately(0.7, 1e-6);
        twice.AnyClass.Should().BeApproximately(0.4, 1e-6);
        twice.ObjectConfidence.Should().BeApproximately(0.6, 1e-6);
        twice.AnyConfidence.Should().BeApproximately(0.4, 1e-6);
        twice.Objects.Should().Be(2);
    }

    [Fact]
    public void BoxesThatTheLossFound_GiveTheSameSums()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var grid = new GridShape(3, 2, 4);
        var (predictions, target) = (rand(5, 3, 3, grid.D), rand(5, 3, 3, grid.D));
        target[.., .., .., 4] = (target[.., .., .., 4] > 0.5).to_type(ScalarType.Float32);
        var found = new PaperYoloLoss(grid).Measure(predictions, target).Responsible;

        found.Should().NotBeNull();
        var sums = Values(DetectionDiagnostics.Sums(grid, BoxSizeEncoding.SquareRoot, predictions, target, found));
        sums.Should().Equal(Values(DetectionDiagnostics.Sums(grid, BoxSizeEncoding.SquareRoot, predictions, target)));
    }

    [Fact]
    public void WithoutObjects_MeansAreZero_NotNaN()
    {
        using var scope = NewDisposeScope();
        var grid = new GridShape(2, 1, 2);
        var sums = DetectionDiagnostics.Sums(grid, BoxSizeEncoding.SquareRoot, ones(1, 2, 2, 7), zeros(1, 2, 2, 7));
        DetectionDiagnostics.Of(Values(sums), 2).Should().Be(new DetectionDiagnostics(0, 0, 0, 0, 1, 0));
    }

    private static double[] Values(Tensor sums) => [.. sums.to_type(ScalarType.Float64).data<double>()];
}
