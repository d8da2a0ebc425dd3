namespace YoloV1.Data;

/// <summary>All images of a data set, each decoded once: how it looks from afar, or why it cannot be read.</summary>
/// <param name="Signatures">How each image looks; null for one that cannot be read.</param>
/// <param name="Broken">The images that cannot be read, in their order, and the message that says why.</param>
internal sealed record ImageLooks(IReadOnlyList<ImageSignature?> Signatures, IReadOnlyList<(int Index, string Message)> Broken)
{
    /// <summary>Whether an exception says that a file cannot be read.</summary>
    public static bool IsOfTheFile(Exception fault) => fault is IOException or UnauthorizedAccessException;

    /// <summary>Decodes the images, on all processors.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="progress">Gets the number of images done; from several threads.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImageLooks At(IDetectionDataset dataset, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var (signatures, messages) = (new ImageSignature?[dataset.Count], new string?[dataset.Count]);
        var done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, dataset.Count, parallel, index =>
        {
            try
            {
                signatures[index] = ImageSignature.Of(dataset.ReadImage(index));
            }
            catch (Exception fault) when (IsOfTheFile(fault))
            {
                messages[index] = fault.Message;
            }
            progress?.Report(Interlocked.Increment(ref done));
        });
        return new(signatures, [.. messages.Index().Where(pair => pair.Item is not null).Select(pair => (pair.Index, pair.Item!))]);
    }
}
