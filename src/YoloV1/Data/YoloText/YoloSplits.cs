using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The splits of a data set with text labels that has no YAML file.</summary>
/// <param name="Root">The folder that the names of images start from.</param>
/// <param name="Names">The names of the classes.</param>
/// <param name="Places">The name of each split, and its folder or list.</param>
internal sealed record YoloSplits(string Root, ClassNames Names, IReadOnlyList<(string Split, string Place)> Places) : IYoloSplits
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Splits => [.. Places.Select(item => item.Split)];

    /// <inheritdoc/>
    public IReadOnlyList<string> PlacesOf(string split) => Splits.Contains(split, StringComparer.Ordinal)
        ? [.. Places.Where(item => item.Split == split).Select(item => item.Place)]
        : throw new FileNotFoundException(
            $"{Root}: there is no split '{Printable.Of(split)}'; the splits here are: "
            + $"{Printable.Of(string.Join(", ", Splits), longest: 400)}.", Root);
}
