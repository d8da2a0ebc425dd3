using TorchSharp;
using YoloV1.Imaging;
using static TorchSharp.torch;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    // Beyond this a run gains nothing more per picture, and takes longer until the first result.
    private const int PipelineBatch = 8;

    /// <summary>Detects in many picture files, some with each run of the network, while the caller looks at the results before.</summary>
    /// <returns>Results in the order of the paths, each as soon as it is there. A file that is no picture throws at its place.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PictureException">It is not a whole picture.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<DetectedPicture> DetectMany(IEnumerable<string> paths, CancellationToken cancellationToken = default) =>
        DetectMany(paths.ToAsyncEnumerable(), cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{string}, CancellationToken)"/>
    public IAsyncEnumerable<DetectedPicture> DetectMany(IAsyncEnumerable<string> paths, CancellationToken cancellationToken = default) =>
        Pipeline<string>(PictureFile.Read).Run(paths, cancellationToken)
            .Select(result => new DetectedPicture(result.Source, result.Picture, result.Detections));

    /// <summary>Detects in many pictures, such as a camera's, with each run of the network in those that are there.</summary>
    /// <returns>What was found in each, in their order, each as soon as it is there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<IReadOnlyList<Detection>> DetectMany(IEnumerable<Picture> pictures, CancellationToken cancellationToken = default) =>
        DetectMany(pictures.ToAsyncEnumerable(), cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{Picture}, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<Detection>> DetectMany(IAsyncEnumerable<Picture> pictures, CancellationToken cancellationToken = default) =>
        Pipeline<Picture>(picture => picture).Run(pictures, cancellationToken).Select(result => result.Detections);

    private DetectionPipeline<TSource> Pipeline<TSource>(Func<TSource, Picture> open) => new(
        open, DetectBatch, Math.Max(PipelineBatch, get_num_threads()), opensAhead: _network.Device.type != DeviceType.CPU);
}
