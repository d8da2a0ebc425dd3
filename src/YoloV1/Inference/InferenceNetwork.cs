using TorchSharp;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>
/// A network as prediction runs it: no modules that could be trained, batch normalization folded into the weights, and weights in the
/// order that the processor is fastest with. Safe to run from many threads.
/// </summary>
internal sealed class InferenceNetwork : IDisposable
{
    private readonly ScalarType _type;
    private readonly CalibrationRanges? _ranges;
    private readonly int _wideRows;
    private readonly SortedList<int, (NetworkRow Row, InferenceLayer Layer)> _layers = [];

    /// <summary>Takes the weights that a config asks for.</summary>
    /// <param name="config">The network.</param>
    /// <param name="source">Its weights.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="precision">The precision.</param>
    /// <param name="ranges">What its layers get, as measured on images; for <see cref="Precision.Int8"/>.</param>
    /// <param name="fused">Whether oneDNN's operators may be taken where there are any; torch's own give the same detections.</param>
    /// <exception cref="InvalidDataException">
    /// The weights do not match the config, or there are no ranges for <see cref="Precision.Int8"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The device does not compute with <see cref="Precision.Int8"/>.</exception>
    public InferenceNetwork(
        YoloV1Config config, ITensorSource source, Device device, Precision precision, CalibrationRanges? ranges = null, bool fused = true)
    {
        config.Validate();
        var rows = NetworkRow.Of(config);
        if (StateCheck.Fault(rows.SelectMany(row => row.State()).ToDictionary(), source.Tensors) is { } fault)
            throw new InvalidDataException(
                $"{source.Place} does not fit '{config.Name}': {fault}; use the config it was trained with.");

        (Config, Device) = (config, device);
        Precision = Precisions.Take(precision, device);
        if (Precision == Precision.Int8)
            _ranges = ranges ?? throw new InvalidDataException(
                $"{source.Place} has no ranges of its feature maps, which 8-bit inference needs; "
                + "calibrate it with Detector.Calibrate, or with `yolov1 export --calibrate IMAGES`.");
        _type = Precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        IsFused = fused && device.type == DeviceType.CPU && OneDnn.ComputesIn(_type);
        var running = rows.Where(row => row.Spec is not LayerSpec.Dropout).ToList();
        _wideRows = running.TakeWhile(row => row.Output.Length >= row.ParameterCount).Count();
        var weights = new LayerWeights(source, _type, device, config.BatchNormEpsilon);
        try
        {
            // The largest first, so that the memory used to prepare their weights can be reused for the others.
            foreach (var (place, row) in running.Index().OrderByDescending(row => row.Item.ParameterCount))
                _layers.Add(place, (row, Prepare(row, weights)));
            TorchThreads.Release();                                                  // another thread may be the one that runs it
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The config it was built from.</summary>
    public YoloV1Config Config { get; }

    /// <summary>Where it runs.</summary>
    public Device Device { get; }

    /// <summary>The precision; never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision { get; }

    /// <summary>Whether it runs oneDNN's operators.</summary>
    public bool IsFused { get; }

    /// <summary>Images [N, 3, H, W], channels last, RGB in [0, 1], to predictions [N, S, S, D], float32 on the CPU.</summary>
    /// <remarks>
    /// On the processor, the rows before the first with more weights than outputs see one image at a time: together they would take as many
    /// times the memory, and no less time.
    /// </remarks>
    /// <param name="images">Images.</param>
    /// <param name="seen">Sees what each row gets.</param>
    public Tensor Run(Tensor images, Action<NetworkRow, Tensor>? seen = null)
    {
        using var scope = NewDisposeScope();
        var predictions = RunOnDevice(images, seen).to(ScalarType.Float32, CPU);     // waits for the device
        return predictions.view(-1, Config.GridSize, Config.GridSize, Config.Grid.D).MoveToOuterDisposeScope();
    }

    /// <summary>The same, [N, S * S * D] of the type and device that the network computes with; nothing has waited for it.</summary>
    internal Tensor RunOnDevice(Tensor images, Action<NetworkRow, Tensor>? seen = null)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var parts = images.split(Device.type == DeviceType.CPU ? 1 : images.shape[0]);
        var wide = parts.Select(part => Run(_layers.Values.Take(_wideRows), DeviceCopy.Of(part, Device).to(_type), seen)).ToList();
        return Run(_layers.Values.Skip(_wideRows), wide is [var only] ? only : cat(wide), seen).MoveToOuterDisposeScope();
    }

    /// <summary>Lets the weights go.</summary>
    public void Dispose()
    {
        foreach (var (_, layer) in _layers.Values)
            layer.Dispose();
    }

    private static Tensor Run(IEnumerable<(NetworkRow Row, InferenceLayer Layer)> layers, Tensor x, Action<NetworkRow, Tensor>? seen)
    {
        foreach (var (row, layer) in layers)
        {
            // A feature map is let go as soon as the next is there: it bounds the memory.
            using var input = x;
            seen?.Invoke(row, input);
            x = layer.Run(input);
        }
        return x;
    }

    private InferenceLayer Prepare(NetworkRow row, LayerWeights weights)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        if (row.Spec is LayerSpec.MaxPool pool && IsFused)
            return new MaxPoolLayer(row, pool);
        if (row.Weights is null)
            return new ModuleLayer(Backbone.Build(row.Spec, row.Input, Config.BatchNormEpsilon));

        var (weight, bias) = weights.Read(row);
        bias.DetachFromDisposeScope();
        return _ranges?.LevelsOf(row) is { } levels
            ? PrepareBytes(row, weight, bias, levels)
            : PrepareFloats(row, weight, bias);
    }

