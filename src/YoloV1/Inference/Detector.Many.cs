using YoloV1.Imaging;

namespace YoloV1.Inference;

public sealed partial class Detector
{
    // Beyond this a run gains nothing more per picture, and takes longer until the first result.
    private const int PipelineBatch = 8;

    /// <summary>Detects in many picture files: while the network computes, the next pictures are read.</summary>
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

    /// <summary>Detects in many pictures, such as a camera's: while the network computes, the next are fitted to its input.</summary>
    /// <returns>What was found in each, in their order, each as soon as it is there.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<IReadOnlyList<Detection>> DetectMany(IEnumerable<Picture> pictures, CancellationToken cancellationToken = default) =>
        DetectMany(pictures.ToAsyncEnumerable(), cancellationToken).ToBlockingEnumerable(cancellationToken);

    /// <inheritdoc cref="DetectMany(IEnumerable{Picture}, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<Detection>> DetectMany(IAsyncEnumerable<Picture> pictures, CancellationToken cancellationToken = default) =>
        Pipeline<Picture>(picture => picture).Run(pictures, cancellationToken).Select(result => result.Detections);

    private DetectionPipeline<TSource> Pipeline<TSource>(Func<TSource, Picture> read) => new(source => Fit(read(source)), DetectFitted, PipelineBatch);

    private FittedPicture Fit(Picture picture)
    {
        var numbers = new float[InputLength];
        PictureInput.FillChannelsLast(picture, Config.InputSize, numbers);
        return new FittedPicture(picture, numbers);
    }

    private IReadOnlyList<Detection>[] DetectFitted(IReadOnlyList<FittedPicture> pictures) =>
        Detect(pictures.Count, (i, numbers) => pictures[i].Numbers.CopyTo(numbers));
}
