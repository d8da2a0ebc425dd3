using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Weights;

namespace YoloV1.Training;

/// <summary>Trains a network on a data set.</summary>
/// <example><code>
/// var train = Datasets.Open("cards", "train");
/// var validation = Datasets.Open("cards", "val", train.Classes);
/// using var model = new YoloV1Model(YoloV1Config.Small.ForClasses(train.Classes.Count));
/// var trainer = new Trainer(model) { BestPath = "cards.safetensors", CheckpointPath = "cards.checkpoint" };
/// trainer.EpochCompleted += (_, epoch) => Console.WriteLine(epoch);
/// trainer.Run(train, validation);
/// </code></example>
public sealed class Trainer
{
    private readonly YoloV1Model _model;
    private readonly TrainingOptions _options;
    private readonly DetectionLoss _loss;
    private readonly TimeProvider _time;

    /// <summary>A trainer of a network that the caller keeps; weights are changed in place.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">The recipe; null for <see cref="TrainingOptions.SmallSet"/>, as for the command.</param>
    /// <param name="loss">
    /// The loss function; null for the one in the options, with the size encoding of the network. An <see cref="ObjectClassifier"/>'s
    /// pretrains its backbone: accuracy is then measured instead of mAP.
    /// </param>
    /// <param name="time">The clock that durations are taken from.</param>
    /// <exception cref="ArgumentException">The loss is for another grid than the network's.</exception>
    public Trainer(YoloV1Model model, TrainingOptions? options = null, DetectionLoss? loss = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (loss is not null && loss.Grid != model.Config.Grid)
            throw new ArgumentException(
                $"The loss is for the grid {loss.Grid}, but the network has {model.Config.Grid}; create the loss with the network's grid.",
                nameof(loss));
        _model = model;
        _options = options ?? new();
        _loss = loss ?? _options.CreateLoss(model.Config);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>After every step.</summary>
    public event EventHandler<TrainingProgress>? StepCompleted;

    /// <summary>After every epoch, with the measurement where one was made. The network may be saved here.</summary>
    public event EventHandler<EpochReport>? EpochCompleted;

    /// <summary>
    /// When a checkpoint has taken its file's place, with the network that is measured and kept, which may be saved here. Except for the
    /// last one that is a step after its state: a checkpoint is kept once the next loss has shown that it is worth going on from.
    /// </summary>
    internal event EventHandler<CheckpointReport>? CheckpointSaved;

    /// <summary>Gets what <see cref="StepCompleted"/> tells.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Gets a line an epoch, and what happens besides.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// The file of the best weights so far by the validation set, with the classes' names and the thresholds to detect with: a
    /// <see cref="ModelFile"/>, or of a classifier the backbone that <see cref="PartialWeights"/> reads. It is replaced whole after each
    /// epoch that is the best; null to keep none.
    /// </summary>
    public string? BestPath { get; init; }

    /// <summary>
    /// The checkpoint file to write, for <see cref="ResumeFrom"/>; null for none.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>A checkpoint to resume from, of a training with the same options; null to start from the beginning.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary>
    /// The processes that train together, this one alone unless set. Each calls <see cref="Run"/> with the same network, options and data,
    /// and learns its part of each batch; the result is that of one process that learns those parts in turn, bit for bit on processors of
    /// one kind. The options' batch is that of all ranks together.
    /// </summary>
    /// <remarks>
    /// Rank 0 alone writes <see cref="BestPath"/> and <see cref="CheckpointPath"/>, and reads <see cref="ResumeFrom"/>; the events are
    /// raised in each rank. A rank that ends by an exception of its own has to call <see cref="RankGroup.Abort"/>.
    /// </remarks>
    public RankGroup Ranks { get; init; } = RankGroup.Alone;

    private bool Writes => Ranks.Rank == 0;

    private bool IsClassifier => _loss is ClassificationLoss;

    /// <summary>Trains for all epochs of the options, or until the measurements no longer improve.</summary>
    /// <param name="train">What to learn.</param>
    /// <param name="validation">What to measure on; null for no measurement.</param>
    /// <param name="cancellationToken">Ends the training after the step that it is at, and writes the checkpoint.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentException">
    /// A data set has no images, the number of training classes differs from the network's, the validation classes differ from the training
    /// classes, or there is a <see cref="BestPath"/> and no validation set.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">The folder of a file to be written does not exist.</exception>
    /// <exception cref="InvalidDataException">The checkpoint to resume from belongs to another training.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="TrainingException">
    /// The loss is no longer a number. The checkpoint is of a state before the loss ran away. Or the ranks do not have the same data or
    /// weights.
    /// </exception>
    /// <exception cref="RankGroupException">Another rank cannot begin.</exception>
    public TrainingSummary Run(IDetectionDataset train, IDetectionDataset? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var options = _options.InPartsFor(Ranks.Count, train.Count);
        using var session = Ranks.Agree(() => Begin(options, train, validation));
        ReplicaCheck.SameData(Ranks, train, validation);
        Checkpoint.Share(session, options, Ranks);
        var checkpoints = CheckpointPath is null || !Writes ? null : new CheckpointFile(CheckpointPath, session, options, _time);
        try
        {
            while (!session.Course.IsOver)
            {
                RunEpoch(session, checkpoints, cancellationToken);
                EndEpoch(session, checkpoints, validation, cancellationToken);
                checkpoints?.OfferIfDue();
            }
            Save(session, checkpoints);
        }
        finally
        {
            checkpoints?.Drop();
        }
        session.KeepResult();
        return session.Course.Summary;
    }

    private TrainingSession Begin(TrainingOptions options, IDetectionDataset train, IDetectionDataset? validation)
    {
        Check(train, validation);
        if (options.PartsOf(train.Count, Ranks) is { } parts && parts.Count < Ranks.Count)
        {
            throw new ArgumentException(
                $"A batch of {parts.Batch} images in parts of {parts.Size} has {parts.Count} for {Ranks.Count} ranks to learn; start at "
                + $"most {parts.Count} ranks, or take a larger batch or a smaller micro-batch.");
        }
        var session = new TrainingSession(_model, options, _loss, train, ranks: Ranks);
        if (ResumeFrom is null || !Writes)
            return session;
        try
        {
            Checkpoint.Load(ResumeFrom, session, options);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void RunEpoch(TrainingSession session, CheckpointFile? checkpoints, CancellationToken cancellationToken)
    {
        var (images, started) = (0, _time.GetTimestamp());
        foreach (var batch in session.RemainingBatches())
        {
            using (batch)
            {
                var loss = session.Step(batch, _time);
                images += session.BatchSize;
                Report(session, loss, images / _time.GetElapsedTime(started).TotalSeconds, batch);
            }
            if (checkpoints?.Prove() is { } proven)
                ReportCheckpoint(session, proven);
            if (Ranks.Any(cancellationToken.IsCancellationRequested))
                SaveAndStop(session, checkpoints, cancellationToken);
            checkpoints?.OfferIfDue();
        }
    }

    private void EndEpoch(
        TrainingSession session, CheckpointFile? checkpoints, IDetectionDataset? validation, CancellationToken cancellationToken)
    {
        ReplicaCheck.SameWeights(Ranks, session.Model, session.Course.State.Epoch);
        var measured = MeasureIfDue(session, checkpoints, validation, cancellationToken);
        var best = measured is not null && session.Course.KeepIfBest(measured.Score, measured.Report?.MapInterval);
        var state = session.Course.State;
        var report = new EpochReport(
            state.Epoch, state.LearningRate, state.LossSum.Over(state.Batch), session.Sums.Read(), state.LostObjects,
            TimeSpan.FromSeconds(state.Seconds), measured?.Report, best, session.Result)
        {
            WaitShare = state.WaitShare,
            Images = measured?.Images ?? [],
            Thresholds = measured?.Thresholds,
            ClassifierReport = measured?.Accuracy,
        };
        session.Sums.Clear();
        session.Course.EndEpoch();
        if (best)
            SaveBest(session.Result, validation!.Classes, measured!.Thresholds);
        if (report.Score is { } score)
            Log.MeasuredEpoch(Logger, report.Epoch + 1, report.Loss, IsClassifier ? "accuracy" : "mAP", score);
        else
            Log.Epoch(Logger, report.Epoch + 1, report.Loss);
        EpochCompleted?.Invoke(this, report);
    }

    private Measurement? MeasureIfDue(
        TrainingSession session, CheckpointFile? checkpoints, IDetectionDataset? validation, CancellationToken cancellationToken)
    {
        if (validation is null || !session.Course.IsMeasurementDue)
            return null;
        try
        {
            return Measurement.Of(session.Result, IsClassifier, validation, session.Options, Ranks, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            SaveAndStop(session, checkpoints, cancellationToken);
            throw;
        }
    }

    private void SaveBest(YoloV1Model model, ClassNames classes, DetectionThresholds? thresholds)
    {
        if (BestPath is null || !Writes)
            return;
        if (IsClassifier)
            PartialWeights.Save(model, BestPath, model.Config.Name);
        else
            ModelFile.Save(model, classes, BestPath, ranges: null, thresholds: thresholds);
    }

    private void Report(TrainingSession session, LossValues loss, double imagesPerSecond, Batch batch)
    {
        var (course, state) = (session.Course, session.Course.State);
        var progress = new TrainingProgress(state.Epoch, state.Step - 1, course.Steps, state.LearningRate, loss, imagesPerSecond, batch)
        {
            WaitShare = state.WaitShare,
            Images = session.BatchSize,
        };
        StepCompleted?.Invoke(this, progress);
        Progress?.Report(progress);
    }

    private void Save(TrainingSession session, CheckpointFile? checkpoints)
    {
        if (checkpoints is null)
            return;
        checkpoints.Write();
        ReportCheckpoint(session, session.Course.State);
    }

    private void ReportCheckpoint(TrainingSession session, TrainingState state)
    {
        Log.Saved(Logger, CheckpointPath!, state.Step);
        CheckpointSaved?.Invoke(this, new CheckpointReport(CheckpointPath!, state, session.Result));
    }

    [DoesNotReturn]
    private void SaveAndStop(TrainingSession session, CheckpointFile? checkpoints, CancellationToken cancellationToken)
    {
        Save(session, checkpoints);
        Ranks.EndTogether();
        throw new OperationCanceledException(cancellationToken);
    }

    private void Check(IDetectionDataset train, IDetectionDataset? validation)
    {
        TrainingInputs.Check(_model.Config, train, validation);
        if (BestPath is not null && validation is null)
            throw new ArgumentException(
                $"{nameof(BestPath)} is {BestPath}, but without a validation set there are no best weights; give one.", nameof(validation));
        TrainingInputs.CheckFolderOf(BestPath);
        TrainingInputs.CheckFolderOf(CheckpointPath);
    }
}
