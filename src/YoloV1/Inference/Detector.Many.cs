using TorchSharp;
using YoloV1.Imaging;
using static TorchSharp.torch;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    // Beyond this a run gains nothing more per image, and takes longer until the first result.
    private const int PipelineBatch = 8;

    /// <summary>Detects in many image files, some with each run of the network, while the caller looks at the results before.</summary>
    /// <returns>Results in the order of the paths, each as soon as it is there. A file that is no image throws at its place.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageException">It is not a whole image.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<DetectedImage> DetectMany(IEnumerable<string> paths, CancellationToken cancellationToken = default) =>
        DetectMany(paths.ToAsyncEnumerable(), cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{string}, CancellationToken)"/>
    public IAsyncEnumerable<DetectedImage> DetectMany(IAsyncEnumerable<string> paths, CancellationToken cancellationToken = default) =>
        Pipeline<string>(ImageFile.Read).Run(paths, cancellationToken)
            .Select(result => new DetectedImage(result.Source, result.Image, result.Detections));

    /// <summary>Detects in many images, such as a camera's, with each run of the network in those that are there.</summary>
    /// <returns>What was found in each, in their order, each as soon as it is there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<IReadOnlyList<Detection>> DetectMany(IEnumerable<RgbImage> images, CancellationToken cancellationToken = default) =>
        DetectMany(images.ToAsyncEnumerable(), cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{RgbImage}, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<Detection>> DetectMany(IAsyncEnumerable<RgbImage> images, CancellationToken cancellationToken = default) =>
        Pipeline<RgbImage>(image => image).Run(images, cancellationToken).Select(result => result.Detections);

    private DetectionPipeline<TSource> Pipeline<TSource>(Func<TSource, RgbImage> open) => new(
        open, DetectBatch, Math.Max(PipelineBatch, get_num_threads()), opensAhead: _network.Device.type != DeviceType.CPU);
}
