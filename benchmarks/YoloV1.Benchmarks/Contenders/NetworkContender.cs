using YoloV1.Inference;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>The product's network: images that are fitted already to predictions.</summary>
internal sealed class NetworkContender : IContender
{
    private readonly InferenceNetwork _network;
    private readonly Tensor _images;
    private readonly int _runs;

    /// <param name="path">A model file.</param>
    /// <param name="batch">Images of one run.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="runs">Runs of a round.</param>
    public NetworkContender(string path, int batch, Precision precision, int runs = 1)
    {
        using var file = WeightsFile.Open(path);
        _network = new InferenceNetwork(file.Config, file.Tensors, CPU, precision, file.Ranges);
        var (width, height) = file.Config.InputSize;
        _images = rand([batch, height, width, 3], ScalarType.Float32, CPU).permute(0, 3, 1, 2);   // [N, 3, H, W], channels last
        _runs = runs;
    }

    public void Run()
    {
        for (var i = 0; i < _runs; i++)
            _network.Run(_images).Dispose();
    }

    /// <summary>The prediction [N, S, S, D] of given images [N, 3, H, W].</summary>
    public float[] Predict(Tensor images)
    {
        using var prediction = _network.Run(images);
        return prediction.data<float>().ToArray();
    }

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
    }
}
