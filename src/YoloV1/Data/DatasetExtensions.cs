using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>What can be made of any data set.</summary>
public static class DatasetExtensions
{
    /// <summary>Splits a data set at random: most images to train on, and some that are held out to measure on.</summary>
    /// <remarks>
    /// Stratified by class: the images of each class are divided in the same proportion, as far as their number and the other classes on
    /// them allow. Of a class that several images have, at least one stays for training where other images can be held out. Images that
    /// look alike, such as frames of one scene, stay on one side, unless hardly anything could be held out then: a model is not measured
    /// on what it has nearly seen.
    /// </remarks>
    /// <param name="dataset">Two images or more.</param>
    /// <param name="heldOut">
    /// The fraction that is held out, over 0 and under 1; rounded to whole images, one at least on each side, and then as near to that as
    /// images that stay together allow.
    /// </param>
    /// <param name="seed">Equal seeds hold out the same images.</param>
    /// <param name="together">
    /// Whether images that look alike stay on one side. This decodes every image; otherwise only annotations are read.
    /// </param>
    /// <returns>Two data sets that share no image, each in the order of the whole.</returns>
    /// <exception cref="ArgumentException">There are fewer than two images, or the fraction is outside its bounds.</exception>
    public static (DatasetPart Training, DatasetPart HeldOut) Split(
        this IDetectionDataset dataset, double heldOut, int seed = 0, bool together = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        CheckSplit(dataset, heldOut);
        return SplitGroups(dataset, heldOut, seed, together ? LookAlikes.FirstOf(ImageLooks.At(dataset).Signatures) : null);
    }

    /// <summary>The same with groups that are known.</summary>
    /// <param name="dataset">Two images or more.</param>
    /// <param name="heldOut">The fraction that is held out.</param>
    /// <param name="seed">Equal seeds hold out the same images.</param>
    /// <param name="groupOf">A group number for each image, equal for images that stay together; null if images are independent.</param>
    internal static (DatasetPart Training, DatasetPart HeldOut) SplitGroups(
        IDetectionDataset dataset, double heldOut, int seed, IReadOnlyList<int>? groupOf)
    {
        CheckSplit(dataset, heldOut);
        var count = Math.Clamp((int)Math.Round(heldOut * dataset.Count), 1, dataset.Count - 1);
        var chosen = new StratifiedChoice(dataset, groupOf).Take(count, Seeds.RandomFor(seed));
        return (
            new(dataset, Enumerable.Range(0, dataset.Count).Where(index => !chosen.Contains(index))),
            new(dataset, chosen.Order()));
    }

    /// <summary>Finds the unreadable images, which would stop a training, by decoding all images on all processors.</summary>
    /// <remarks>
    /// To go on without them: <c>new DatasetPart(dataset, Enumerable.Range(0, dataset.Count).Except(broken.Select(one => one.Index)))</c>;
    /// or <see cref="Datasets.Open"/> with <c>skipBroken</c>.
    /// </remarks>
    /// <param name="dataset">The data set.</param>
    /// <param name="progress">Gets the number of images done; from several threads.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <returns>The index of each in the data set, and the message that names the file and says why.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<(int Index, string Message)> FindBrokenImages(
        this IDetectionDataset dataset, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ImageLooks.At(dataset, progress, cancellationToken).Broken;
    }

    private static void CheckSplit(IDetectionDataset dataset, double heldOut)
    {
        if (heldOut is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(heldOut), heldOut, $"The held-out fraction is {heldOut}; give one between 0 and 1.");
        if (dataset.Count < 2)
            throw new ArgumentException($"{dataset.Count} images are too few to hold any out; add some.", nameof(dataset));
    }
}
