using YoloV1.Kernels;
using YoloV1.Losses;
using static TorchSharp.torch;

namespace YoloV1.Cli.Commands;

/// <summary>Something that a network computes, to be tried out on a device against float64 on the CPU, forward and backward.</summary>
/// <param name="Name">What it is called in a report.</param>
/// <param name="Shapes">The shapes of its inputs, which are drawn from a normal distribution.</param>
/// <param name="Call">Computes it from its inputs.</param>
internal sealed record DeviceOperator(string Name, long[][] Shapes, Func<Tensor[], Tensor> Call)
{
    private static readonly GridShape Grid = new(3, 2, 4);

    /// <summary>What every network is made of.</summary>
    public static IReadOnlyList<DeviceOperator> All { get; } =
    [
        Convolution("convolution 7x7, stride 2", channels: 3, filters: 64, size: 7, stride: 2),
        Convolution("convolution 3x3", channels: 40, filters: 72, size: 3, stride: 1),
        Convolution("convolution 1x1", channels: 64, filters: 32, size: 1, stride: 1),
        new("fully connected layer", [[4, 512], [96, 512], [96]], x => nn.functional.linear(x[0], x[1], x[2])),
        new("locally connected layer", [[9, 16, 72], [2, 8, 3, 3]], x =>
            x[0].bmm(nn.functional.unfold(x[1], 3, padding: 1).permute(2, 1, 0))),           // [locations, filters, N]
        new("batch normalization", [[4, 16, 9, 9], [16], [16]], x => nn.functional.batch_norm(
            x[0], zeros([16], x[0].dtype, x[0].device), ones([16], x[0].dtype, x[0].device), x[1], x[2], training: true)),
        new("leaky ReLU", [[4, 16, 9, 9]], x => nn.functional.leaky_relu(x[0], 0.1)),
        new("max pooling", [[4, 16, 10, 10]], x => nn.functional.max_pool2d(x[0], 2, 2)),
        new("average pooling", [[4, 16, 10, 10]], x => nn.functional.adaptive_avg_pool2d(x[0], 1)),
        new("channels last", [[4, 16, 10, 10]], x => ChannelsLast.Of(x[0])),
        new("paper's loss", [[4, 3, 3, Grid.D], [4, 3, 3, Grid.D]], x => LossOf(new PaperYoloLoss(Grid), x)),
        new("notebook's loss", [[4, 3, 3, Grid.D], [4, 3, 3, Grid.D]], x => LossOf(new YoloLoss(Grid, LossWeights.Paper), x)),
    ];

    /// <summary>The largest of the relative errors of the result and of the gradients; NaN counts as the largest.</summary>
    /// <param name="device">Where it is tried out.</param>
    /// <param name="type">What it computes with there.</param>
    public double ErrorOn(Device device, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        using var generator = new Generator(1);
        Tensor[] inputs = [.. Shapes.Select(shape => randn(shape, ScalarType.Float32, CPU, generator: generator).to_type(type))];
        var expected = Results(inputs, CPU, ScalarType.Float64);
        return Results(inputs, device, type).Zip(expected, Distance).Aggregate(Math.Max);
    }

    /// <summary>Below it is an error of rounding.</summary>
    public static double ToleranceOf(ScalarType type) => type == ScalarType.Float32 ? 1e-4 : 0.02;

    private Tensor[] Results(Tensor[] inputs, Device device, ScalarType type)
    {
        Tensor[] leaves = [.. inputs.Select(input => input.to_type(type).to(device).detach().requires_grad_())];
        var result = Call(leaves);
        using var generator = new Generator(2);
        var shares = randn(result.shape, ScalarType.Float32, CPU, generator: generator);
        result.backward([shares.to_type(type).to(device)]);
        return [.. leaves.Select(leaf => leaf.grad).OfType<Tensor>().Prepend(result.detach()).Select(tensor => tensor.cpu())];
    }

    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual.cpu().to_type(ScalarType.Float64) - expected).norm() / expected.norm()).item<double>();

    private static DeviceOperator Convolution(string name, long channels, long filters, long size, long stride) => new(
        name, [[2, channels, 16, 16], [filters, channels, size, size], [filters]],
        x => ChannelBlocks.Convolve(ChannelsLast.Of(x[0]), x[1], x[2], stride, size / 2));

    // A cell has an object where its confidence is over 0; the boxes lie in the unit square.
    private static Tensor LossOf(DetectionLoss loss, Tensor[] inputs)
    {
        var values = inputs[1].detach().sigmoid();                                   // [N, S, S, D]
        var objects = (inputs[1].detach()[.., .., .., 4..5] > 0).to_type(values.dtype);   // [N, S, S, 1]
        return loss.Measure(inputs[0], cat([values[.., .., .., ..4], objects, values[.., .., .., 5..]], -1)).Total;
    }
}
