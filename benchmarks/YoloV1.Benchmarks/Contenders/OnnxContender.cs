using Microsoft.ML.OnnxRuntime;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>ONNX Runtime on the graph that the product exports, with all optimisations and a thread a core.</summary>
internal sealed class OnnxContender : IContender
{
    private readonly SessionOptions _options = new()
    {
        IntraOpNumThreads = Environment.ProcessorCount,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly OrtValue[] _inputs;

    /// <param name="path">A graph whose one input is [N, 3, H, W].</param>
    /// <param name="batch">Images of one run.</param>
    public OnnxContender(string path, int batch)
    {
        _session = new InferenceSession(path, _options);
        var (name, shape) = _session.InputMetadata.Single();
        var random = new Random(1);
        var numbers = new float[batch * 3 * shape.Dimensions[2] * shape.Dimensions[3]];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextSingle();
        _inputNames = [name];
        _inputs = [OrtValue.CreateTensorValueFromMemory(numbers, [batch, 3, shape.Dimensions[2], shape.Dimensions[3]])];
    }

    public void Run() => _session.Run(_run, _inputNames, _inputs, _session.OutputNames).Dispose();

    /// <summary>The prediction [N, S, S, D] of given images [N, 3, H, W].</summary>
    public float[] Predict(float[] images, long[] shape)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(images, shape);
        using var outputs = _session.Run(_run, _inputNames, [input], _session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (var input in _inputs)
            input.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }
}
