using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Inference;
using YoloV1.Losses;
using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>Trains a network on a data set.</summary>
public sealed class Trainer
{
    private readonly YoloV1Model _model;
    private readonly TrainingOptions _options;
    private readonly DetectionLoss _loss;
    private readonly TimeProvider _time;
    private CheckpointFile? _checkpoints;
    private long _savedAt;

    /// <summary>A trainer of a network that the caller keeps; weights are changed in place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">The recipe; null for the paper's.</param>
    /// <param name="loss">
    /// How wrong predictions are; null for what the options name, with the network's size encoding. A <see cref="ClassificationLoss"/> pretrains
    /// the backbone of a <see cref="YoloV1Config.AsClassifier"/>: top-1 is measured then in place of mAP.
    /// </param>
    /// <param name="time">The clock that durations are taken from.</param>
    public Trainer(YoloV1Model model, TrainingOptions? options = null, DetectionLoss? loss = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? TrainingOptions.Paper;
        _loss = loss ?? _options.CreateLoss(model.Config);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>After every step.</summary>
    public event EventHandler<TrainingProgress>? StepCompleted;

    /// <summary>After every epoch, with the measurement where one was made. The network may be saved here.</summary>
    public event EventHandler<EpochReport>? EpochCompleted;

    /// <summary>
    /// When a checkpoint has taken its file's place, with the network that is measured and kept, which may be saved here. Except for the last
    /// one that is a step after its state: a checkpoint is kept once the next loss has shown that it is worth going on from.
    /// </summary>
    public event EventHandler<CheckpointReport>? CheckpointSaved;

    /// <summary>Gets what <see cref="StepCompleted"/> tells.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Gets a line an epoch, and what happens besides.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The file that the state of the training is kept in, see <see cref="Checkpoint"/>; null to keep none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>A checkpoint to go on from, of a training with the same options; null to begin anew.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Trains for all epochs of the options, or until the measurements no longer improve.</summary>
    /// <param name="train">What to learn.</param>
    /// <param name="validation">What to measure on; null for no measurement.</param>
    /// <param name="cancellationToken">Ends the training after the step that it is at, and writes the checkpoint.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentException">The data set's classes are not as many as the network's.</exception>
    /// <exception cref="InvalidDataException">The checkpoint to go on from is of another training.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="TrainingException">The loss is no longer a number. The checkpoint is of a state before the loss ran away.</exception>
    public TrainingSummary Run(IDetectionDataset train, IDetectionDataset? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ThrowIfClassesDiffer(train);
        using var session = new TrainingSession(_model, _options, _loss, train);
        if (ResumeFrom is not null)
            Checkpoint.Load(ResumeFrom, session, _options);
        _checkpoints = CheckpointPath is null ? null : new CheckpointFile(CheckpointPath, _options);
        _savedAt = _time.GetTimestamp();
        try
        {
            while (!IsOver(session))
            {
                RunEpoch(session, cancellationToken);
                EndEpoch(session, train.Classes, validation, cancellationToken);
                OfferIfDue(session);
            }
            Save(session);
        }
        finally
        {
            _checkpoints?.Drop();
        }
        session.KeepResult();
        return SummaryOf(session);
    }

    private void RunEpoch(TrainingSession session, CancellationToken cancellationToken)
    {
        var (images, started) = (0, _time.GetTimestamp());
        foreach (var batch in session.RemainingBatches())
        {
            using (batch)
            {
                var loss = session.Step(batch, _time);
                images += batch.Annotations.Count;
                var (state, speed) = (session.State, images / _time.GetElapsedTime(started).TotalSeconds);
                Report(new TrainingProgress(state.Epoch, state.Step - 1, session.Steps, state.LearningRate, loss, speed, batch) { WaitShare = state.WaitShare });
            }
            if (_checkpoints?.Prove(session.IsSound) is { } proven)
                TellOfCheckpoint(session, proven);
            if (cancellationToken.IsCancellationRequested)
                SaveAndStop(session, cancellationToken);
            OfferIfDue(session);
        }
    }

    private void EndEpoch(TrainingSession session, ClassNames classes, IDetectionDataset? validation, CancellationToken cancellationToken)
    {
        var state = session.State;
        var measured = MeasureAfter(session, classes, validation, cancellationToken);
        var map = measured?.Report.Map;
        var best = measured is not null && !(map <= state.BestMap);
        if (best)
            session.State = state = state with { BestMap = map, BestInterval = measured!.Report.MapInterval, BestEpoch = state.Epoch };
        var report = new EpochReport(
            state.Epoch, state.LearningRate, state.LossSum / state.Batch, session.Sums.Read(), state.LostObjects,
            TimeSpan.FromSeconds(state.Seconds), measured?.Report, best, session.Result)
        {
            WaitShare = state.WaitShare,
            Images = measured?.Images ?? [],
        };
        session.Sums.Clear();
        session.State = state.NextEpoch();
        Log.Epoch(Logger, report.Epoch + 1, report.Loss, map);
        EpochCompleted?.Invoke(this, report);
    }

    private Measured? MeasureAfter(
        TrainingSession session, ClassNames classes, IDetectionDataset? validation, CancellationToken cancellationToken)
    {
        var epoch = session.State.Epoch + 1;
        if (validation is null || (epoch % _options.MeasureEvery != 0 && session.State.Step < session.Steps))
            return null;
        // What a detector of the kept file computes in, unless it is asked otherwise.
        var precision = session.Result.Precision;
        session.Result.Precision = Precision.Float32;
        try
        {
            return _loss is ClassificationLoss
                ? new Measured(TopOne.Measure(session.Result, validation, _options, cancellationToken), [])
                : MeanPrecision(session.Result, classes, validation, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            SaveAndStop(session, cancellationToken);
            throw;
        }
        finally
        {
            session.Result.Precision = precision;
        }
    }

    private Measured MeanPrecision(YoloV1Model model, ClassNames classes, IDetectionDataset validation, CancellationToken cancellationToken)
    {
        using var detector = new Detector(model, classes, new DetectorOptions { Device = _options.Device });
        var images = Evaluator.Detect(detector, validation, null, cancellationToken);
        return new Measured(VocMetric.Voc10.Measure(MeasuredSet.From(classes, images), new Bootstrap()), images);
    }

    private bool IsOver(TrainingSession session)
    {
        var state = session.State;
        // An epoch that is done but not yet ended is one that was stopped while it was measured.
        if (state.Step >= session.Steps && state.Batch == 0)
            return true;
        var stale = _options.Patience > 0 && state.BestMap is not null && state.Epoch - 1 - state.BestEpoch >= _options.Patience;
        return stale && state.Batch == 0;
    }

    private void Report(TrainingProgress progress)
    {
        StepCompleted?.Invoke(this, progress);
        Progress?.Report(progress);
    }

    private void OfferIfDue(TrainingSession session)
    {
        if (_checkpoints is null || !session.IsSound || _time.GetElapsedTime(_savedAt) < _options.CheckpointEvery)
            return;
        _checkpoints.Offer(session);
        _savedAt = _time.GetTimestamp();
    }

    private void Save(TrainingSession session)
    {
        if (_checkpoints is null)
            return;
        _checkpoints.Write(session);
        TellOfCheckpoint(session, session.State);
    }

    private void TellOfCheckpoint(TrainingSession session, TrainingState state)
    {
        Log.Saved(Logger, CheckpointPath!, state.Step);
        CheckpointSaved?.Invoke(this, new CheckpointReport(CheckpointPath!, state, session.Result));
    }

    private void SaveAndStop(TrainingSession session, CancellationToken cancellationToken)
    {
        Save(session);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TrainingSummary SummaryOf(TrainingSession session) => new(
        session.State.Epoch, session.State.Step, session.State.BestMap, session.State.BestEpoch, StoppedEarly: session.State.Step < session.Steps)
    {
        BestInterval = session.State.BestInterval,
    };

    private void ThrowIfClassesDiffer(IDetectionDataset train)
    {
        if (train.Count == 0)
            throw new ArgumentException("The data set has no images.");
        if (train.Classes.Count != _model.Config.ClassCount)
            throw new ArgumentException($"The data set has {train.Classes.Count} classes ({string.Join(", ", train.Classes)}), and the network {_model.Config.ClassCount}.");
    }

    /// <summary>A measurement, and what was found on each image where it was of a detector.</summary>
    private sealed record Measured(EvaluationReport Report, IReadOnlyList<MeasuredImage> Images);
}
