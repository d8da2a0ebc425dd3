using System.Runtime.InteropServices;
using System.Text;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>
/// One call, by name, of an operator of libtorch for which TorchSharp has no method. It goes through libtorch's stable C interface
/// (<c>torch/csrc/stable/c/shim.h</c>), where every argument and result is 64 bits wide.
/// </summary>
/// <remarks>Arguments are added in the order of the operator's schema and handed over by <see cref="Run"/>.</remarks>
internal sealed unsafe partial class OperatorCall(string name)
{
    // The version of the interface that these calls are written for: 2.10.0 in the upper bytes.
    private const ulong InterfaceVersion = 2UL << 56 | 10UL << 48;

    private readonly List<ulong> _stack = [];

    public OperatorCall Add(Tensor tensor) => Push((ulong)NewHandle(tensor));

    public OperatorCall Add(long value) => Push((ulong)value);

    public OperatorCall Add(double value) => Push(BitConverter.DoubleToUInt64Bits(value));

    public OperatorCall Add(bool value) => Push(value ? 1UL : 0UL);

    public OperatorCall Add(ReadOnlySpan<long> values)
    {
        var list = NewList(values.Length);
        foreach (var value in values)
            Append(list, (ulong)value);
        return Push((ulong)list);
    }

    public OperatorCall Add(IReadOnlyCollection<Tensor> tensors)
    {
        var list = NewList(tensors.Count);
        foreach (var tensor in tensors)
            Append(list, (ulong)NewHandle(tensor));
        return Push((ulong)list);
    }

    public OperatorCall AddNone() => Push(0);

    /// <summary>A list for an argument that may also be none. The operator frees the cell that says that it is there.</summary>
    public OperatorCall AddOptional(ReadOnlySpan<long> values)
    {
        Add(values);
        var cell = (ulong*)NativeMemory.Alloc(sizeof(ulong));
        *cell = _stack[^1];
        _stack[^1] = (ulong)cell;
        return this;
    }

    /// <summary>Calls the operator.</summary>
    /// <exception cref="InvalidOperationException">The operator refuses; it has said why on standard error.</exception>
    public void Run() => Dispatch();

    /// <summary>Calls the operator and gives its one result.</summary>
    /// <exception cref="InvalidOperationException">The operator refuses; it has said why on standard error.</exception>
    public Tensor RunForTensor() => Tensor.UnsafeCreateTensor((nint)Dispatch());

    private ulong Dispatch()
    {
        // Room for a result even if there are no arguments.
        var stack = new ulong[Math.Max(1, _stack.Count)];
        _stack.CopyTo(stack);
        _stack.Clear();
        fixed (ulong* first = stack)
        fixed (byte* operatorName = Encoding.UTF8.GetBytes(name + '\0'))
        fixed (byte* overload = "\0"u8)
            Check(CallDispatcher(operatorName, overload, first, InterfaceVersion), name);
        return stack[0];
    }

    internal static void Check(int error, string name)
    {
        if (error != 0)
            throw new InvalidOperationException($"libtorch's operator '{name}' failed with code {error}.");
    }

    private OperatorCall Push(ulong argument)
    {
        _stack.Add(argument);
        return this;
    }

    // The operator takes its handles away, so it gets ones of its own.
    private static nint NewHandle(Tensor tensor)
    {
        nint handle;
        Check(NewTensorHandle(tensor.Handle, &handle), nameof(NewTensorHandle));
        return handle;
    }

    private static nint NewList(int capacity)
    {
        nint list;
        Check(NewListOfCapacity((nuint)capacity, &list), nameof(NewListOfCapacity));
        return list;
    }

    private static void Append(nint list, ulong element) => Check(AppendToList(list, element), nameof(AppendToList));

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_call_dispatcher")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CallDispatcher(byte* name, byte* overload, ulong* stack, ulong interfaceVersion);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_new_list_reserve_size")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NewListOfCapacity(nuint capacity, nint* list);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "torch_list_push_back")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AppendToList(nint list, ulong element);

    [LibraryImport(TorchRuntime.Library, EntryPoint = "aoti_torch_new_tensor_handle")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NewTensorHandle(nint tensor, nint* handle);
}
