using System.Text;
using System.Text.Json.Serialization;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

/// <summary>A network as data: its tables, its grid and its input. Take a preset and change it with <c>with</c>.</summary>
/// <example><code>
/// var config = YoloV1Config.Small with { InputSize = ImageSize.Square(448), GridSize = 14, ClassCount = 6 };
/// using var model = new YoloV1Model(config);
/// </code></example>
public sealed partial record YoloV1Config
{
    /// <summary>The name that <c>--model</c> takes.</summary>
    public required string Name { get; init; }

    /// <summary>S: cells along each side.</summary>
    public int GridSize { get; init; } = 7;

    /// <summary>B: boxes that each cell predicts.</summary>
    public int BoxesPerCell { get; init; } = 2;

    /// <summary>C: classes.</summary>
    public int ClassCount { get; init; } = 20;

    /// <summary>The size to which every image is stretched.</summary>
    public ImageSize InputSize { get; init; } = ImageSize.Square(448);

    /// <summary>The encoding of the w and h channels; encoder, loss and decoder follow it.</summary>
    public BoxSizeEncoding BoxSizes { get; init; } = BoxSizeEncoding.SquareRoot;

    /// <summary>Whether S may be a multiple or a fraction of the feature map's side, as in Darknet; otherwise it is that side.</summary>
    public bool FreeGrid { get; init; }

    /// <summary>Whether S and the input may have any size, as in Darknet: the last layer sees the whole feature map anyway.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyGrid { get; init; }

    /// <summary>Where batch normalization has its epsilon.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BatchNormEpsilon BatchNormEpsilon { get; init; }

    /// <summary>How much each part of the loss counts in training.</summary>
    [JsonPropertyName("LossScales")]
    public LossWeights LossWeights { get; init; } = LossWeights.Paper;

    /// <summary>Convolutions, pools and other rows that keep rows and columns.</summary>
    public required IReadOnlyList<LayerSpec> Backbone { get; init; }

    /// <summary>Hidden layers of the head; the last layer, S * S * D outputs, follows from the grid.</summary>
    public IReadOnlyList<LayerSpec> Head { get; init; } = [];

    /// <summary>Whether the last layer is a convolution of 3x3, whose weights all cells share; otherwise it is fully connected.</summary>
    /// <remarks>
    /// What is learned about an object in one cell is known in all cells: with a few hundred images this is the difference between learning
    /// and not. A cell sees the 3x3 feature-map locations around it. See <see cref="TakesSharedHead"/> for the networks that it is for.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SharedHead { get; init; }

    /// <summary>The activation of the last layer; none in nearly all networks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Activation OutputActivation { get; init; }

    /// <summary>S, B and C together.</summary>
    [JsonIgnore]
    public GridShape Grid => new(GridSize, BoxesPerCell, ClassCount);

    /// <summary>Whether <see cref="SharedHead"/> may be set: no hidden layers, and S is a multiple of the feature map's side.</summary>
    /// <exception cref="ArgumentException">The input is too small for the network.</exception>
    [JsonIgnore]
    public bool TakesSharedHead =>
        !Head.OfType<FullyConnected>().Any() && FeaturesOf(InputSize) is var map && map.Height == map.Width && GridSize % map.Height == 0;

    /// <summary>Outputs of the widest hidden layer of the head; 0 when there is none. Setting it changes that layer.</summary>
    /// <exception cref="InvalidOperationException">Set on a head without hidden layers.</exception>
    [JsonIgnore]
    public int HeadWidth
    {
        get => Head.OfType<FullyConnected>().Select(layer => layer.Outputs).DefaultIfEmpty(0).Max();
        init
        {
            var widest = Head.OfType<FullyConnected>().MaxBy(layer => layer.Outputs)
                ?? throw new InvalidOperationException($"The head of '{Name}' has no hidden layer whose width could be {value}.");
            Head = [.. Head.Select(layer => ReferenceEquals(layer, widest) ? widest with { Outputs = value } : layer)];
        }
    }

    /// <summary>Probability of the head's dropout; 0 when there is none. Setting it changes every dropout row.</summary>
    [JsonIgnore]
    public double Dropout
    {
        get => Head.OfType<LayerSpec.Dropout>().Select(layer => layer.Probability).DefaultIfEmpty(0).Max();
        init => Head = [.. Head.Select(layer => layer is LayerSpec.Dropout ? new LayerSpec.Dropout(value) : layer)];
    }

    /// <summary>Input pixels along a side to one location of the feature map.</summary>
    internal int Stride => StrideOf(Backbone);

    /// <summary>Cells along a side for each location of the feature map, where the cells share a head.</summary>
    internal int CellsPerPlace => GridSize / Math.Max(1, FeaturesOf(InputSize).Height);

    /// <summary>The backbone's rows and the head's, the output layer included.</summary>
    internal IEnumerable<LayerSpec> Rows() => Backbone.Concat(HeadWithOutput());

    /// <summary>The head's rows with the last layer, S * S * D outputs.</summary>
    internal IReadOnlyList<LayerSpec> HeadWithOutput()
    {
        if (!SharedHead)
            return [.. Head, new FullyConnected(Grid.Length, OutputActivation)];
        var filters = CellsPerPlace * CellsPerPlace * Grid.D;
        return [.. Head, new Convolution(filters, 3, BatchNorm: false, Activation: OutputActivation), new Cells(CellsPerPlace)];
    }

    private bool PrintMembers(StringBuilder text)
    {
        (string Name, object Value)[] members =
        [
            (nameof(Name), Name), (nameof(Grid), Grid), (nameof(InputSize), InputSize), (nameof(BoxSizes), BoxSizes),
            (nameof(FreeGrid), FreeGrid), (nameof(AnyGrid), AnyGrid),
            (nameof(BatchNormEpsilon), BatchNormEpsilon), (nameof(LossWeights), LossWeights),
            (nameof(Backbone), $"[{string.Join(", ", Backbone)}]"), (nameof(Head), $"[{string.Join(", ", Head)}]"),
            (nameof(SharedHead), SharedHead), (nameof(OutputActivation), OutputActivation),
        ];
        text.AppendJoin(", ", members.Select(member => FormattableString.Invariant($"{member.Name} = {member.Value}")));
        return true;
    }
}
