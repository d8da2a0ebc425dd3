using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

public sealed partial record YoloV1Config
{
    /// <summary>The same network for other classes.</summary>
    /// <param name="classCount">C.</param>
    public YoloV1Config ForClasses(int classCount) => this with { ClassCount = classCount };

    /// <summary>The same network for images of another size, with the S that goes with it.</summary>
    /// <remarks>S follows the side of the feature map: a location of it keeps its cells.</remarks>
    /// <exception cref="ArgumentException">The network has nothing left of an input of that size.</exception>
    public YoloV1Config WithInputSize(ImageSize inputSize) => this with
    {
        InputSize = inputSize,
        GridSize = Math.Max(1, GridSize * FeaturesOf(inputSize).Height / FeaturesOf(InputSize).Height),
    };

    /// <summary>The same network with or without batch normalization after every convolution.</summary>
    public YoloV1Config WithBatchNorm(bool batchNorm) => this with
    {
        Backbone = [.. Backbone.Select(layer => layer is Convolution convolution ? convolution with { BatchNorm = batchNorm } : layer)],
    };

    /// <summary>The same network and weights with a larger feature map, for objects that are smaller than a location of it.</summary>
    /// <remarks>The last rows that would halve the map keep its sides.</remarks>
    /// <param name="stride">Input pixels along a side to one location of the feature map: the network's own, a half, a quarter...</param>
    /// <returns>The network, with the S that goes with its input.</returns>
    /// <exception cref="ArgumentException">The network does not come to that stride; the message has those it does.</exception>
    public YoloV1Config WithStride(int stride)
    {
        var rows = Backbone.ToList();
        List<int> strides = [Stride];
        for (var last = rows.Count - 1; last >= 0 && strides[^1] > stride; last--)
        {
            if (rows[last].WithoutStride() is not { } row)
                continue;
            rows[last] = row;
            strides.Add(StrideOf(rows));
        }
        if (strides[^1] != stride)
            throw new ArgumentException(
                $"'{Name}' cannot have a stride of {stride}; take {string.Join(", ", strides.Where(possible => possible > 1))}.");
        var changed = this with { Backbone = rows };
        return changed with { GridSize = changed.NaturalGridSize(InputSize) };
    }

    /// <summary>The S that goes with an input size: the side of the feature map that the backbone makes of it.</summary>
    public int NaturalGridSize(ImageSize inputSize) => Math.Max(1, inputSize.Height / Stride);

    /// <summary>The same network with a connected head, as files of other programs have it.</summary>
    internal YoloV1Config WithoutSharedHead => this with { SharedHead = false };
}
