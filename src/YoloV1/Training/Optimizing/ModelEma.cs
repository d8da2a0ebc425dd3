using TorchSharp;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>A second network whose weights are the moving average of a network in training: steadier, and most often better.</summary>
/// <remarks>average = d * average + (1 - d) * weights, statistics of batch normalization included; d grows to the decay from 0.</remarks>
public sealed class ModelEma : IDisposable
{
    private readonly double _decay;
    private readonly double _warmup;
    private readonly (Tensor Average, Tensor Weights)[] _pairs;

    /// <summary>Starts with a copy of the network's weights, on its device.</summary>
    /// <param name="model">The network, owned and trained by the caller.</param>
    /// <param name="decay">How much of the average an update keeps in the end, 0 to 1.</param>
    /// <param name="warmup">After this many updates d is 0.63 of the decay: early weights are not worth keeping.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside 0 to 1, or the warm-up is not over 0.</exception>
    public ModelEma(YoloV1Model model, double decay = 0.999, double warmup = 200)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(warmup);
        (_decay, _warmup) = (decay, warmup);
        Model = new YoloV1Model(model.Config);
        Model.to(model.parameters().First().device);
        Model.UseChannelsLast();
        Model.eval();
        foreach (var parameter in Model.parameters())
            parameter.requires_grad_(false);
        _pairs = [.. Model.state_dict().Values.Zip(model.state_dict().Values)];
        using var noGradient = no_grad();
        foreach (var (average, weights) in _pairs)
            average.copy_(weights);
    }

    /// <summary>The network of averages, in evaluation mode; disposed with this.</summary>
    public YoloV1Model Model { get; }

    /// <summary>How often the average was updated.</summary>
    public long Updates { get; internal set; }

    /// <summary>d of an update, counted from 1.</summary>
    public double DecayAt(long update) => _decay * (1 - Math.Exp(-update / _warmup));

    /// <summary>Takes the network's weights into the average.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // Filled in on the device: a value that is brought there would be waited for.
        var take = full([], 1 - DecayAt(++Updates), ScalarType.Float32, _pairs[0].Average.device);
        foreach (var (average, weights) in _pairs)
        {
            if (average.is_floating_point())
                average.lerp_(weights, take);
            else
                average.copy_(weights);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
