using YoloV1.Cli.Commands;
using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>
/// The product's training step: forward, the paper's loss, backward, SGD with momentum and decay, gradients cut to a norm.
/// </summary>
internal sealed class StepContender : IContender
{
    private readonly YoloV1Model _model;
    private readonly TrainingOptions _options;
    private readonly TrainingSession _session;
    private readonly Batch _batch;

    public StepContender(string path, int batch, Precision precision)
    {
        using var file = WeightsFile.Open(path);
        _model = file.CreateModel();
        _options = TrainingOptions.Paper with { BatchSize = batch, Device = "cpu", Precision = precision, PeakLearningRate = 1e-6 };
        _session = new TrainingSession(_model, _options, _options.CreateLoss(_model.Config), new NoiseDataset(_model.Config, batch));
        _batch = _session.RemainingBatches().First();
    }

    public void Run() => _session.Step(_batch, TimeProvider.System);

    public void Dispose()
    {
        _batch.Dispose();
        _session.Dispose();
        _model.Dispose();
    }
}
