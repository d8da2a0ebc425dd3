using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace YoloV1.Tests;

/// <summary>An ONNX file as ONNX Runtime reads it.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;

    /// <param name="path">The file.</param>
    /// <param name="optimizedPath">Where to write the graph as it is run; null for nowhere.</param>
    public OnnxRun(string path, string? optimizedPath = null)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        if (optimizedPath is not null)
        {
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED;
            options.OptimizedModelFilePath = optimizedPath;
        }
        _session = new InferenceSession(path, options);
    }

    /// <summary>The dimensions of an input or output by name; -1 where they are open.</summary>
    public Dictionary<string, int[]> Shapes => _session.InputMetadata.Concat(_session.OutputMetadata)
        .ToDictionary(pair => pair.Key, pair => pair.Value.Dimensions);

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public float[] Floats(torch.Tensor images, string output) => Run(images, output, value => value.GetTensorDataAsSpan<float>().ToArray());

    public long[] Integers(torch.Tensor images, string output) => Run(images, output, value => value.GetTensorDataAsSpan<long>().ToArray());

    public void Dispose() => _session.Dispose();

    private T[] Run<T>(torch.Tensor images, string output, Func<OrtValue, T[]> read)
    {
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(images.contiguous().data<float>().ToArray(), images.shape);
        using var results = _session.Run(run, ["images"], [input], [output]);
        return read(results[0]);
    }
}
