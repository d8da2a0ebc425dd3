using System.Text.Json.Serialization;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

/// <summary>A network as data: its tables, its grid and its input. Take a preset and change it with <c>with</c>.</summary>
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

    /// <summary>What the w and h channels stand for; encoder, loss and decoder follow it.</summary>
    public BoxSizeEncoding BoxSizes { get; init; } = BoxSizeEncoding.SquareRoot;

    /// <summary>Whether S may be a multiple or a fraction of the feature map's side, as Darknet's <c>side</c> may; otherwise it is that side.</summary>
    public bool FreeGrid { get; init; }

    /// <summary>Whether S and the input may have any size, as in Darknet: the last layer sees the whole feature map anyway.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyGrid { get; init; }

    /// <summary>Where batch normalisation has its epsilon.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BatchNormEpsilon BatchNormEpsilon { get; init; }

    /// <summary>How much each part of the loss counts in training.</summary>
    [JsonPropertyName("LossScales")]
    public LossWeights LossWeights { get; init; } = LossWeights.Paper;

    /// <summary>Convolutions, pools and other rows that keep rows and columns.</summary>
    public required IReadOnlyList<LayerSpec> Backbone { get; init; }

    /// <summary>Hidden layers of the head; the last layer, S * S * D outputs, follows from the grid.</summary>
    public IReadOnlyList<LayerSpec> Head { get; init; } = [];

    /// <summary>Whether the last layer is a convolution of 3x3, so that all cells share its weights, and no connected layer with weights for each cell.</summary>
    /// <remarks>
    /// What is learned of an object in one cell is known in all of them: with some hundred images that is the difference between learning and not. A cell
    /// sees the 3x3 places of the feature map around it. See <see cref="TakesSharedHead"/> for the networks that it is for.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SharedHead { get; init; }

    /// <summary>What the last layer does to its sums; nothing in nearly all networks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Activation OutputActivation { get; init; }

    /// <summary>S, B and C together.</summary>
    [JsonIgnore]
    public GridShape Grid => new(GridSize, BoxesPerCell, ClassCount);

    /// <summary>Whether <see cref="SharedHead"/> may be set: the head has no hidden layers, and S is a multiple of the side of the feature map.</summary>
    /// <exception cref="ArgumentException">The input is too small for the network.</exception>
    [JsonIgnore]
    public bool TakesSharedHead => !Head.OfType<FullyConnected>().Any() && FeaturesOf(InputSize) is var features && features.Height == features.Width && GridSize % features.Height == 0;

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

    /// <summary>The same network with or without batch normalisation after every convolution.</summary>
    public YoloV1Config WithBatchNorm(bool batchNorm) => this with
    {
        Backbone = [.. Backbone.Select(layer => layer is Convolution convolution ? convolution with { BatchNorm = batchNorm } : layer)],
    };

    /// <summary>The same network and weights with a larger feature map, for objects smaller than a place of it: its last rows that halve the map keep it.</summary>
    /// <param name="stride">Input pixels along a side to one place of the feature map: the network's own, a half of it, a quarter...</param>
    /// <returns>The network, with the S that goes with its input.</returns>
    /// <exception cref="ArgumentException">The network does not come to that stride; the message has those it does.</exception>
    public YoloV1Config WithStride(int stride)
    {
        var rows = Backbone.ToList();
        List<int> strides = [LayerShapes.Stride(rows)];
        for (var last = rows.Count - 1; last >= 0 && strides[^1] > stride; last--)
        {
            if (WithoutStride(rows[last]) is not { } row)
                continue;
            rows[last] = row;
            strides.Add(LayerShapes.Stride(rows));
        }
        if (strides[^1] != stride)
            throw new ArgumentException($"'{Name}' does not come to a stride of {stride}; take {string.Join(", ", strides.Where(possible => possible > 1))}.");
        var changed = this with { Backbone = rows };
        return changed with { GridSize = changed.NaturalGridSize(InputSize) };
    }

    /// <summary>The S that goes with an input size: the side of the feature map that the backbone makes of it.</summary>
    public int NaturalGridSize(ImageSize inputSize) => Math.Max(1, inputSize.Height / LayerShapes.Stride(Backbone));

    /// <summary>Checks that the numbers fit together.</summary>
    /// <returns>The shape of the feature map that the backbone gives.</returns>
    /// <exception cref="ArgumentException">They do not; the message has the numbers and what would fit.</exception>
    public FeatureMap Validate()
    {
        LayerBounds.Check(this);
        var stride = LayerShapes.Stride(Backbone);
        if (!AnyGrid && (InputSize.Width % stride != 0 || InputSize.Height % stride != 0))
            throw new ArgumentException(
                $"The input size {InputSize} is not divisible by {stride}, the stride of '{Name}'; take {Nearest(InputSize.Width)}x{Nearest(InputSize.Height)}.");

        var features = FeaturesOf(InputSize);
        if (!Fits(features.Height) || !Fits(features.Width))
            throw new ArgumentException(
                $"S = {GridSize} does not match the {features.Height}x{features.Width} feature map of '{Name}' at {InputSize}; "
                + $"take S = {features.Height}, or an input of {GridSize * stride}x{GridSize * stride}.");
        if (SharedHead && !TakesSharedHead)
            throw new ArgumentException(
                $"The cells of '{Name}' cannot share a head: that is for a head of one layer, and for an S that is a multiple of the side of a square feature map (here S = {GridSize} on {features.Height}x{features.Width}).");
        return features;

        int Nearest(int side) => Math.Max(1, (int)Math.Round((double)side / stride)) * stride;
        bool Fits(int side) => AnyGrid || GridSize == side || (FreeGrid && (GridSize % side == 0 || side % GridSize == 0));
    }

    /// <summary>The same network with a connected head, as files of other programs have it.</summary>
    internal YoloV1Config WithoutSharedHead => this with { SharedHead = false };

    /// <summary>Cells along a side for each place of the feature map, where the cells share a head.</summary>
    internal int CellsPerPlace => GridSize / Math.Max(1, FeaturesOf(InputSize).Height);

    /// <summary>The backbone's rows and the head's, the output layer included.</summary>
    internal IEnumerable<LayerSpec> Rows() => Backbone.Concat(HeadWithOutput());

    /// <summary>A row that goes on by one place in place of more; null for one that does already.</summary>
    private static LayerSpec? WithoutStride(LayerSpec row) => row switch
    {
        Convolution { Stride: > 1 } convolution => convolution with { Stride = 1 },
        MaxPool { Stride: > 1 } pool => pool with { Stride = 1, Padding = pool.Size - 1 },
        _ => null,
    };

    private FeatureMap FeaturesOf(ImageSize input)
    {
        var shape = new FeatureMap(3, input.Height, input.Width);
        foreach (var row in Backbone)
        {
            var next = LayerShapes.After(row, shape);
            if (next.Height < 1 || next.Width < 1)
                throw new ArgumentException($"At {input}, {row} of '{Name}' gets {shape} and has nothing left; take a larger input.");
            shape = next;
        }
        return shape;
    }

    /// <summary>The head's rows with the last layer, S * S * D outputs.</summary>
    internal IReadOnlyList<LayerSpec> HeadWithOutput()
    {
        if (!SharedHead)
            return [.. Head, new FullyConnected(Grid.Length, OutputActivation)];
        return [.. Head, new Convolution(CellsPerPlace * CellsPerPlace * Grid.D, 3, BatchNorm: false, Activation: OutputActivation), new Cells(CellsPerPlace)];
    }
}
