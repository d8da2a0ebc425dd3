using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>The largest value of each window, in float32 or bfloat16 on the processor.</summary>
/// <remarks>Torch's operator also writes where each value stood, in 64 bits, and takes twice to three times as long.</remarks>
/// <param name="row">Where it stands.</param>
/// <param name="spec">The row.</param>
internal sealed unsafe class MaxPoolLayer(NetworkRow row, LayerSpec.MaxPool spec) : InferenceLayer
{
    private const int ValuesWorthAThread = 1 << 14;

    private readonly FeatureMap _input = row.Input;
    private readonly FeatureMap _output = row.Output;
    private readonly int _top = LayerShapes.EdgesOf(spec, row.Input.Height).Before;
    private readonly int _left = LayerShapes.EdgesOf(spec, row.Input.Width).Before;

    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var pixels = input.permute(0, 2, 3, 1).contiguous();                         // [N, H, W, channels]
        var largest = empty([input.shape[0], _output.Height, _output.Width, _output.Channels], input.dtype, CPU);
        fixed (byte* from = pixels.bytes, to = largest.bytes)
        {
            if (input.dtype == ScalarType.BFloat16)
                Pool((short*)from, (short*)to, input.shape[0]);
            else
                Pool((int*)from, (int*)to, input.shape[0]);
        }
        return largest.permute(0, 3, 1, 2).MoveToOuterDisposeScope();                // [N, channels, H', W'], channels last
    }

    // Floating-point numbers as the integers that their bits are.
    private void Pool<T>(T* from, T* to, long images) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var lineLength = (long)_output.Width * _output.Channels;
        TorchThreads.For(images * _output.Height, Math.Max(1, ValuesWorthAThread / lineLength), (start, end) =>
        {
            for (var line = start; line < end; line++)
            {
                var (image, y) = Math.DivRem(line, _output.Height);
                PoolLine(from + image * _input.Length, to + line * lineLength, (int)y);
            }
        });
    }

    private void PoolLine<T>(T* image, T* to, int y) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var window = stackalloc T*[spec.Size * spec.Size];
        var (firstY, endY) = Reach(y, _top, _input.Height);
        for (var x = 0; x < _output.Width; x++, to += _output.Channels)
        {
            var (firstX, endX) = Reach(x, _left, _input.Width);
            var count = 0;
            for (var v = firstY; v < endY; v++)
                for (var u = firstX; u < endX; u++)
                    window[count++] = image + ((long)v * _input.Width + u) * _input.Channels;
            TakeLargest(window, count, to, _output.Channels);
        }
    }

    // The part of a window that lies within the side.
    private (int First, int End) Reach(int place, int edge, int side) =>
        (Math.Max(0, place * spec.Stride - edge), Math.Min(side, place * spec.Stride - edge + spec.Size));

    // Compiled for speed at once: in a process that looks at one image, there is no later.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeLargest<T>(T** pixels, int count, T* to, int channels) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var channel = 0;
        for (; channel <= channels - Vector256<T>.Count; channel += Vector256<T>.Count)
        {
            var largest = Sortable(Vector256.Load(pixels[0] + channel));
            for (var i = 1; i < count; i++)
                largest = Vector256.Max(largest, Sortable(Vector256.Load(pixels[i] + channel)));
            Sortable(largest).Store(to + channel);
        }
        for (; channel < channels; channel++)
        {
            var largest = Sortable(pixels[0][channel]);
            for (var i = 1; i < count; i++)
                largest = T.Max(largest, Sortable(pixels[i][channel]));
            to[channel] = Sortable(largest);
        }
    }

    // The bits of a floating-point number to an integer that sorts as it does, and back: below zero, all bits but the sign turn over.
    private static Vector256<T> Sortable<T>(Vector256<T> bits) where T : IMinMaxValue<T> =>
        bits ^ (Vector256.LessThan(bits, Vector256<T>.Zero) & Vector256.Create(T.MaxValue));

    private static T Sortable<T>(T bits) where T : IBinaryInteger<T>, IMinMaxValue<T> => T.IsNegative(bits) ? bits ^ T.MaxValue : bits;
}
