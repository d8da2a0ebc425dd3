using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Cli.Options;

/// <summary>Decodes the images of a split before the first step, so that a broken one is found now and not in an epoch's middle.</summary>
internal static class ReadableImages
{
    private const int MostNamed = 10;

    /// <summary>The images that can be read, with how each looks.</summary>
    /// <param name="split">The split, opened without the images whose headers are broken.</param>
    /// <param name="skipBroken">Whether to go on without those that cannot be read.</param>
    /// <exception cref="ImageException">Some cannot be read, and are not to be skipped; each was named.</exception>
    public static (FileDataset Images, IReadOnlyList<ImageSignature?> Signatures) Of(FileDataset split, bool skipBroken)
    {
        ImageLooks looks = null!;
        // What is done at once needs no line.
        Progress.Show("read images", split.Count + 1, report =>
            looks = ImageLooks.At(split, new DirectProgress<int>(done => report(done, $"of '{split.Split}'"))));
        string[] broken = [.. split.Broken, .. looks.Broken.Select(image => image.Message)];
        if (broken.Length == 0)
            return (split, looks.Signatures);
        foreach (var message in broken.Take(MostNamed))
            Terminal.Note($"warning: {message}");
        if (broken.Length > MostNamed)
            Terminal.Note($"warning: ... and {broken.Length - MostNamed} more in {split.Split}; 'yolov1 data check' names them all.");
        var all = Printable.Count(split.Count + split.Broken.Count, "image");
        var count = $"{broken.Length} of the {all} of '{split.Split}' cannot be read";
        if (!skipBroken)
            throw new ImageException($"{count}; copy them again or take them out, or give --skip-broken to go on without them.");
        Terminal.Note($"warning: {count}; they are left out.");
        return (Datasets.Without(split, looks.Broken), [.. looks.Signatures.Where(signature => signature is not null)]);
    }
}
