using System.Globalization;
using TorchSharp.Modules;
using YoloV1.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>The fully connected layers: from a feature map to the values of the grid.</summary>
/// <remarks>
/// Children are named by their place, as in the notebook's Sequential: "0" flattens, "1" is the first of these layers, its
/// activation and dropout follow as "2" and "3", and "4" is the last of them.
/// <para>
/// In training mode, for 4 to 32 images in float32 on the processor, <c>backward()</c> adds the weights' gradients to their
/// <c>grad</c> itself: <c>autograd.grad</c> does not see these weights there. In evaluation mode it does.
/// </para>
/// </remarks>
public sealed class DetectionHead : Module<Tensor, Tensor>, ICastingLayer
{
    private readonly List<Module<Tensor, Tensor>> _layers = [];

    /// <summary>Builds the rows of a table.</summary>
    /// <param name="table">Connected and dropout rows, the last one connected.</param>
    /// <param name="inFeatures">Values of the feature map: channels times height times width.</param>
    /// <exception cref="ArgumentException">A row does not belong into a head.</exception>
    public DetectionHead(IReadOnlyList<LayerSpec> table, long inFeatures)
        : this(table, inFeatures, BatchNormEpsilon.InsideRoot)
    {
    }

    internal DetectionHead(IReadOnlyList<LayerSpec> table, long inFeatures, BatchNormEpsilon epsilon)
        : base(nameof(DetectionHead))
    {
        Add(Flatten());
        foreach (var spec in table)
        {
            switch (spec)
            {
                case LayerSpec.FullyConnected connected:
                    Add(Linear(inFeatures, connected.Outputs, hasBias: !connected.BatchNorm));
                    if (connected.BatchNorm)
                        Add(new BatchNormLayer(connected.Outputs, epsilon));
                    if (connected.Activation != Activation.Linear)
                        Add(new ActivationLayer(connected.Activation));
                    inFeatures = connected.Outputs;
                    break;
                case LayerSpec.Dropout dropout:
                    Add(Dropout(dropout.Probability));
                    break;
                default:
                    throw new ArgumentException($"{spec} cannot be in a head; move it to the backbone.");
            }
        }
    }

    /// <summary>Each row of a table with the place of its first child.</summary>
    internal static IEnumerable<(LayerSpec Row, int Child)> Children(IEnumerable<LayerSpec> table)
    {
        var child = 1;   // 0 flattens
        foreach (var row in table)
        {
            yield return (row, child);
            child++;
            if (row is LayerSpec.FullyConnected connected)
                child += (connected.BatchNorm ? 1 : 0) + (connected.Activation == Activation.Linear ? 0 : 1);
        }
    }

    ScalarType? ICastingLayer.ComputeType { get; set; }

    /// <summary>[N, channels, h, w] to [N, outputs of the last row].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        foreach (var layer in _layers)
            x = layer is Linear linear ? Multiply(linear, x) : layer.call(x);
        return x;
    }

    private Tensor Multiply(Linear linear, Tensor input) => ((ICastingLayer)this).ComputeType is { } type
        ? functional.linear(input.to_type(type), linear.weight!.to_type(type), linear.bias?.to_type(type)!)
        : training && is_grad_enabled() ? SmallBatchLinear.Connect(linear, input) : linear.call(input);

    private void Add(Module<Tensor, Tensor> layer)
    {
        register_module(_layers.Count.ToString(CultureInfo.InvariantCulture), layer);
        _layers.Add(layer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _layers.ForEach(layer => layer.Dispose());
        base.Dispose(disposing);
    }
}
