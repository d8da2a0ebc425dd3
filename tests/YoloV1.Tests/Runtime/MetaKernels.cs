using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Tests.Runtime;

/// <summary>
/// Convolution, batch normalisation, unfolding and choosing on the META device, which libtorch has without them: shapes and nothing
/// more. They are registered by libtorch's stable C interface (<c>torch/csrc/stable/c/shim.h</c>), for the whole process.
/// </summary>
internal static unsafe partial class MetaKernels
{
    private const ulong InterfaceVersion = 2UL << 56 | 10UL << 48;

    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Why a kernel could not answer; null where all could. Nothing may be thrown through libtorch.</summary>
    public static Exception? Fault { get; private set; }

    /// <summary>Registers them once.</summary>
    public static void EnsureRegistered() => _ = Registered.Value;

    private static bool Register()
    {
        TorchRuntime.EnsureLoaded();
        var library = NewLibrary();
        Add("convolution_overrideable\0"u8, &Convolution);
        Add("convolution_backward_overrideable\0"u8, &ConvolutionBackward);
        Add("native_batch_norm\0"u8, &BatchNorm);
        Add("native_batch_norm_backward\0"u8, &BatchNormBackward);
        Add("im2col\0"u8, &Unfold);
        Add("col2im\0"u8, &Fold);
        Add("where.self\0"u8, &Where);
        return true;

        void Add(ReadOnlySpan<byte> name, delegate* unmanaged[Cdecl]<ulong*, ulong, ulong, void> kernel)
        {
            fixed (byte* first = name)
                Check(Impl(library, first, kernel, InterfaceVersion));
        }
    }

    private static nint NewLibrary()
    {
        nint library;
        fixed (byte* space = "aten\0"u8, key = "Meta\0"u8, file = "MetaKernels\0"u8)
            Check(InitImpl(space, key, file, 1, &library));
        return library;
    }

    // (input, weight, bias?, stride, padding, dilation, transposed, output_padding, groups) -> maps
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Convolution(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var (input, weight) = (Shape(stack[0]), Shape(stack[1]));
        var (type, stride, padding) = (TypeOf(stack[0]), List(stack[3]), List(stack[4]));
        long Side(int at) => (input[2 + at] + 2 * padding[at] - weight[2 + at]) / stride[at] + 1;
        return [(type, [input[0], weight[0], Side(0), Side(1)])];
    });

    // (gradient, input, weight, ...) -> gradients of input, weight, bias
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ConvolutionBackward(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var (type, input, weight) = (TypeOf(stack[1]), Shape(stack[1]), Shape(stack[2]));
        return [(type, input), (type, weight), (type, [weight[0]])];
    });

    // (input, weight?, bias?, mean?, variance?, training, momentum, epsilon) -> maps, saved mean, saved deviation
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BatchNorm(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var input = Shape(stack[0]);
        return [(TypeOf(stack[0]), input), (ScalarType.Float32, [input[1]]), (ScalarType.Float32, [input[1]])];
    });

    // (gradient, input, ...) -> gradients of input, weight, bias
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BatchNormBackward(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var input = Shape(stack[1]);
        return [(TypeOf(stack[1]), input), (ScalarType.Float32, [input[1]]), (ScalarType.Float32, [input[1]])];
    });

    // (input, window, dilation, padding, stride) -> [N, channels * k * k, locations]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Unfold(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var (input, window, padding, stride) = (Shape(stack[0]), List(stack[1]), List(stack[3]), List(stack[4]));
        long Side(int at) => (input[2 + at] + 2 * padding[at] - window[at]) / stride[at] + 1;
        return [(TypeOf(stack[0]), [input[0], input[1] * window[0] * window[1], Side(0) * Side(1)])];
    });

    // (windows, size, window, dilation, padding, stride) -> [N, channels, H, W]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fold(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        var (windows, size, window) = (Shape(stack[0]), List(stack[1]), List(stack[2]));
        return [(TypeOf(stack[0]), [windows[0], windows[1] / (window[0] * window[1]), size[0], size[1]])];
    });

    // (condition, one, other) -> the shape that the three are broadcast to
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Where(ulong* stack, ulong count, ulong results) => Answer(stack, () =>
    {
        long[][] shapes = [Shape(stack[0]), Shape(stack[1]), Shape(stack[2])];
        var rank = shapes.Max(shape => shape.Length);
        var shape = Enumerable.Range(0, rank).Select(at => shapes.Max(one => at < rank - one.Length ? 1 : one[at - rank + one.Length]));
        return [(TypeOf(stack[1]), [.. shape])];
    });

    // What the arguments hold is not freed: they are a few bytes a call, in a test.
    private static void Answer(ulong* stack, Func<(ScalarType Type, long[] Shape)[]> shapes)
    {
        try
        {
            var answers = shapes();
            for (var i = 0; i < answers.Length; i++)
            {
                using var answer = empty(answers[i].Shape, answers[i].Type, META);
                nint handle;
                Check(NewTensorHandle(answer.Handle, &handle));
                stack[i] = (ulong)handle;
            }
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }

    private static long[] Shape(ulong tensor)
    {
        long rank;
        long* sizes;
        Check(GetDim((nint)tensor, &rank));
        Check(GetSizes((nint)tensor, &sizes));
        return new ReadOnlySpan<long>(sizes, (int)rank).ToArray();
    }

    private static ScalarType TypeOf(ulong tensor)
    {
        int type;
        Check(GetType((nint)tensor, &type));
        return (ScalarType)type;
    }

    private static long[] List(ulong list)
    {
        nuint length;
        Check(ListSize((nint)list, &length));
        var values = new long[length];
        for (nuint i = 0; i < length; i++)
        {
            ulong value;
            Check(ListItem((nint)list, i, &value));
            values[i] = (long)value;
        }
        return values;
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidOperationException($"libtorch refuses with code {error}.");
    }

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_library_init_impl")]
    private static partial int InitImpl(byte* space, byte* key, byte* file, uint line, nint* library);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_library_impl")]
    private static partial int Impl(
        nint library, byte* name, delegate* unmanaged[Cdecl]<ulong*, ulong, ulong, void> kernel, ulong interfaceVersion);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_new_tensor_handle")]
    private static partial int NewTensorHandle(nint tensor, nint* handle);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_get_dim")]
    private static partial int GetDim(nint tensor, long* rank);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_get_sizes")]
    private static partial int GetSizes(nint tensor, long** sizes);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_get_dtype")]
    private static partial int GetType(nint tensor, int* type);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_list_size")]
    private static partial int ListSize(nint list, nuint* size);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_list_get_item")]
    private static partial int ListItem(nint list, nuint index, ulong* value);
}
