using System.Runtime.InteropServices;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>oneDNN's operators over bytes inside libtorch: unsigned inputs, signed weights, and sums as floating-point values.</summary>
/// <remarks>
/// Used by detection in <see cref="Precision.Int8"/> on Linux, where the processor has AVX-512 VNNI or AVX-VNNI. One image through
/// <c>notebook</c> takes 0.30 of float32's time, through <c>paper</c> 0.31 (AMD EPYC Zen 4, 2 cores).
/// </remarks>
internal static unsafe partial class OneDnnInt8
{
    private static readonly Lazy<bool> Works = new(Probe);

    /// <summary>
    /// Whether they are there and compute exactly; tried out once. Without the instructions that multiply bytes into sums of 32 bits,
    /// oneDNN goes through sums of 16 bits, which large values overflow.
    /// </summary>
    public static bool IsAvailable => Works.Value;

    /// <summary>Whether a convolution is exact: where the processor hides its caches, only over whole blocks of channels.</summary>
    /// <param name="weight">[out, in, k, k].</param>
    public static bool Suits(Tensor weight) =>
        IsAvailable && (!Precisions.ProcessorHidesCaches || weight.shape.Take(2).All(count => count % ChannelBlocks.Length == 0));

    /// <summary>The plain form: torch's operators on the values of the bytes.</summary>
    public static class Plain
    {
        /// <summary>Bytes [N, in, H, W] and signed bytes [out, in, k, k] to sums [N, out, H', W'].</summary>
        public static Tensor Convolve(
            Tensor input, double inputScale, long inputZero, Tensor weight, Tensor scales, Tensor bias, int stride, int padding)
        {
            using var scope = NewDisposeScope();
            var (values, weights) = (Values(input, inputScale, inputZero), weight.to(ScalarType.Float32) * scales.view(-1, 1, 1, 1));
            return ChannelBlocks.Convolve(values, weights, bias, stride, padding).MoveToOuterDisposeScope();   // [N, out, H', W']
        }

        /// <summary>Bytes [N, in] and signed bytes [out, in] to sums [N, out].</summary>
        public static Tensor Connect(Tensor input, double inputScale, long inputZero, Tensor weight, Tensor scales, Tensor bias)
        {
            using var scope = NewDisposeScope();
            var (values, weights) = (Values(input, inputScale, inputZero), weight.to(ScalarType.Float32) * scales.view(-1, 1));
            return nn.functional.linear(values, weights, bias).MoveToOuterDisposeScope();
        }

        private static Tensor Values(Tensor bytes, double scale, long zero)
        {
            var levels = bytes.to(ScalarType.Float32) - full([1], (double)zero, ScalarType.Float32, CPU);
            return levels * full([1], scale, ScalarType.Float32, CPU);
        }
    }

    /// <summary>Packed weights and what goes with them in every call.</summary>
    /// <param name="Packed">The bytes in oneDNN's order.</param>
    /// <param name="Scales">[out], float32.</param>
    /// <param name="Zeros">[out]: the bytes that represent 0.</param>
    /// <param name="InputScale">From one level of the input to the next.</param>
    /// <param name="InputZero">The byte that represents 0 in the input.</param>
    public sealed record Weights(Tensor Packed, Tensor Scales, Tensor Zeros, Tensor InputScale, Tensor InputZero) : IDisposable
    {
        public void Dispose()
        {
            Packed.Dispose();
            Scales.Dispose();
            Zeros.Dispose();
            InputScale.Dispose();
            InputZero.Dispose();
        }
    }

    /// <summary>Brings a convolution's weights [out, in, k, k] into oneDNN's order; good for any batch size.</summary>
    public static Weights PackConvolution(
        Tensor bytes, Tensor scales, double inputScale, long inputZero, int stride, int padding, ReadOnlySpan<long> inputShape) => With(
        new OperatorCall("onednn::qconv_prepack")
            .Add(bytes).Add(scales).Add(inputScale).Add(inputZero).Add([stride, stride]).Add([padding, padding]).Add([1, 1]).Add(1)
            .AddOptional(inputShape).RunForTensor(),
        scales, inputScale, inputZero);

    /// <summary>Brings a fully connected layer's weights [out, in] into oneDNN's order; good for any batch size.</summary>
    public static Weights PackConnection(Tensor bytes, Tensor scales, double inputScale, long inputZero) => With(
        new OperatorCall("onednn::qlinear_prepack").Add(bytes).AddNone().RunForTensor(), scales, inputScale, inputZero);

