using System.Text.Json;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>
/// A network of the product's tables in torch's modules as they come: convolution, normalisation, activation, one after the other.
/// </summary>
internal static class PlainNetwork
{
    /// <summary>[N, 3, H, W] to [N, S * S * D].</summary>
    public static nn.Module<Tensor, Tensor> Build(YoloV1Config config) => nn.Sequential([.. LayersOf(config).Select(Module)]);

    /// <summary>The same layers as <c>torch_contender.py</c> reads them, with the shape of the input.</summary>
    public static string ToJson(YoloV1Config config) => JsonSerializer.Serialize(new
    {
        height = config.InputSize.Height,
        width = config.InputSize.Width,
        outputs = config.Grid.Length,
        layers = LayersOf(config),
    });

    private static nn.Module<Tensor, Tensor> Module(Layer layer) => layer.Kind switch
    {
        "conv" => nn.Conv2d(layer.In, layer.Out, layer.Size, layer.Stride, layer.Padding, bias: layer.Bias),
        "norm" => nn.BatchNorm2d(layer.Out),
        "leaky" => nn.LeakyReLU(Activations.LeakySlope, inplace: true),
        "pool" => nn.MaxPool2d(layer.Size, layer.Stride),
        "flatten" => nn.Flatten(),
        "linear" => nn.Linear(layer.In, layer.Out),
        "dropout" => nn.Dropout(),
        _ => throw new ArgumentException($"There is no plain '{layer.Kind}'."),
    };

    private static IEnumerable<Layer> LayersOf(YoloV1Config config)
    {
        foreach (var (i, row) in NetworkRow.Of(config).Index())
        {
            if (i == config.Backbone.Count)
                yield return new("flatten");
            foreach (var layer in LayersOf(row))
                yield return layer;
        }
    }

    private static IEnumerable<Layer> LayersOf(NetworkRow row)
    {
        switch (row.Spec)
        {
            case Convolution c:
                yield return new("conv", row.Input.Channels, c.Filters, c.KernelSize, c.Stride, c.Padding, c.Bias || !c.BatchNorm);
                if (c.BatchNorm)
                    yield return new("norm", Out: c.Filters);
                if (c.Activation == Activation.Leaky)
                    yield return new("leaky");
                break;
            case MaxPool { Padding: 0 } p:
                yield return new("pool", Size: p.Size, Stride: p.Stride);
                break;
            case FullyConnected c:
                yield return new("linear", row.Input.Length, c.Outputs);
                if (c.Activation == Activation.Leaky)
                    yield return new("leaky");
                break;
            case Dropout:
                yield return new("dropout");
                break;
            default:
                throw new ArgumentException($"There is no plain {row.Spec}.");
        }
    }

    private sealed record Layer(string Kind, long In = 0, long Out = 0, long Size = 0, long Stride = 0, long Padding = 0, bool Bias = true);
}