    private InferenceLayer PrepareBytes(NetworkRow row, Tensor weight, Tensor bias, Quantization levels)
    {
        var bytes = QuantizedWeights.Of(weight);
        return row.Spec switch
        {
            LayerSpec.Convolution c when IsFused && OneDnnInt8.Suits(weight) =>
                new QuantizedConvolutionLayer(c, levels, QuantizedConvolutionLayer.Pack(row, c, levels, bytes), bias),
            LayerSpec.FullyConnected c when IsFused && OneDnnInt8.IsAvailable =>
                new QuantizedFullyConnectedLayer(c.Activation, levels, QuantizedFullyConnectedLayer.Pack(levels, bytes), bias),
            _ => new FakeQuantizedLayer(levels, PrepareFloats(row, bytes.ToFloats(), bias)),
        };
    }

    private InferenceLayer PrepareFloats(NetworkRow row, Tensor weight, Tensor bias) => row.Spec switch
    {
        LayerSpec.Convolution c when FusedSlopeOf(c.Activation) is { } slope && ChannelBlocks.IsRight(c.KernelSize, _type) =>
            HalvedConvolutionLayer.IsFaster(c, weight) ? PrepareHalves(row, c, weight, bias)
            : PrepareFused(row, c, weight, bias, slope),
        LayerSpec.Convolution c => new ConvolutionLayer(c, ChannelsLast.Of(weight).DetachFromDisposeScope(), bias),
        LayerSpec.FullyConnected c =>
            new FullyConnectedLayer(c.Activation, weight.DetachFromDisposeScope(), bias, FusedSlopeOf(c.Activation)),
        _ => new LocalLayer(row, weight.DetachFromDisposeScope(), bias),
    };

    private static HalvedConvolutionLayer PrepareHalves(NetworkRow row, LayerSpec.Convolution spec, Tensor weight, Tensor bias)
    {
        var halves = weight.chunk(2, dim: 1);                                        // [out, in / 2, k, k]
        return new(
            PrepareFused(row, spec, halves[0], bias, slope: 1),
            PrepareFused(row, spec, halves[1], zeros_like(bias).DetachFromDisposeScope(), slope: 1),
            spec.Activation);
    }

    private static FusedConvolutionLayer PrepareFused(
        NetworkRow row, LayerSpec.Convolution spec, Tensor weight, Tensor bias, double slope) =>
        new(spec, FusedConvolutionLayer.Pack(row, spec, weight).DetachFromDisposeScope(), bias, slope);

    // What oneDNN's operators know as an activation: a line with a bend at zero. Null where torch's plain ones are to be taken.
    private double? FusedSlopeOf(Activation activation) => activation switch
    {
        _ when !IsFused => null,
        Activation.Linear => 1,
        Activation.Leaky => Activations.LeakySlope,
        Activation.Relu => 0,
        _ => null,
    };
}
