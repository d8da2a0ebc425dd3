using TorchSharp;
using TorchSharp.Modules;
using YoloV1.Data;
using YoloV1.Files;
using YoloV1.Kernels;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Runtime;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>A training in progress: the network on its device, the optimizer, the moving average, and its course.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly DetectionLoss _loss;
    private readonly Device _device;
    private readonly TrainingBatches _batches;
    private readonly BatchParts _parts;
    private readonly RankGroup _ranks;
    private readonly Replicas? _replicas;

    /// <summary>Takes a network to a device and begins at its first step.</summary>
    /// <param name="model">The network, which stays the caller's.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="loss">What it minimises.</param>
    /// <param name="train">The images.</param>
    /// <param name="device">Where; null for the device of the options.</param>
    /// <param name="ranks">The processes that train together; null for this one alone.</param>
    public TrainingSession(
        YoloV1Model model, TrainingOptions options, DetectionLoss loss, IDetectionDataset train, Device? device = null,
        RankGroup? ranks = null)
    {
        (Model, _options, _loss, _device) = (model, options, loss, device ?? Devices.Parse(options.Device));
        _ranks = ranks ?? RankGroup.Alone;
        model.to(_device);
        model.UseChannelsLast();
        model.Precision = Precisions.Take(options.Precision, _device);
        foreach (var norm in model.modules().OfType<BatchNorm>())
            norm.momentum = options.BatchNormMomentum;
        FreezeBackbone(options.FreezeBackbone);
        Optimizer = options.CreateOptimizer(model);
        Ema = options.EmaDecay > 0 ? new ModelEma(model, options.EmaDecay, options.EmaWarmup) : null;
        Sums = new EpochSums(model.Config.ClassCount);
        _parts = options.PartsOf(train.Count, _ranks);
        _replicas = _ranks.Count == 1 ? null : new Replicas(_ranks, model, Optimizer, options.BatchNormMomentum);
        _batches = new TrainingBatches(train, model.Config, options, _parts);
        Course = new TrainingCourse(options, options.StepsPerEpoch(train.Count));
    }

    public YoloV1Model Model { get; }

    public TrainingOptions Options => _options;

    public Optimizer Optimizer { get; }

    public ModelEma? Ema { get; }

    public EpochSums Sums { get; }

    public TrainingCourse Course { get; }

    /// <summary>Images of a step.</summary>
    public int BatchSize => _parts.Batch;

    /// <summary>The network that is measured and kept: the average where there is one.</summary>
    public YoloV1Model Result => Ema?.Model ?? Model;

    /// <summary>The batches of the epoch that are still to be done.</summary>
    public IEnumerable<Batch> RemainingBatches()
    {
        Model.train();
        if (_options.FreezeBackbone)
            Model.Backbone.eval();
        return _batches.Epoch(Course.State.Epoch, Course.State.Batch, Course.Epochs).Take(Course.StepsLeft);
    }

    /// <summary>Learns from a batch.</summary>
    /// <returns>The parts of the loss.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not finite; the weights are those before the step.</exception>
    public LossValues Step(Batch batch, TimeProvider time)
    {
        using var scope = NewDisposeScope();
        var started = time.GetTimestamp();
        var rate = Course.LearningRate;
        Optimizer.ZeroGradients();
        var parts = Backward(batch);
        var shares = _parts.Lengths.Select(length => _loss.ShareOf(length, _parts.Batch)).ToArray();
        var gradients = Optimizer.Gradients();
        var (loss, sums, squares) = StepMeasures.Read(parts, shares, gradients.SquaresOnDevice);   // waits for the device
        ThrowUnlessFinite(loss.Total, "loss", loss, rate);
        ThrowUnlessFinite(gradients.Norm(squares), "gradient norm", loss, rate);
        Optimizer.Step(gradients, gradients.Norm(squares), rate);
        Sums.Add(sums);
        Ema?.Update();
        Course.EndStep(loss, rate, _ranks.Gather(batch.LostObjects).Sum(), batch.WaitTime, time.GetElapsedTime(started));
        return loss;
    }

    /// <summary>Leaves the averaged weights in the network, where there are any.</summary>
    public void KeepResult()
    {
        if (Ema is not null)
            ModuleState.Load(Model, Ema.Model.state_dict());
    }

    public void Dispose()
    {
        FreezeBackbone(false);
        Model.Precision = Precision.Float32;
        Model.eval();
        Optimizer.ZeroGradients();
        Optimizer.Dispose();
        Ema?.Dispose();
        Sums.Dispose();
    }

    /// <summary>
    /// Adds up the gradients of the batch in parts that fit into memory: the same gradient as of the whole batch at once.
    /// </summary>
    /// <remarks>Batch normalization differs: it computes its statistics per part.</remarks>
    /// <returns>What each part of the batch gives to read, [11] on its device.</returns>
    private IReadOnlyList<Tensor> Backward(Batch batch)
    {
        // [N, 3, H, W], [N, S, S, D]
        var (images, target) = (DeviceCopy.Of(batch.Images, _device), DeviceCopy.Of(batch.Target, _device));
        var (measures, start) = (new List<Tensor>(), 0L);
        for (var round = 0; round < _parts.Rounds; round++)
        {
            using var scope = NewDisposeScope();
            var part = _parts.PartOf(round);
            var length = _parts.LengthOf(part);
            _replicas?.BeginPart(learns: length > 0);
            if (length > 0)
                measures.Add(Backward(images.narrow(0, start, length), target.narrow(0, start, length), part).MoveToOuterDisposeScope());
            _replicas?.EndPart(_parts.PartsIn(round));
            start += length;
        }
        return _replicas?.Gather(measures, _parts) ?? measures;
    }

    private Tensor Backward(Tensor images, Tensor wanted, int part)
    {
        // What dropout draws follows from the seed, the step and the part, so that a resumed training draws the same, and any rank.
        random.manual_seed(Seeds.Combine(_options.Seed, Course.State.Step + ((long)part << 40)));
        using var weight = _loss.ShareOf(images.shape[0], _parts.Batch).ToScalar();
        var predictions = Model.call(ChannelsLast.Of(images));                       // [n, S, S, D]
        var loss = _loss.Measure(predictions, wanted);
        (loss.Total * weight).backward();
        var sums = DetectionDiagnostics.Sums(Model.Config.Grid, Model.Config.BoxSizes, predictions.detach(), wanted, loss.Responsible);
        return StepMeasures.OnDevice(loss, sums);
    }

    private void FreezeBackbone(bool freeze)
    {
        foreach (var parameter in Model.Backbone.parameters())
            parameter.requires_grad_(!freeze);
    }

    private void ThrowUnlessFinite(double value, string what, LossValues loss, double rate)
    {
        if (double.IsFinite(value))
            return;
        _ranks.EndTogether();
        var peak = _options.PeakLearningRate;
        throw new TrainingException(
            FormattableString.Invariant($"The {what} of step {Course.State.Step} is {value}, and the loss {loss}. ")
            + FormattableString.Invariant($"The learning rate is too high: take less than {peak} (here {rate:0.######}), ")
            + FormattableString.Invariant($"{peak / 4:0.########} for example."));
    }
}
