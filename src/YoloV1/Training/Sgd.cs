using TorchSharp.Modules;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>Stochastic gradient descent with momentum; weight decay on weights only, as in Darknet.</summary>
internal sealed class Sgd : IDisposable
{
    private readonly SGD _sgd;
    private readonly Parameter[] _parameters;
    private readonly double _gradientNorm;

    private Sgd(SGD sgd, Parameter[] parameters, double gradientNorm) => (_sgd, _parameters, _gradientNorm) = (sgd, parameters, gradientNorm);

    public static Sgd For(YoloV1Model model, TrainingOptions options)
    {
        Parameter[] parameters = [.. model.parameters()];
        // Biases and batch normalisation have one dimension, the weights of convolutions and connected layers more.
        var weights = new SGD.ParamGroup(parameters.Where(parameter => parameter.dim() > 1), Group(options.WeightDecay));
        var others = new SGD.ParamGroup(parameters.Where(parameter => parameter.dim() == 1), Group(0));
        return new Sgd(optim.SGD([weights, others], options.PeakLearningRate, options.Momentum), parameters, options.GradientNorm);

        SGD.Options Group(double decay) => new() { momentum = options.Momentum, dampening = 0, weight_decay = decay };
    }

    public void ZeroGradients() => _sgd.zero_grad();

    public void Step(double learningRate)
    {
        nn.utils.clip_grad_norm_(_parameters, _gradientNorm);
        foreach (var group in _sgd.ParamGroups)
            group.LearningRate = learningRate;
        _sgd.step();
    }

    public void Dispose() => _sgd.Dispose();
}
