using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>What can be made of any data set.</summary>
public static class DatasetExtensions
{
    /// <summary>Splits a data set at random: most images to train on, and some that are held out to measure on.</summary>
    /// <remarks>
    /// Stratified by class: the images of each class are divided in the same proportion, as far as their number and the other classes on
    /// them allow. Of a class that several images have, at least one stays for training where other images can be held out.
    /// </remarks>
    /// <param name="dataset">Two images or more; each is read for its annotation, not for its pixels.</param>
    /// <param name="heldOut">The fraction that is held out, over 0 and under 1; rounded to whole images, one at least on each side.</param>
    /// <param name="seed">Equal seeds hold out the same images.</param>
    /// <returns>Two data sets that share no image, each in the order of the whole.</returns>
    /// <exception cref="ArgumentException">There are fewer than two images, or the fraction is outside its bounds.</exception>
    public static (DatasetPart Training, DatasetPart HeldOut) Split(this IDetectionDataset dataset, double heldOut, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (heldOut is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(heldOut), heldOut, $"The part held out is {heldOut}; it lies between 0 and 1.");
        if (dataset.Count < 2)
            throw new ArgumentException($"Of {dataset.Count} images none can be held out; add some.", nameof(dataset));

        var count = Math.Clamp((int)Math.Round(heldOut * dataset.Count), 1, dataset.Count - 1);
        var chosen = new StratifiedChoice(dataset).Take(count, Seeds.RandomFor(seed));
        return (
            new(dataset, Enumerable.Range(0, dataset.Count).Where(index => !chosen.Contains(index))),
            new(dataset, chosen.Order()));
    }
}
