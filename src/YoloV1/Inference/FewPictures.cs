using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A connected layer's sums for a few pictures, in float32 on the processor.</summary>
/// <remarks>
/// They take as long as the weights take to come from memory. This reads them once for four pictures; libtorch's operators, which are made
/// for one picture or for many, read them more often or copy them on the way, and take twice the time.
/// </remarks>
internal static unsafe class FewPictures
{
    // Twelve sums and what goes into them fill the sixteen registers of a processor with AVX2.
    private const int PicturesAtOnce = 4;
    private const int OutputsAtOnce = 3;

    // Well before it is the products that take the time, at which libtorch is better.
    private const int Most = 32;

    /// <summary>Whether this is the fastest way.</summary>
    /// <param name="input">[N, in].</param>
    /// <param name="weight">[out, in].</param>
    public static bool Suits(Tensor input, Tensor weight) =>
        Vector256.IsHardwareAccelerated && input.dtype == ScalarType.Float32 && input.shape[0] is >= PicturesAtOnce and <= Most
        && weight.shape[0] >= OutputsAtOnce && weight.shape[1] % Vector256<float>.Count == 0;

    /// <summary>[N, in] to [N, out].</summary>
    /// <param name="input">Flat feature maps, contiguous.</param>
    /// <param name="weight">[out, in], contiguous.</param>
    /// <param name="bias">[out].</param>
    public static Tensor Connect(Tensor input, Tensor weight, Tensor bias)
    {
        var (pictures, inputs, outputs) = (input.shape[0], input.shape[1], weight.shape[0]);
        var sums = empty([pictures, outputs], ScalarType.Float32, CPU);
        fixed (byte* inputBytes = input.bytes, weightBytes = weight.bytes, biasBytes = bias.bytes, sumBytes = sums.bytes)
        {
            var (x, w, b, y) = ((nint)inputBytes, (nint)weightBytes, (nint)biasBytes, (nint)sumBytes);
            TorchThreads.For((outputs + OutputsAtOnce - 1) / OutputsAtOnce, grain: 1, (start, end) =>
            {
                for (var part = start; part < end; part++)
                {
                    // The last ones may repeat some of those before.
                    var output = Math.Min(part * OutputsAtOnce, outputs - OutputsAtOnce);
                    for (var next = 0L; next < pictures; next += PicturesAtOnce)
                    {
                        var picture = Math.Min(next, pictures - PicturesAtOnce);
                        Sum(
                            (float*)x + picture * inputs, (float*)w + output * inputs, inputs,
                            (float*)b + output, (float*)y + picture * outputs + output, outputs);
                    }
                }
            });
        }
        return sums;
    }

    // Three outputs of four pictures.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(float* x0, float* w0, long inputs, float* bias, float* y, long outputs)
    {
        float* x1 = x0 + inputs, x2 = x1 + inputs, x3 = x2 + inputs, w1 = w0 + inputs, w2 = w1 + inputs;
        Vector256<float> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var i = 0L; i < inputs; i += Vector256<float>.Count)
        {
            Vector256<float> a = Vector256.Load(w0 + i), b = Vector256.Load(w1 + i), c = Vector256.Load(w2 + i);
            var x = Vector256.Load(x0 + i);
            (s00, s01, s02) = (Vector256.FusedMultiplyAdd(x, a, s00), Vector256.FusedMultiplyAdd(x, b, s01), Vector256.FusedMultiplyAdd(x, c, s02));
            x = Vector256.Load(x1 + i);
            (s10, s11, s12) = (Vector256.FusedMultiplyAdd(x, a, s10), Vector256.FusedMultiplyAdd(x, b, s11), Vector256.FusedMultiplyAdd(x, c, s12));
            x = Vector256.Load(x2 + i);
            (s20, s21, s22) = (Vector256.FusedMultiplyAdd(x, a, s20), Vector256.FusedMultiplyAdd(x, b, s21), Vector256.FusedMultiplyAdd(x, c, s22));
            x = Vector256.Load(x3 + i);
            (s30, s31, s32) = (Vector256.FusedMultiplyAdd(x, a, s30), Vector256.FusedMultiplyAdd(x, b, s31), Vector256.FusedMultiplyAdd(x, c, s32));
        }
        Put(s00, s01, s02, bias, y);
        Put(s10, s11, s12, bias, y + outputs);
        Put(s20, s21, s22, bias, y + 2 * outputs);
        Put(s30, s31, s32, bias, y + 3 * outputs);
    }

    private static void Put(Vector256<float> first, Vector256<float> second, Vector256<float> third, float* bias, float* y) =>
        (y[0], y[1], y[2]) = (Vector256.Sum(first) + bias[0], Vector256.Sum(second) + bias[1], Vector256.Sum(third) + bias[2]);
}
