using YoloV1.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>YOLOv1: backbone, head, and the grid as the output.</summary>
/// <example><code>
/// using var scope = TorchSharp.torch.NewDisposeScope();
/// using var model = new YoloV1Model(gridSize: 7, boxesPerCell: 2, classCount: 20);
/// model.eval();
/// var predictions = model.call(TorchSharp.torch.randn(1, 3, 448, 448));   // [1, 7, 7, 30]
/// </code></example>
public sealed partial class YoloV1Model : Module<Tensor, Tensor>
{
    private const double SharedHeadSpread = 1e-3;

    private readonly Backbone darknet;
    private readonly Module<Tensor, Tensor> head;

    /// <summary>The network that a config describes, with random weights on the CPU.</summary>
    /// <exception cref="ArgumentException">The config cannot work; the message has the settings.</exception>
    public YoloV1Model(YoloV1Config config)
        : base(nameof(YoloV1Model))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        var features = config.Validate();
        darknet = new Backbone(config.Backbone, FeatureMap.Of(config.InputSize), config.BatchNormEpsilon);
        head = config.SharedHead
            ? new Backbone(config.HeadWithOutput(), features, config.BatchNormEpsilon)
            : new DetectionHead(config.HeadWithOutput(), features.Length, config.BatchNormEpsilon);
        RegisterComponents();
        if (config.SharedHead)
            BeginSmall();
    }

    /// <summary>The notebook's network. Its head is sized by S, so the image it takes has 64 S pixels a side: 448 for S = 7.</summary>
    public YoloV1Model(int gridSize = 7, int boxesPerCell = 2, int classCount = 20)
        : this(YoloV1Config.Notebook with
        {
            GridSize = gridSize,
            BoxesPerCell = boxesPerCell,
            ClassCount = classCount,
            InputSize = ImageSize.Square(64 * gridSize),
        })
    {
    }

    /// <summary>Convolutions and pools.</summary>
    internal Backbone Backbone => darknet;

    /// <summary>Fully connected layers, or the convolution that all cells share.</summary>
    internal Module<Tensor, Tensor> Head => head;

    /// <summary>What this network was built from.</summary>
    public YoloV1Config Config { get; }

    /// <summary>
    /// What convolutions and fully connected layers multiply in; float32 unless set. Weights, their gradients, the statistics of batch
    /// normalization and the predictions stay float32: each product casts its inputs, and autograd tracks the casts.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Set to <see cref="Precision.Auto"/>, which only a device gives a meaning, or to <see cref="Precision.Int8"/>, for detection only.
    /// </exception>
    public Precision Precision
    {
        get;
        set
        {
            if (value is not (Precision.Float32 or Precision.BFloat16))
                throw new ArgumentException(
                    $"A network computes in {Precision.Float32} or {Precision.BFloat16}; "
                    + (value == Precision.Auto ? $"resolve {value} for the device first." : $"{value} is for a detector."));
            foreach (var layer in modules().OfType<ICastingLayer>())
                layer.ComputeType = value == Precision.BFloat16 ? ScalarType.BFloat16 : null;
            field = value;
        }
    } = Precision.Float32;

    /// <summary>Images [N, 3, H, W], RGB in [0, 1], to predictions [N, S, S, D], float32.</summary>
    /// <exception cref="ArgumentException">The images' size is not the config's.</exception>
    public override Tensor forward(Tensor input)
    {
        var size = Config.InputSize;
        if (input.dim() != 4 || input.shape[1] != 3 || input.shape[2] != size.Height || input.shape[3] != size.Width)
            throw new ArgumentException(
                $"The input is [{string.Join(", ", input.shape)}]; this network takes [N, 3, {size.Height}, {size.Width}].");

        var features = darknet.call(input);                                          // [N, channels, h, w]
        var outputs = head.call(features);                                           // [N, S * S * D]
        return outputs.to_type(ScalarType.Float32).view(-1, Config.GridSize, Config.GridSize, Config.Grid.D);    // [N, S, S, D]
    }

    /// <summary>Lays the convolutions' weights out channels last, where training is faster with it; shapes and values stay.</summary>
    internal void UseChannelsLast()
    {
        var rows = NetworkRow.Of(Config).ToDictionary(row => $"{row.WeightName}.weight");
        ChannelsLast.Apply(this, name => rows[name].Output.Length);
    }

    /// <summary>The weights by name, layer by layer as PyTorch orders them: a layer's parameters, then its buffers.</summary>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        var tensors = named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)).Concat(named_buffers()).ToDictionary();
        foreach (var (name, _) in NetworkRow.Of(Config).SelectMany(row => row.State()))
            destination[string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}"] = tensors[name];
        return destination;
    }

    /// <summary>Copies weights by name, after every name and every shape has been checked.</summary>
    /// <exception cref="ArgumentException">A name or a shape does not fit; nothing was copied.</exception>
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
    {
        var skipped = skip ?? [];
        if (StateCheck.Fault(Described(state_dict()), Described(source), strict) is { } fault)
            throw new ArgumentException(
                $"The weights do not fit this network: {fault}. Build it with the model, S, B and C they were saved with.");
        return base.load_state_dict(source, strict, skip);

        Dictionary<string, TensorInfo> Described(Dictionary<string, Tensor> tensors) => tensors
            .Where(pair => !skipped.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value));
    }

    /// <summary>Lets a shared head begin near zero, as a fully connected one does by the count of its inputs.</summary>
    /// <remarks>First predictions as large as the features would tear these apart.</remarks>
    private void BeginSmall()
    {
        foreach (var parameter in head.parameters())
            init.normal_(parameter, 0, SharedHeadSpread);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            darknet.Dispose();
            head.Dispose();
        }
        base.Dispose(disposing);
    }
}
