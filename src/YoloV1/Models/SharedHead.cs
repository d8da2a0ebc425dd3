using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>Keeps a head of one connected layer a convolution: every cell has the same weights for the features around it, and none for those farther away.</summary>
/// <remarks>
/// What is learned of an object in one cell is known in all of them, where a connected layer has to see an object in each: with some hundred
/// pictures that is the difference between learning and not. Shared weights with a shared gradient stay shared, whatever the optimizer; the network
/// and its files are those of any other training.
/// </remarks>
internal sealed class SharedHead
{
    /// <summary>Features that a cell sees on each side of its own: a window of 3x3.</summary>
    private const int Reach = 1;

    private readonly Linear _output;
    private readonly FeatureMap _features;
    private readonly GridShape _grid;

    private SharedHead(Linear output, FeatureMap features, GridShape grid)
    {
        (_output, _features, _grid) = (output, features, grid);
        CellsPerFeature = grid.S / features.Height;
    }

    /// <summary>S for each feature along a side of the map.</summary>
    public int CellsPerFeature { get; }

    /// <summary>Whether the cells have the same weights, as training keeps them; a map of one feature does not tell.</summary>
    public bool IsShared
    {
        get
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var (weights, bias) = (_output.weight!.clone(), _output.bias!.clone());
            GiveMeans(weights, bias);
            return _features.Height > Reach && Equal(weights, _output.weight!) && Equal(bias, _output.bias!);
        }
    }

    /// <summary>The head of a network; null where it has more than one connected layer, or cells that do not divide the features evenly.</summary>
    public static SharedHead? Of(YoloV1Model model)
    {
        var features = model.Config.Validate();
        var layers = model.Head.modules().OfType<Linear>().ToArray();
        return layers is [var output] && features.Height == features.Width && model.Config.GridSize % features.Height == 0
            ? new SharedHead(output, features, model.Config.Grid)
            : null;
    }

    /// <summary>Gives all cells the mean of their weights.</summary>
    public void ShareWeights()
    {
        using var noGradient = no_grad();
        GiveMeans(_output.weight!, _output.bias!);
    }

    /// <summary>Gives all cells the sum of their gradients by the side of the map, so that the gradient's norm is that of the convolution.</summary>
    public void ShareGradient()
    {
        using var noGradient = no_grad();
        Share(_output.weight!.grad!, _ => 1.0 / _features.Height);
        ShareBias(_output.bias!.grad!, 1.0 / _features.Height);
    }

    /// <summary>Gives the cells of another head, on a map of another size, the weights of these ones.</summary>
    public void CopyTo(SharedHead other)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        other._output.weight!.zero_();
        ForEachOffset((dy, dx) => other.Places(other._output.weight!, dy, dx).copy_(Places(_output.weight!, dy, dx).mean([-2, -1], keepdim: true)));
        other.CellsOf(other._output.bias!).copy_(CellsOf(_output.bias!).mean([0, 2], keepdim: true));
    }

    private void GiveMeans(Tensor weights, Tensor bias)
    {
        Share(weights, count => 1.0 / count);
        ShareBias(bias, 1.0 / (_features.Height * _features.Width));
    }

    /// <summary>Replaces numbers by their sums over all places, times a factor of the number of places.</summary>
    /// <param name="numbers">[S * S * D, channels * h * w]: for each cell its channels, row before column; for each channel its map.</param>
    /// <param name="factor">From the number of places where both a cell and its neighbour exist.</param>
    private void Share(Tensor numbers, Func<int, double> factor)
    {
        using var scope = NewDisposeScope();
        var after = zeros_like(numbers);
        ForEachOffset((dy, dx) =>
        {
            using var times = factor((_features.Height - Math.Abs(dy)) * (_features.Width - Math.Abs(dx))).ToScalar();
            Places(after, dy, dx).copy_(Places(numbers, dy, dx).sum([-2, -1], keepdim: true) * times);
        });
        numbers.copy_(after);
    }

    private void ShareBias(Tensor numbers, double factor)
    {
        using var scope = NewDisposeScope();
        using var times = factor.ToScalar();
        var cells = CellsOf(numbers);
        cells.copy_(cells.sum([0, 2], keepdim: true) * times);
    }

    /// <summary>A view of the numbers between every cell and the features at an offset from it: [m, m, D, channels, rows, columns].</summary>
    private Tensor Places(Tensor numbers, int dy, int dx)
    {
        var (h, w, m) = (_features.Height, _features.Width, CellsPerFeature);
        return numbers.view(h, m, w, m, _grid.D, _features.Channels, h, w).diagonal(dy, 0, 6).diagonal(dx, 1, 5);
    }

    /// <summary>A view of one number for each output: [h, m, w, m, D].</summary>
    private Tensor CellsOf(Tensor numbers) => numbers.view(_features.Height, CellsPerFeature, _features.Width, CellsPerFeature, _grid.D);

    private static void ForEachOffset(Action<int, int> action)
    {
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            for (var dx = -Reach; dx <= Reach; dx++)
                action(dy, dx);
        }
    }

    private static bool Equal(Tensor shared, Tensor weights) => shared.allclose(weights, 1e-3, 1e-5 * weights.abs().max().item<float>());
}
