using static System.FormattableString;

namespace YoloV1.Models;

/// <summary>A row of a network's table where it stands: how its weights are named, what comes in and what goes out.</summary>
/// <param name="Name">The prefix of its names in the state dictionary: "darknet.0" or "head.4".</param>
/// <param name="Spec">The row.</param>
/// <param name="Input">The shape that it gets.</param>
/// <param name="Output">The shape that it gives.</param>
internal sealed record NetworkRow(string Name, LayerSpec Spec, FeatureMap Input, FeatureMap Output)
{
    /// <summary>The prefix of all tensor names of the head.</summary>
    public const string HeadPrefix = "head.";

    /// <summary>The prefix of its batch normalization's names.</summary>
    public string NormName { get; private init; } = $"{Name}.bn";

    /// <summary>The prefix of the names of its weight and its bias.</summary>
    public string WeightName => Spec.WeightNameOf(Name);

    /// <summary>The shapes of its weights; null if it has none.</summary>
    public WeightShapes? Weights { get; } = Spec.WeightsFor(Input);

    /// <summary>Whether it follows the feature map.</summary>
    public bool IsOfHead => Name.StartsWith(HeadPrefix, StringComparison.Ordinal);

    /// <summary>Whether it computes boxes and scores: the last layer with weights.</summary>
    public bool IsOutput { get; private init; }

    /// <summary>How many of its values training changes.</summary>
    public long ParameterCount => Parameters().Sum(tensor => tensor.Value.Length);

    /// <summary>The rows of a network from the image to the grid.</summary>
    public static IReadOnlyList<NetworkRow> Of(YoloV1Config config)
    {
        var names = config.Backbone.Select((_, place) => (Invariant($"darknet.{place}"), Invariant($"darknet.{place}.bn")))
            .Concat(PlacesOfHead(config).Select(place => (Invariant($"{HeadPrefix}{place}"), Invariant($"{HeadPrefix}{place + 1}.bn"))));
        NetworkRow[] rows = [.. LayerSpec.Along(config.Rows(), FeatureMap.Of(config.InputSize)).Zip(names, Named)];
        var output = Array.FindLastIndex(rows, row => row.Weights is not null);
        return [.. rows.Select((row, place) => place == output ? row with { IsOutput = true } : row)];
    }

    /// <summary>Its tensors in the state dictionary, in their order: parameters, then statistics.</summary>
    public IEnumerable<KeyValuePair<string, TensorInfo>> State() => [.. Parameters(), .. Weights?.Statistics(NormName) ?? []];

    private IEnumerable<KeyValuePair<string, TensorInfo>> Parameters() => Weights?.Parameters(WeightName, NormName) ?? [];

    private static NetworkRow Named((LayerSpec Row, FeatureMap Input, FeatureMap Output) step, (string Name, string Norm) names) =>
        new(names.Name, step.Row, step.Input, step.Output) { NormName = names.Norm };

    // In a connected head, "head.0" flattens; a layer's normalization and activation have indices of their own after it.
    private static IEnumerable<int> PlacesOfHead(YoloV1Config config) => config.SharedHead
        ? config.HeadWithOutput().Select((_, place) => place)
        : DetectionHead.Children(config.HeadWithOutput()).Select(row => row.Child);
}
