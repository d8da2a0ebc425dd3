using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using YoloV1.Files;
using static YoloV1.Weights.PickleOpcode;

namespace YoloV1.Weights;

/// <summary>Reads the pickle of a PyTorch file: strings, numbers, tuples, lists, dictionaries and tensors, and nothing else.</summary>
/// <remarks>
/// Python's pickle is a program that can call anything. This one calls the few functions of <see cref="PickleGlobals"/>, and refuses
/// every other name and every instruction that torch does not need for them.
/// </remarks>
internal sealed class Unpickler
{
    /// <summary>
    /// More than a file of weights has. Values, lengths and strides of tensors, marks and memo entries all count; one takes up to
    /// about 100 bytes.
    /// </summary>
    public const int MaxValues = 1_000_000;

    private readonly byte[] _pickle;
    private readonly string _place;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _position;
    private int _values;

    private Unpickler(byte[] pickle, string place) => (_pickle, _place) = (pickle, place);

    /// <summary>The result of the pickle: null, bool, long, BigInteger, double, string, object?[] for a tuple, <see cref="PickleItems"/>,
    /// <see cref="StoredTensor"/> or a part of one.</summary>
    /// <exception cref="InvalidDataException">It asks for more, or is damaged; the message names <paramref name="place"/>.</exception>
    public static object? Read(byte[] pickle, string place) => new Unpickler(pickle, place).Run();

    private object? Run()
    {
        while ((PickleOpcode)Bytes(1)[0] is var opcode && opcode != Stop)
            Carry(opcode);
        return Pop();
    }

    private void Carry(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Protocol: CheckProtocol(Bytes(1)[0]); break;
            case Mark: Count(); _marks.Push(_stack.Count); break;
            case None: Push(null); break;
            case NewTrue: Push(true); break;
            case NewFalse: Push(false); break;
            case BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case BinInt1: Push((long)Bytes(1)[0]); break;
            case BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case Long1: PushLong(Bytes(Bytes(1)[0])); break;
            case BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case BinUnicode: Push(Encoding.UTF8.GetString(Bytes(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))))); break;
            case EmptyTuple: Push(Array.Empty<object?>()); break;
            case Tuple1: Push(Pop(1)); break;
            case Tuple2: Push(Pop(2)); break;
            case Tuple3: Push(Pop(3)); break;
            case PickleOpcode.Tuple: Push(PopToMark()); break;
            case EmptyList: Push(new PickleItems(isDictionary: false)); break;
            case EmptyDict: Push(new PickleItems(isDictionary: true)); break;
            case Append: Add(Pop(1), isDictionary: false); break;
            case Appends: Add(PopToMark(), isDictionary: false); break;
            case SetItem: Add(Pop(2), isDictionary: true); break;
            case SetItems: Add(PopToMark(), isDictionary: true); break;
            case BinPut: Remember(Bytes(1)[0]); break;
            case LongBinPut: Remember(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))); break;
            case BinGet: Push(Remembered(Bytes(1)[0])); break;
            case LongBinGet: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)))); break;
            case Global: Push(Find($"{Line()}.{Line()}")); break;
            case BinPersistentId: Push(Storage(Pop())); break;
            case Reduce: Push(Call(Pop(), Pop())); break;
            case Build: SkipAttributes(Pop()); break;
            default:
                throw Fault($"has the instruction {PickleRefused.NameOf((byte)opcode)}, which tensors and plain containers do not need");
        }
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol != 2)
            throw Fault($"has protocol {protocol}; save it with torch's default, 2");
    }

    private void PushLong(ReadOnlySpan<byte> digits)
    {
        var number = new BigInteger(digits);
        Push(number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number);
    }

    private void Add(object?[] items, bool isDictionary)
    {
        if (Peek() is not PickleItems container || container.IsDictionary != isDictionary || (isDictionary && items.Length % 2 != 0))
            throw Fault(isDictionary ? "sets items of something that is not a dictionary" : "appends to something that is not a list");
        container.Add(items);
    }

    private object Find(string name) =>
        PickleGlobals.Find(name) ?? throw Fault(
            $"asks for '{Printable.Of(name)}', which tensors and plain containers do not need; if you trust the file, "
            + "open it in Python and save only the result of state_dict()");

    private StorageReference Storage(object? identity) =>
        identity is object?[] and ["storage", StorageType storage, string key, string, long length]
            ? new(key, storage.Type, length)
            : throw Fault("names a storage in a way torch does not");

    private object Call(object? arguments, object? function)
    {
        if (function is not PickleFunction known || arguments is not object?[] values)
            throw Fault("calls something that is not a function");
        var made = known.Call(values) ?? throw Fault($"calls {known.Name} with arguments that torch does not use");
        if (made is StoredTensor tensor)
            Count(tensor.Shape.Length + tensor.Strides.Length);
        return made;
    }

    // An OrderedDict's attributes; torch keeps the versions of its modules there, which are the same for all files of this kind.
    private void SkipAttributes(object? state)
    {
        if (Peek() is not PickleItems { IsDictionary: true } || state is not PickleItems { IsDictionary: true })
            throw Fault("sets attributes of something that is not an OrderedDict");
    }

    private object? Remembered(uint index) =>
        _memo.TryGetValue(index, out var value) ? value : throw Fault($"refers to value {index}, which it did not store");

    private void Remember(uint index)
    {
        Count();
        _memo[index] = Peek();
    }

    private void Push(object? value)
    {
        Count();
        _stack.Add(value);
    }

    private void Count(int values = 1)
    {
        _values += values;
        if (_values > MaxValues)
            throw Fault($"has more than {MaxValues} values; save only the state_dict");
    }

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Fault("takes a value from an empty stack");

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] Pop(int count) =>
        _stack.Count - Floor >= count ? Cut(_stack.Count - count) : throw Fault("takes a value from an empty stack");

    private object?[] PopToMark() => _marks.TryPop(out var mark) ? Cut(mark) : throw Fault("takes values up to a missing mark");

    private object?[] Cut(int start)
    {
        object?[] values = [.. CollectionsMarshal.AsSpan(_stack)[start..]];
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private string Line()
    {
        var length = _pickle.AsSpan(_position).IndexOf((byte)'\n');
        var line = Encoding.UTF8.GetString(Bytes((uint)(length < 0 ? int.MaxValue : length)));
        _position++;
        return line;
    }

    private ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > _pickle.Length - _position)
            throw Fault("ends before it is complete; the file is damaged, download it again");
        _position += (int)count;
        return _pickle.AsSpan(_position - (int)count, (int)count);
    }

    private InvalidDataException Fault(string fault) => new($"{_place}: its pickle, at byte {_position}, {fault}.");
}
