using System.Runtime.InteropServices;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>
/// oneDNN's operators inside libtorch: a convolution or a fully connected layer, its bias and its activation in one pass, over weights that
/// are brought once into the order that the processor is fastest with. On float32 and bfloat16 tensors of the CPU.
/// </summary>
/// <remarks>
/// Used by detection on Linux with an x64 processor; elsewhere torch's plain operators compute the same. A 3x3 convolution of 64 to 128
/// channels takes 0.93 of their time over 56x56 and 0.72 over 14x14; one image through <c>notebook</c> 0.69, through <c>tiny</c> 0.39 of
/// eager modules' (AMD EPYC Zen 4, 2 cores).
/// </remarks>
internal static unsafe partial class OneDnn
{
    private static readonly Lazy<bool> Works = new(() => Probe(ScalarType.Float32, tolerance: 1e-5));

    // Without the hardware they refuse, and say so on standard error: they are not asked then.
    private static readonly Lazy<bool> WorksInBFloat16 = new(() =>
        IsAvailable && Precisions.ProcessorHasBFloat16 && Probe(ScalarType.BFloat16, tolerance: 0.1));

    /// <summary>The plain form: torch's operators, one after the other.</summary>
    public static class Plain
    {
        /// <summary>[N, in, H, W] to [N, out, H', W'].</summary>
        public static Tensor Convolve(Tensor input, Tensor weight, Tensor bias, int stride, int padding, double leakySlope)
        {
            using var scope = NewDisposeScope();
            var sums = ChannelBlocks.Convolve(input, weight, bias, stride, padding);
            return nn.functional.leaky_relu(sums, leakySlope).MoveToOuterDisposeScope();
        }

        /// <summary>[N, in] to [N, out].</summary>
        public static Tensor Connect(Tensor input, Tensor weight, Tensor bias, double leakySlope)
        {
            using var sums = nn.functional.linear(input, weight, bias);
            return nn.functional.leaky_relu(sums, leakySlope);
        }
    }

    /// <summary>Whether they are there and compute as they should; tried out once. Only on Linux with an x64 processor.</summary>
    public static bool IsAvailable => Works.Value;

    /// <summary>Whether they compute in this type.</summary>
    public static bool ComputesIn(ScalarType type) => type switch
    {
        ScalarType.Float32 => IsAvailable,
        ScalarType.BFloat16 => WorksInBFloat16.Value,
        _ => false,
    };

    /// <summary>Brings a convolution's weights [out, in, k, k] into oneDNN's order; good for any batch size.</summary>
    /// <param name="weight">Weights.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros around the input.</param>
    /// <param name="inputShape">The shape [N, in, H, W] that the order is chosen for.</param>
    public static Tensor PackConvolution(Tensor weight, int stride, int padding, ReadOnlySpan<long> inputShape) =>
        new OperatorCall("mkldnn::_reorder_convolution_weight")
            .Add(weight).Add([padding, padding]).Add([stride, stride]).Add([1, 1]).Add(1).AddOptional(inputShape).RunForTensor();

    /// <summary>[N, in, H, W], channels last, to [N, out, H', W'], channels last.</summary>
    /// <param name="input">Images or feature maps.</param>
    /// <param name="packed">Weights from <see cref="PackConvolution"/>.</param>
    /// <param name="bias">[out].</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros around the input.</param>
    /// <param name="leakySlope">The slope below zero of a leaky activation; 1 for none.</param>
    public static Tensor Convolve(Tensor input, Tensor packed, Tensor bias, int stride, int padding, double leakySlope)
    {
        long* strides = stackalloc long[] { stride, stride };
        long* paddings = stackalloc long[] { padding, padding };
        long* dilations = stackalloc long[] { 1, 1 };
        var slope = &leakySlope;
        byte none = 0;
        var algorithm = &none;
        var biasHandle = bias.Handle;
        nint output;
        fixed (byte* activation = NameOf(leakySlope))
            OperatorCall.Check(
                ConvolutionPointwise(
                    input.Handle, packed.Handle, &biasHandle, paddings, 2, strides, 2, dilations, 2, 1,
                    activation, &slope, leakySlope == 1 ? 0 : 1, &algorithm, &output),
                nameof(Convolve));
        return Result(output, input, packed, bias);
    }

    /// <summary>[N, in] to [N, out].</summary>
    /// <param name="input">Flat feature maps.</param>
    /// <param name="weight">[out, in], as they are: packing does not pay for a few images.</param>
    /// <param name="bias">[out].</param>
    /// <param name="leakySlope">The slope below zero of a leaky activation; 1 for none.</param>
    public static Tensor Connect(Tensor input, Tensor weight, Tensor bias, double leakySlope)
    {
        var slope = &leakySlope;
        byte none = 0;
        var algorithm = &none;
        var biasHandle = bias.Handle;
        nint output;
        fixed (byte* activation = NameOf(leakySlope))
            OperatorCall.Check(
                LinearPointwise(input.Handle, weight.Handle, &biasHandle, activation, &slope, leakySlope == 1 ? 0 : 1, &algorithm, &output),
                nameof(Connect));
        return Result(output, input, weight, bias);
    }

    private static ReadOnlySpan<byte> NameOf(double leakySlope) => leakySlope == 1 ? "none\0"u8 : "leaky_relu\0"u8;

    private static Tensor Result(nint output, Tensor input, Tensor weight, Tensor bias)
    {
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return Tensor.UnsafeCreateTensor(output);
    }

    private static bool Probe(ScalarType type, double tolerance)
    {
        if (!TorchRuntime.HasFusedOperators)
            return false;
        try
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            var input = ChannelsLast.Of(linspace(-1, 1, 2 * 3 * 4 * 4, ScalarType.Float32, CPU).view(2, 3, 4, 4));
            var weight = linspace(-1, 1, 5 * 3 * 3 * 3, ScalarType.Float32, CPU).view(5, 3, 3, 3);
            var bias = linspace(-1, 1, 5, ScalarType.Float32, CPU);
            var expected = Plain.Convolve(input, weight, bias, stride: 1, padding: 1, leakySlope: 0.1);
            var packed = PackConvolution(weight.to(type), stride: 1, padding: 1, input.shape);
            var actual = Convolve(input.to(type), packed, bias.to(type), stride: 1, padding: 1, leakySlope: 0.1);
            return actual.to(ScalarType.Float32).allclose(expected, 10 * tolerance, tolerance);
        }
        catch (Exception fault) when (fault is InvalidOperationException or DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_cpu_mkldnn__convolution_pointwise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ConvolutionPointwise(
        nint input, nint weight, nint* bias, long* padding, long paddings, long* stride, long strides, long* dilation, long dilations,
        long groups, byte* activation, double** scalars, long scalarCount, byte** algorithm, nint* output);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_cpu__linear_pointwise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LinearPointwise(
        nint input, nint weight, nint* bias, byte* activation, double** scalars, long scalarCount, byte** algorithm, nint* output);
}
