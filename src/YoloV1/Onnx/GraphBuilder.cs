using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using TorchSharp;
using YoloV1.Kernels;
using static Onnx.TensorProto.Types;

namespace YoloV1.Onnx;

/// <summary>Puts a graph together, node by node; a node's one output has its name.</summary>
internal sealed class GraphBuilder(string name)
{
    /// <summary>The resulting graph; its weights point to the memory of their tensors.</summary>
    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Adds a node with one output.</summary>
    /// <returns>The name of the output, equal to that of the node.</returns>
    public string Add(string operation, string name, string[] inputs, params AttributeProto[] attributes) =>
        Add(operation, name, inputs, [name], attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Add(string operation, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        Graph.Node.Add(new NodeProto
        {
            OpType = operation,
            Name = name,
            Input = { inputs },
            Output = { outputs },
            Attribute = { attributes },
        });
        return outputs;
    }

    /// <summary>Adds a change of shape; 0 keeps that dimension.</summary>
    public string Reshape(string name, string input, params long[] shape) =>
        Add("Reshape", name, [input, Constant($"{name}.shape", shape)]);

    /// <summary>
    /// Adds a tensor of the CPU, contiguous, of float32, float16, int32 or int8, which the caller keeps until the graph is written.
    /// </summary>
    public string Weight(string name, torch.Tensor values) =>
        Constant(name, TypeOf(values.dtype), values.shape, UnsafeByteOperations.UnsafeWrap(TensorMemory.Of(values)));

    /// <summary>Adds float32 values of the given shape.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape) =>
        Constant(name, DataType.Float, shape, ByteString.CopyFrom(MemoryMarshal.AsBytes(values)));

    /// <summary>Adds a byte.</summary>
    public string Byte(string name, byte value) => Constant(name, DataType.Uint8, [], ByteString.CopyFrom(value));

    /// <summary>Adds a list of integers.</summary>
    public string Constant(string name, params long[] values) =>
        Constant(name, DataType.Int64, [values.Length], ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)));

    /// <summary>Declares an input; a dimension is a number or a name.</summary>
    public string Input(string name, params object[] shape)
    {
        Graph.Input.Add(Value(name, DataType.Float, shape));
        return name;
    }

    /// <summary>Declares an output; a dimension is a number or a name.</summary>
    public void Output(string name, DataType type, params object[] shape) => Graph.Output.Add(Value(name, type, shape));

    private string Constant(string name, DataType type, long[] shape, ByteString bytes)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)type, Dims = { shape }, RawData = bytes });
        return name;
    }

    private static DataType TypeOf(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float32 => DataType.Float,
        torch.ScalarType.Float16 => DataType.Float16,
        torch.ScalarType.Int32 => DataType.Int32,
        torch.ScalarType.Int8 => DataType.Int8,
        _ => throw new ArgumentException($"{type} is not a supported type of weights.", nameof(type)),
    };

    private static ValueInfoProto Value(string name, DataType type, object[] shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { shape.Select(Dimension) } },
            },
        },
    };

    private static TensorShapeProto.Types.Dimension Dimension(object size) =>
        size is string symbol ? new() { DimParam = symbol } : new() { DimValue = Convert.ToInt64(size, null) };
}
