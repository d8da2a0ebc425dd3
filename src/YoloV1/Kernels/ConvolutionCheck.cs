using System.Globalization;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>Whether this processor computes convolutions rightly, forward and backward: against float64, without oneDNN.</summary>
internal static class ConvolutionCheck
{
    /// <summary>A convolution of a padding that keeps the size: input, weight, bias, padding.</summary>
    public delegate Tensor Convolution(Tensor input, Tensor weight, Tensor bias, long padding);

    // Whole blocks of channels, parts of one, and a first layer's; wide enough for each of the orders that oneDNN chooses from.
    private static readonly (long Channels, long Filters)[] Sizes = [(3, 16), (16, 30), (24, 40), (40, 13), (64, 128)];

    /// <summary>The problem and the remedy; null if everything is correct.</summary>
    public static string? WhatIsWrong() =>
        WhatIsWrong((input, weight, bias, padding) => ChannelBlocks.Convolve(input, weight, bias, stride: 1, padding));

    /// <summary>The same of another convolution.</summary>
    public static string? WhatIsWrong(Convolution convolve)
    {
        ScalarType[] types = Precisions.ProcessorHasBFloat16 ? [ScalarType.Float32, ScalarType.BFloat16] : [ScalarType.Float32];
        var wrong =
            from type in types
            from size in Sizes
            from kernelSize in new[] { 1, 3 }
            from channelsLast in new[] { false, true }
            let error = ErrorOf(convolve, type, size.Channels, size.Filters, kernelSize, channelsLast, channelsLast)
            where !(error < ToleranceOf(type))
            select $"A convolution of {size.Channels} to {size.Filters} channels in {type} is wrong on this processor, by "
                + $"{error.ToString("0.0%", CultureInfo.InvariantCulture)}. "
                + "Set ONEDNN_MAX_CPU_ISA=SSE41, which is slower but correct, and report it with the model of the processor.";
        return wrong.FirstOrDefault();
    }

    /// <summary>Fills free memory with NaN, to expose reads of memory that was not written.</summary>
    public static void FillFreeMemory()
    {
        using var scope = NewDisposeScope();
        for (var length = 16; length <= 1 << 16; length *= 2)
            for (var i = 0; i < 10; i++)
                full([length], float.NaN, ScalarType.Float32, CPU);
    }

    /// <summary>The largest of the relative errors of the maps and of the gradients of input, weight and bias.</summary>
    /// <param name="convolve">The convolution.</param>
    /// <param name="type">The precision.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="filters">Channels of the maps.</param>
    /// <param name="kernelSize">Rows and columns of the window.</param>
    /// <param name="lastInInput">Whether the input's channels come last in memory.</param>
    /// <param name="lastInWeight">Whether the weight's do.</param>
    public static double ErrorOf(
        Convolution convolve, ScalarType type, long channels, long filters, int kernelSize, bool lastInInput, bool lastInWeight)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        using var generator = new Generator(1);
        Tensor Noise(params long[] shape) => randn(shape, ScalarType.Float32, CPU, generator: generator).to_type(type);
        Tensor Maps(bool channelsLast, params long[] shape) => channelsLast ? ChannelsLast.Of(Noise(shape)) : Noise(shape);
        var (input, weight) = (Maps(lastInInput, 2, channels, 7, 7), Maps(lastInWeight, filters, channels, kernelSize, kernelSize));
        var (bias, shares) = (Noise(filters), Noise(2, filters, 7, 7));

        Tensor[] Results(ScalarType computed, Convolution convolution)
        {
            Tensor[] leaves = [.. new[] { input, weight, bias }.Select(leaf => leaf.to_type(computed).detach().requires_grad_())];
            FillFreeMemory();
            var maps = convolution(leaves[0], leaves[1], leaves[2], kernelSize / 2);
            FillFreeMemory();
            maps.backward([shares.to_type(computed)]);
            return [maps.detach(), .. leaves.Select(leaf => leaf.grad!)];
        }

        var expected = Results(ScalarType.Float64, (i, w, b, padding) => nn.functional.conv2d(i, w, b, padding: [padding, padding]));
        // Math.Max takes NaN for the largest.
        return Results(type, convolve).Zip(expected, Distance).Aggregate(Math.Max);
    }

    /// <summary>Below it is an error of rounding.</summary>
    public static double ToleranceOf(ScalarType type) => type == ScalarType.Float32 ? 1e-4 : 0.02;

    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual.to_type(ScalarType.Float64) - expected).norm() / expected.norm()).item<double>();
}
