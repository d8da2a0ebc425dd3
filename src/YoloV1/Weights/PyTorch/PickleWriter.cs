using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using static YoloV1.Weights.PickleOpcode;

namespace YoloV1.Weights;

/// <summary>Writes the pickle of a state_dict: an OrderedDict of tensors, each the whole of its storage.</summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> _pickle = new();

    private PickleWriter()
    {
    }

    /// <summary>The pickle of tensors whose storages are named "0", "1", ... in their order.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, TorchSharp.torch.Tensor>> tensors)
    {
        var writer = new PickleWriter();
        writer.Byte(Protocol, 2);
        writer.EmptyOrderedDict();
        writer.Op(Mark);
        var key = 0;
        foreach (var (name, tensor) in tensors)
        {
            writer.Text(name);
            writer.Tensor(tensor, FormattableString.Invariant($"{key++}"));
        }
        writer.Op(SetItems);
        writer.Op(Stop);
        return writer._pickle.WrittenSpan.ToArray();
    }

    private void Tensor(TorchSharp.torch.Tensor tensor, string key)
    {
        Name("torch._utils", "_rebuild_tensor_v2");
        Op(Mark);
        Storage(tensor, key);
        Whole(0);                                   // offset
        Integers(tensor.shape);
        Integers(StridesOf(tensor.shape));
        Op(NewFalse);                               // requires_grad
        EmptyOrderedDict();                         // backward hooks
        Op(PickleOpcode.Tuple);
        Op(Reduce);
    }

    private void Storage(TorchSharp.torch.Tensor tensor, string key)
    {
        Op(Mark);
        Text("storage");
        Name("torch", TensorTypes.StorageOf(tensor.dtype)!);
        Text(key);
        Text("cpu");
        Whole(tensor.numel());
        Op(PickleOpcode.Tuple);
        Op(BinPersistentId);
    }

    private static long[] StridesOf(long[] shape)
    {
        var strides = new long[shape.Length];
        for (var (i, step) = (shape.Length - 1, 1L); i >= 0; step *= Math.Max(shape[i--], 1))
            strides[i] = step;
        return strides;
    }

    private void EmptyOrderedDict()
    {
        Name("collections", "OrderedDict");
        Op(EmptyTuple);
        Op(Reduce);
    }

    private void Integers(long[] integers)
    {
        Op(Mark);
        foreach (var integer in integers)
            Whole(integer);
        Op(PickleOpcode.Tuple);
    }

    private void Whole(long integer)
    {
        Byte(Long1, sizeof(long));
        Span<byte> digits = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(digits, integer);
        _pickle.Write(digits);
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Op(BinUnicode);
        _pickle.Write(length);
        _pickle.Write(bytes);
    }

    private void Name(string module, string name)
    {
        Op(Global);
        _pickle.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void Byte(PickleOpcode opcode, byte argument)
    {
        Op(opcode);
        _pickle.Write([argument]);
    }

    private void Op(PickleOpcode opcode) => _pickle.Write([(byte)opcode]);
}
