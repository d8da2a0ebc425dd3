using TorchSharp;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Inference;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>Trains a network on a data set.</summary>
public sealed class Trainer
{
    private readonly YoloV1Model _model;
    private readonly TrainingOptions _options;
    private readonly DetectionLoss _loss;
    private readonly TimeProvider _time;

    /// <summary>A trainer of a network that the caller keeps; weights are changed in place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">The recipe; null for the paper's.</param>
    /// <param name="loss">How wrong predictions are; null for the paper's loss with the network's size encoding.</param>
    /// <param name="time">The clock that durations are taken from.</param>
    public Trainer(YoloV1Model model, TrainingOptions? options = null, DetectionLoss? loss = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? TrainingOptions.Paper;
        _loss = loss ?? new PaperYoloLoss(model.Config.Grid, sizes: model.Config.BoxSizes);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>After every step.</summary>
    public event EventHandler<TrainingProgress>? StepCompleted;

    /// <summary>After every epoch, with the measurement where one was made. The network may be saved here.</summary>
    public event EventHandler<EpochReport>? EpochCompleted;

    /// <summary>Trains for all epochs of the options.</summary>
    /// <param name="train">What to learn.</param>
    /// <param name="validation">What to measure on; null for no measurement.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <exception cref="ArgumentException">The data set's classes are not as many as the network's.</exception>
    /// <exception cref="TrainingException">The loss is no longer a number.</exception>
    public void Run(IDetectionDataset train, IDetectionDataset? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ThrowIfClassesDiffer(train);
        var device = Devices.Parse(_options.Device);
        _model.to(device);
        ChannelsLast.Apply(_model);
        _model.Precision = Precisions.Resolve(_options.Precision, device);
        using var optimizer = _options.CreateOptimizer(_model);
        var loader = LoaderOf(train);

        var step = 0L;
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            _model.train();
            var started = _time.GetTimestamp();
            var (sum, images, lost, rate) = (default(LossValues), 0, 0, 0.0);
            foreach (var batch in loader.Epoch(epoch, cancellationToken))
            {
                using (batch)
                {
                    rate = _options.LearningRateAt(step, loader.BatchesPerEpoch);
                    var loss = Step(batch, optimizer, rate, device, step);
                    (sum, images, lost) = (sum + loss, images + batch.Annotations.Count, lost + batch.LostObjects);
                    var speed = images / _time.GetElapsedTime(started).TotalSeconds;
                    StepCompleted?.Invoke(this, new TrainingProgress(epoch, step++, (long)loader.BatchesPerEpoch * _options.Epochs, rate, loss, speed));
                }
            }
            var duration = _time.GetElapsedTime(started);
            var measured = MeasureAfter(epoch, train.Classes, validation, cancellationToken);
            EpochCompleted?.Invoke(this, new EpochReport(epoch, rate, sum / loader.BatchesPerEpoch, lost, duration, measured));
        }
        _model.Precision = Precision.Float32;
        _model.eval();
    }

    private LossValues Step(Batch batch, Optimizer optimizer, double rate, Device device, long step)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGradients();
        var predictions = _model.call(ChannelsLast.Of(batch.Images.to(device)));    // [N, S, S, D]
        var parts = _loss.Measure(predictions, batch.Target.to(device));
        var values = LossValues.Of(parts);
        if (!double.IsFinite(values.Total))
            throw new TrainingException($"The loss of step {step} is {values}. Train with a lower learning rate than {rate:0.######}.");
        parts.Total.backward();
        if (!double.IsFinite(optimizer.Step(rate)))
            throw new TrainingException($"The gradients of step {step} are no finite numbers, and its loss is {values}. Train with a lower learning rate than {rate:0.######}.");
        return values;
    }

    private EvaluationReport? MeasureAfter(int epoch, ClassNames classes, IDetectionDataset? validation, CancellationToken cancellationToken)
    {
        var due = (epoch + 1) % _options.MeasureEvery == 0 || epoch + 1 == _options.Epochs;
        if (validation is null || !due)
            return null;
        var precision = _model.Precision;
        _model.Precision = Precision.Float32;
        using var detector = new Detector(_model, classes, DetectorOptions.ForMeasuring with { Device = _options.Device });
        var report = VocMetric.Voc10.Measure(classes, Evaluator.Detect(detector, validation, null, cancellationToken));
        _model.Precision = precision;
        return report;
    }

    private BatchLoader LoaderOf(IDetectionDataset train) => new(train, new BatchLoaderOptions
    {
        InputSize = _model.Config.InputSize,
        Grid = _model.Config.Grid,
        BoxSizes = _model.Config.BoxSizes,
        BatchSize = Math.Min(_options.BatchSize, train.Count),
        Augmentation = _options.Augmentation,
        Seed = _options.Seed,
        // A short last batch would weigh its pictures more and give batch normalisation poor statistics.
        DropLast = true,
    });

    private void ThrowIfClassesDiffer(IDetectionDataset train)
    {
        if (train.Count == 0)
            throw new ArgumentException("The data set has no pictures.");
        if (train.Classes.Count != _model.Config.ClassCount)
            throw new ArgumentException($"The data set has {train.Classes.Count} classes ({string.Join(", ", train.Classes)}), and the network {_model.Config.ClassCount}.");
    }
}
