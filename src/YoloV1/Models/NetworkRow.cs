using TorchSharp;
using static System.FormattableString;

namespace YoloV1.Models;

/// <summary>A row of a network's table where it stands: how its weights are named, what comes in and what goes out.</summary>
/// <param name="Name">The prefix of its names in the state dictionary: "darknet.0" or "head.4".</param>
/// <param name="Spec">The row.</param>
/// <param name="Input">The shape that it gets.</param>
/// <param name="Output">The shape that it gives.</param>
internal sealed record NetworkRow(string Name, LayerSpec Spec, FeatureMap Input, FeatureMap Output)
{
    /// <summary>What the names of all tensors of the head begin with.</summary>
    public const string HeadPrefix = "head.";

    /// <summary>The prefix of its batch normalisation's names.</summary>
    public string NormName { get; private init; } = $"{Name}.bn";

    /// <summary>The name of its batch normalisation's variance, which a state dictionary has where the row is normalised.</summary>
    public string VarianceName => $"{NormName}.running_var";

    /// <summary>The prefix of the names of its weight and its bias.</summary>
    public string WeightName => Spec is LayerSpec.Convolution ? $"{Name}.conv" : Name;

    /// <summary>Whether it stands behind the feature map.</summary>
    public bool IsOfHead => Name.StartsWith(HeadPrefix, StringComparison.Ordinal);

    /// <summary>The rows of a network from the image to the grid.</summary>
    public static IReadOnlyList<NetworkRow> Of(YoloV1Config config)
    {
        var rows = new List<NetworkRow>();
        var shape = new FeatureMap(3, config.InputSize.Height, config.InputSize.Width);
        foreach (var (place, spec) in config.Backbone.Index())
            Add(Invariant($"darknet.{place}"), spec, Invariant($"darknet.{place}.bn"));

        foreach (var (spec, place) in PlacesOfHead(config))
            Add(Invariant($"{HeadPrefix}{place}"), spec, Invariant($"{HeadPrefix}{place + 1}.bn"));
        return rows;

        void Add(string name, LayerSpec spec, string normName)
        {
            var output = LayerShapes.After(spec, shape);
            rows.Add(new NetworkRow(name, spec, shape, output) { NormName = normName });
            shape = output;
        }
    }

    /// <summary>Its tensors in the state dictionary, in their order: parameters, then statistics.</summary>
    public IEnumerable<KeyValuePair<string, TensorInfo>> State() => Spec switch
    {
        LayerSpec.Convolution c =>
        [
            Floats($"{WeightName}.weight", c.Filters, Input.Channels, c.KernelSize, c.KernelSize),
            .. c.Bias || !c.BatchNorm ? [Floats($"{WeightName}.bias", c.Filters)] : Nothing,
            .. c.BatchNorm ? Norm(c.Filters) : Nothing,
        ],
        LayerSpec.Local l =>
        [
            Floats($"{WeightName}.weight", Output.Height * Output.Width, l.Filters, (long)Input.Channels * l.KernelSize * l.KernelSize),
            Floats($"{WeightName}.bias", Output.Length),
        ],
        LayerSpec.FullyConnected c =>
        [
            Floats($"{WeightName}.weight", c.Outputs, Input.Length),
            .. c.BatchNorm ? Norm(c.Outputs) : [Floats($"{WeightName}.bias", c.Outputs)],
        ],
        _ => Nothing,
    };

    // In a connected head, "head.0" flattens; a layer's normalisation and activation have places of their own behind it.
    private static IEnumerable<(LayerSpec Spec, int Place)> PlacesOfHead(YoloV1Config config) => config.SharedHead
        ? config.HeadWithOutput().Index().Select(row => (row.Item, row.Index))
        : DetectionHead.Children(config.HeadWithOutput());

    private static IEnumerable<KeyValuePair<string, TensorInfo>> Nothing => [];

    private IEnumerable<KeyValuePair<string, TensorInfo>> Norm(int channels) =>
    [
        Floats($"{NormName}.weight", channels),
        Floats($"{NormName}.bias", channels),
        Floats($"{NormName}.running_mean", channels),
        Floats($"{NormName}.running_var", channels),
        KeyValuePair.Create($"{NormName}.num_batches_tracked", new TensorInfo(torch.ScalarType.Int64, [])),
    ];

    private static KeyValuePair<string, TensorInfo> Floats(string name, params long[] shape) =>
        KeyValuePair.Create(name, new TensorInfo(torch.ScalarType.Float32, shape));
}
