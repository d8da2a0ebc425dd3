using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>From an image to its feature map: convolutions, pools and what else keeps rows and columns, by their table.</summary>
/// <remarks>Children are named by their place in the table, pools included: "0", "1", ... as in the notebook's Sequential.</remarks>
public sealed class Backbone : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _layers = [];

    /// <summary>Builds the rows of a table without locally connected layers, for images of any size.</summary>
    /// <exception cref="ArgumentException">A row does not belong into a backbone, or needs to know the input's size.</exception>
    public Backbone(IReadOnlyList<LayerSpec> table, int inChannels = 3)
        : this(table, new FeatureMap(inChannels, 0, 0), BatchNormEpsilon.InsideRoot)
    {
    }

    internal Backbone(IReadOnlyList<LayerSpec> table, FeatureMap input, BatchNormEpsilon epsilon)
        : base(nameof(Backbone))
    {
        foreach (var (spec, shape, _) in LayerSpec.Along(table, input))
        {
            var layer = Build(spec, shape, epsilon);
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

    internal static Module<Tensor, Tensor> Build(LayerSpec spec, FeatureMap input, BatchNormEpsilon epsilon) => spec switch
    {
        LayerSpec.Convolution convolution => new ConvBlock(input.Channels, convolution, epsilon),
        LayerSpec.MaxPool { Padding: 0 } pool => MaxPool2d(pool.Size, pool.Stride),
        LayerSpec.MaxPool pool => new PaddedMaxPool(pool),
        LayerSpec.AveragePool => new GlobalAveragePool(),
        LayerSpec.Local local => new LocallyConnected2d(input, local),
        LayerSpec.Crop crop => new CenterCrop(crop),
        LayerSpec.Dropout dropout => Dropout(dropout.Probability),
        LayerSpec.Cells cells => new CellOrder(cells),
        _ => throw new ArgumentException($"{spec} cannot be in a backbone; move it to the head."),
    };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _layers.ForEach(layer => layer.Dispose());
        base.Dispose(disposing);
    }
}
