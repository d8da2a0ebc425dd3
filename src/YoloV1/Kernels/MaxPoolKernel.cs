using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>The windows of a max pool.</summary>
/// <param name="Size">Their side.</param>
/// <param name="Stride">Pixels from one to the next.</param>
/// <param name="Top">How far the first reaches over the upper edge; nothing there is the largest.</param>
/// <param name="Left">How far it reaches over the left edge.</param>
/// <param name="Height">Windows one below the other: the output's height.</param>
/// <param name="Width">Windows side by side: the output's width.</param>
internal sealed record PoolWindows(int Size, int Stride, int Top, int Left, int Height, int Width)
{
    /// <summary>The part of a window that lies within a side of the input.</summary>
    public (int First, int End) Reach(int window, int edge, int side) =>
        (Math.Max(0, window * Stride - edge), Math.Min(side, window * Stride - edge + Size));
}

/// <summary>The largest value of each window, in float32 or bfloat16 on the processor.</summary>
/// <remarks>
/// Used by detection on the CPU. Torch's operator also writes the index of each value, in 64 bits, which only a gradient needs. 0.38 of
/// its time for a 2x2 pool over 16 channels of 448x448 (AMD EPYC Zen 5 and Zen 4, 2 cores).
/// </remarks>
internal static unsafe class MaxPoolKernel
{
    private const int ValuesWorthAThread = 1 << 14;

    /// <summary>The plain form: torch's operator, over edges of minus infinity.</summary>
    public static class Plain
    {
        /// <inheritdoc cref="MaxPoolKernel.Pool(Tensor, PoolWindows)"/>
        public static Tensor Pool(Tensor maps, PoolWindows windows)
        {
            using var scope = NewDisposeScope();
            var bottom = Over(windows.Height, windows.Top, maps.shape[2]);
            var right = Over(windows.Width, windows.Left, maps.shape[3]);
            var padded = nn.functional.pad(
                maps, (windows.Left, right, windows.Top, bottom), TorchSharp.PaddingModes.Constant, double.NegativeInfinity);
            return nn.functional.max_pool2d(padded, windows.Size, windows.Stride).MoveToOuterDisposeScope();   // [N, channels, H', W']

            // How far the last window reaches over the other edge.
            long Over(int count, int before, long side) => Math.Max(0, (count - 1) * windows.Stride + windows.Size - before - side);
        }
    }

    /// <summary>Feature maps [N, channels, H, W] to [N, channels, H', W'], channels last.</summary>
    public static Tensor Pool(Tensor maps, PoolWindows windows)
    {
        using var scope = NewDisposeScope();
        var pixels = maps.permute(0, 2, 3, 1).contiguous();                          // [N, H, W, channels]
        var (images, input) = (pixels.shape[0], new MapSize((int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]));
        var largest = empty([images, windows.Height, windows.Width, input.Channels], maps.dtype, CPU);
        fixed (byte* from = pixels.bytes, to = largest.bytes)
        {
            if (maps.dtype == ScalarType.BFloat16)
                Pool((short*)from, (short*)to, images, input, windows);
            else
                Pool((int*)from, (int*)to, images, input, windows);
        }
        return largest.permute(0, 3, 1, 2).MoveToOuterDisposeScope();                // [N, channels, H', W'], channels last
    }

    // Floating-point values as the integers that their bits are.
    private static void Pool<T>(T* from, T* to, long images, MapSize input, PoolWindows windows)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var lineLength = (long)windows.Width * input.Channels;
        TorchThreads.For(images * windows.Height, Math.Max(1, ValuesWorthAThread / lineLength), (start, end) =>
        {
            for (var line = start; line < end; line++)
            {
                var (image, y) = Math.DivRem(line, windows.Height);
                PoolLine(from + image * input.Length, to + line * lineLength, (int)y, input, windows);
            }
        });
    }

    private static void PoolLine<T>(T* image, T* to, int y, MapSize input, PoolWindows windows)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var window = stackalloc T*[windows.Size * windows.Size];
        var (firstY, endY) = windows.Reach(y, windows.Top, input.Height);
        for (var x = 0; x < windows.Width; x++, to += input.Channels)
        {
            var (firstX, endX) = windows.Reach(x, windows.Left, input.Width);
            var count = 0;
            for (var v = firstY; v < endY; v++)
                for (var u = firstX; u < endX; u++)
                    window[count++] = image + ((long)v * input.Width + u) * input.Channels;
            TakeLargest(window, count, to, input.Channels);
        }
    }

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

    // The bits of a floating-point value to an integer that sorts as it does, and back: below zero, all bits but the sign turn over.
    private static Vector256<T> Sortable<T>(Vector256<T> bits) where T : IMinMaxValue<T> =>
        bits ^ (Vector256.LessThan(bits, Vector256<T>.Zero) & Vector256.Create(T.MaxValue));

    private static T Sortable<T>(T bits) where T : IBinaryInteger<T>, IMinMaxValue<T> => T.IsNegative(bits) ? bits ^ T.MaxValue : bits;

    private readonly record struct MapSize(int Height, int Width, int Channels)
    {
        public long Length => (long)Height * Width * Channels;
    }
}
