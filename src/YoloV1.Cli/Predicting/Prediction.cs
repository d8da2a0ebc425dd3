using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Evaluation;
using YoloV1.Files;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Weights;

namespace YoloV1.Cli.Predicting;

/// <summary>Detects in images, skipping unreadable ones.</summary>
/// <param name="path">The weights' file.</param>
/// <param name="file">The same, open.</param>
/// <param name="options">How the network is loaded, and the thresholds.</param>
/// <param name="filter">The classes to report.</param>
/// <param name="outputs">The files to write besides the results.</param>
internal sealed class Prediction(
    string path, WeightsFile file, DetectorOptions options, ClassFilter filter, IReadOnlyList<IImageOutput> outputs)
{
    private int _bad;
    private int _found;
    private int _left;
    private float _highest;
    private bool _warned;

    /// <summary>Detects in all images.</summary>
    /// <param name="sources">The images.</param>
    /// <param name="lines">Gets a result for each.</param>
    /// <param name="cancellation">Stops between two runs of the network.</param>
    /// <param name="report">Is called after each image.</param>
    /// <param name="say">Gets the lines about images that cannot be read; null for standard error.</param>
    /// <returns>How many could not be read.</returns>
    /// <exception cref="InvalidDataException">The weights are NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public int Run(
        IReadOnlyList<ImageSource> sources,
        IPredictionLines lines,
        CancellationToken cancellation,
        Action? report = null,
        Action<string>? say = null)
    {
        using var detector = Detector.Load(file, options);
        foreach (var (place, image) in detector.DetectMany(sources.Select(source => source.Path), cancellationToken: cancellation).Index())
        {
            var source = sources[place];
            if (image.Fault is { } fault)
                lines.Add(Unread(source, fault, say ?? Terminal.Complain));
            else
                lines.Add(Read(source, image));
            report?.Invoke();
        }
        lines.Complete();
        foreach (var output in outputs)
            output.Complete();
        SayIfNothing(sources.Count - _bad, detector.Thresholds.Score);
        return _bad;
    }

    private ImagePrediction Unread(ImageSource source, Exception fault, Action<string> say)
    {
        if (fault is not (ImageException or IOException or InvalidDataException or UnauthorizedAccessException))
            throw fault;
        _bad++;
        say(fault.Message);
        return ImagePrediction.Unread(source.Path, fault.Message);
    }

    private ImagePrediction Read(ImageSource source, DetectedImage image)
    {
        CheckNumbers(image);
        var detections = filter.Of(image.Detections);
        _found += detections.Count;
        _left += image.Detections.Count - detections.Count;
        _highest = Math.Max(_highest, image.HighestScore);
        var found = new FoundOnImage(source, image.Image, detections, file.Classes);
        foreach (var output in outputs)
            output.Add(found);
        return ImagePrediction.Of(source.Path, image.Image.Size, detections, file.Classes);
    }

    private void CheckNumbers(DetectedImage image)
    {
        if (!float.IsNaN(image.HighestScore) || _warned)
            return;
        if (NonFinite.Describe(file.Tensors) is { } fault)
            throw new InvalidDataException($"{path}: {fault}");
        Terminal.Note($"warning: {image.Path}: the network outputs NaN or infinite values; nothing is detected there.");
        _warned = true;
    }

    private void SayIfNothing(int read, float score)
    {
        if (_found > 0 || read == 0)
            return;
        var where = $"Nothing was found in {Printable.Count(read, "image")}";
        Terminal.Note(_left > 0
            ? $"{where} for the classes of --classes; for others, {Printable.Count(_left, "object")}."
            : FormattableString.Invariant($"{where}: the highest score was {_highest:0.####}, and --score is {score}."));
    }
}
