using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using YoloV1.Inference;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>Numbers to bytes in one pass, on the processor; torch's operators take two, of which the second is a copy on one thread.</summary>
internal static unsafe class QuantizeKernel
{
    private const int NumbersWorthAThread = 1 << 14;

    /// <summary>Float32 numbers to the bytes of their nearest levels; those beyond the ends go to the ends.</summary>
    /// <param name="numbers">A contiguous tensor.</param>
    /// <param name="levels">The levels.</param>
    /// <returns>Bytes of the same shape.</returns>
    public static Tensor Round(Tensor numbers, Quantization levels)
    {
        var bytes = empty(numbers.shape, ScalarType.Byte, CPU);
        fixed (byte* from = numbers.bytes, to = bytes.bytes)
        {
            var (first, rounded) = ((nint)from, (nint)to);
            TorchThreads.For(numbers.numel(), NumbersWorthAThread, (start, end) => Round((float*)first + start, (byte*)rounded + start, end - start, levels));
        }
        return bytes;
    }

    // Compiled for speed at once: in a process that looks at one image, there is no later.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Round(float* from, byte* to, long count, Quantization levels)
    {
        var (steps, zero) = (1 / (float)levels.Scale, (float)levels.Zero);
        var i = 0L;
        for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var low = Levels(from + i, steps, zero);
            var high = Levels(from + i + Vector256<short>.Count, steps, zero);
            Vector256.Narrow(low, high).AsByte().Store(to + i);
        }
        for (; i < count; i++)
            to[i] = (byte)Math.Clamp(MathF.Round(from[i] * steps) + zero, byte.MinValue, byte.MaxValue);
    }

    private static Vector256<short> Levels(float* from, float steps, float zero) =>
        Vector256.Narrow(Level(from, steps, zero), Level(from + Vector256<float>.Count, steps, zero));

    private static Vector256<int> Level(float* from, float steps, float zero)
    {
        var level = Vector256.Round(Vector256.Load(from) * steps) + Vector256.Create(zero);
        return Vector256.ConvertToInt32(Vector256.Clamp(level, Vector256<float>.Zero, Vector256.Create((float)byte.MaxValue)));
    }
}
