using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>The backbone: convolutions and pools in the order of their table, from a picture to its feature map.</summary>
/// <remarks>Children are named by their place in the table, pools included: "0", "1", ... as in the notebook's Sequential.</remarks>
public sealed class Darknet : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _layers = [];

    /// <summary>Builds the rows of a table.</summary>
    /// <exception cref="ArgumentException">A row is neither a convolution nor a pool.</exception>
    public Darknet(IReadOnlyList<LayerSpec> table, int inChannels = 3)
        : base(nameof(Darknet))
    {
        foreach (var spec in table)
        {
            var layer = Build(spec, inChannels);
            if (spec is LayerSpec.Convolution convolution)
                inChannels = convolution.Filters;
            register_module(_layers.Count.ToString(CultureInfo.InvariantCulture), layer);
            _layers.Add(layer);
        }
    }

    /// <summary>[N, 3, H, W] to [N, channels, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        foreach (var layer in _layers)
            x = layer.call(x);
        return x;
    }

    private static Module<Tensor, Tensor> Build(LayerSpec spec, int inChannels) => spec switch
    {
        LayerSpec.Convolution convolution => new ConvBlock(inChannels, convolution),
        LayerSpec.MaxPool pool => MaxPool2d(pool.Size, pool.Stride),
        _ => throw new ArgumentException($"{spec} is not a layer of a backbone; it belongs into the head."),
    };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _layers.ForEach(layer => layer.Dispose());
        base.Dispose(disposing);
    }
}
