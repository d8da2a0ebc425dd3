using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>
/// A training step of TorchSharp's modules and its SGD as they come; the sum of squares as the loss, which is cheaper than the product's.
/// </summary>
internal sealed class PlainStepContender : IContender
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images;
    private readonly Tensor _target;

    public PlainStepContender(string path, int batch)
    {
        using var file = WeightsFile.Open(path);
        _network = PlainNetwork.Build(file.Config);
        _network.train();
        _optimizer = optim.SGD(_network.parameters(), learningRate: 1e-6, momentum: 0.9, weight_decay: 5e-4);
        _images = rand(batch, 3, file.Config.InputSize.Height, file.Config.InputSize.Width);       // [N, 3, H, W]
        _target = rand(batch, file.Config.Grid.Length);                                            // [N, S * S * D]
    }

    public void Run()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = (_network.call(_images) - _target).square().sum();
        loss.backward();
        _optimizer.step();
        loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _images.Dispose();
        _target.Dispose();
    }
}
