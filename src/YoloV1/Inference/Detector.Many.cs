using TorchSharp;
using YoloV1.Imaging;
using static TorchSharp.torch;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    // Beyond this a run gains nothing more per image, and takes longer until the first result.
    private const int PipelineBatch = 8;

    /// <summary>Detects in many image files, several with each run of the network, while the caller looks at the results before.</summary>
    /// <param name="paths">The files; they are read ahead.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <returns>
    /// Results in the order of the paths, each as soon as it is there. A file that is not there, no whole image, or beyond
    /// <see cref="DetectorOptions.ImageLimits"/> has a <see cref="DetectedImage.Fault"/> at its place, and the others follow.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    public IEnumerable<DetectedImage> DetectMany(
        IEnumerable<string> paths, DetectionThresholds? thresholds = null, CancellationToken cancellationToken = default) =>
        DetectManyAsync(paths.ToAsyncEnumerable(), thresholds, cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{string}, DetectionThresholds, CancellationToken)"/>
    public IAsyncEnumerable<DetectedImage> DetectManyAsync(
        IAsyncEnumerable<string> paths, DetectionThresholds? thresholds = null, CancellationToken cancellationToken = default) =>
        Pipeline<string>(path => ImageFile.Read(path, Options.ImageLimits), thresholds).RunAsync(paths, cancellationToken)
            .Select(ToImage);

    /// <summary>Detects in a stream of images such as camera frames; each run of the network takes the frames that have arrived.</summary>
    /// <param name="images">The images, of any sizes.</param>
    /// <param name="thresholds">Which boxes are detections; null for <see cref="Thresholds"/>.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <returns>The detections of each image, in their order, each as soon as it is there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    public IEnumerable<IReadOnlyList<Detection>> DetectMany(
        IEnumerable<RgbImage> images, DetectionThresholds? thresholds = null, CancellationToken cancellationToken = default) =>
        DetectManyAsync(images.ToAsyncEnumerable(), thresholds, cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{RgbImage}, DetectionThresholds, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<Detection>> DetectManyAsync(
        IAsyncEnumerable<RgbImage> images, DetectionThresholds? thresholds = null, CancellationToken cancellationToken = default) =>
        Pipeline<RgbImage>(image => image, thresholds).RunAsync(images, cancellationToken).Select(result => result.Found.Detections);

    private static DetectedImage ToImage(PipelineResult<string> result) => result.Fault is { } fault
        ? new(result.Source, fault)
        : new(result.Source, result.Image!, result.Found.Detections) { HighestScore = result.Found.HighestScore };

    private DetectionPipeline<TSource> Pipeline<TSource>(Func<TSource, RgbImage> open, DetectionThresholds? thresholds) => new(
        open,
        images => FindIn(images, thresholds),
        Math.Max(PipelineBatch, get_num_threads()),
        opensAhead: _network.Device.type != DeviceType.CPU,
        _calls);
}