    /// <summary>Bytes [N, in, H, W], channels last, to sums [N, out, H', W'], channels last.</summary>
    public static Tensor Convolve(Tensor input, Weights weights, Tensor bias, int stride, int padding, ScalarType outputType)
    {
        long* strides = stackalloc long[] { stride, stride };
        long* paddings = stackalloc long[] { padding, padding };
        long* dilations = stackalloc long[] { 1, 1 };
        var biasHandle = bias.Handle;
        var type = (int)outputType;
        byte none = 0;
        var algorithm = &none;
        nint output;
        fixed (byte* activation = "none\0"u8)
            OperatorCall.Check(
                ConvolutionPointwise(
                    input.Handle, weights.InputScale.Handle, weights.InputZero.Handle,
                    weights.Packed.Handle, weights.Scales.Handle, weights.Zeros.Handle,
                    &biasHandle, strides, 2, paddings, 2, dilations, 2, 1, 1, 0, &type, activation, null, 0, &algorithm, &output),
                nameof(Convolve));
        return Result(output, input, weights, bias);
    }

    /// <summary>Bytes [N, in] to sums [N, out].</summary>
    public static Tensor Connect(Tensor input, Weights weights, Tensor bias, ScalarType outputType)
    {
        var biasHandle = bias.Handle;
        var type = (int)outputType;
        nint output;
        fixed (byte* activation = "none\0"u8, algorithm = "\0"u8)
            OperatorCall.Check(
                LinearPointwise(
                    input.Handle, weights.InputScale.Handle, weights.InputZero.Handle,
                    weights.Packed.Handle, weights.Scales.Handle, weights.Zeros.Handle,
                    &biasHandle, 1, 0, &type, activation, null, 0, algorithm, &output),
                nameof(Connect));
        return Result(output, input, weights, bias);
    }

    private static Weights With(Tensor packed, Tensor scales, double inputScale, long inputZero) => new(
        packed.DetachFromDisposeScope(), scales.alias().DetachFromDisposeScope(),
        zeros([scales.shape[0]], ScalarType.Int64, CPU).DetachFromDisposeScope(),
        tensor((float)inputScale, CPU).DetachFromDisposeScope(), tensor((int)inputZero, CPU).DetachFromDisposeScope());

    private static Tensor Result(nint output, Tensor input, Weights weights, Tensor bias)
    {
        GC.KeepAlive(input);
        GC.KeepAlive(weights);
        GC.KeepAlive(bias);
        return Tensor.UnsafeCreateTensor(output);
    }

    // The largest values in every place: sums of 16 bits would overflow.
    private static bool Probe()
    {
        if (!OneDnn.IsAvailable || !Precisions.ProcessorHasInt8)
            return false;
        try
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            var (channels, outputs) = (32L, 16L);
            var input = full([1, channels, 6, 6], 255, ScalarType.Byte, CPU);
            var weight = full([outputs, channels, 3, 3], 127, ScalarType.Int8, CPU);
            var (scales, bias) = (ones(outputs, device: CPU), ones(outputs, device: CPU));
            using var convolution = PackConvolution(weight, scales, inputScale: 1, inputZero: 0, stride: 1, padding: 0, input.shape);
            using var connection = PackConnection(weight.flatten(1), scales, inputScale: 1, inputZero: 0);
            var convolved = Convolve(ChannelsLast.Of(input), convolution, bias, stride: 1, padding: 0, ScalarType.Float32);
            var connected = Connect(full([1, channels * 9], 255, ScalarType.Byte, CPU), connection, bias, ScalarType.Float32);
            var expected = full([1], channels * 9 * 255 * 127 + 1.0, ScalarType.Float32, CPU);
            return convolved.allclose(expected, 1e-5) && connected.allclose(expected, 1e-5);
        }
        catch (Exception fault) when (fault is InvalidOperationException or DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_cpu__qconv_pointwise_tensor")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ConvolutionPointwise(
        nint input, nint inputScale, nint inputZero, nint weight, nint weightScales, nint weightZeros, nint* bias,
        long* stride, long strides, long* padding, long paddings, long* dilation, long dilations, long groups,
        double outputScale, long outputZero, int* outputType, byte* activation, double** scalars, long scalarCount, byte** algorithm,
        nint* output);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_cpu__qlinear_pointwise_tensor")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LinearPointwise(
        nint input, nint inputScale, nint inputZero, nint weight, nint weightScales, nint weightZeros, nint* bias,
        double outputScale, long outputZero, int* outputType, byte* activation, double** scalars, long scalarCount, byte* algorithm,
        nint* output);
}
