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
    /// <param name="split">The split, opened without the images that are missing or whose headers are broken.</param>
    /// <param name="skipBroken">Whether to continue without unreadable ones.</param>
    /// <exception cref="ImageException">Some cannot be read, and are not to be skipped, or none can; each was named.</exception>
    public static (FileDataset Images, IReadOnlyList<ImageSignature?> Signatures) Of(FileDataset split, bool skipBroken)
    {
        var looks = Look(split, split.Split);
        Say(split, looks.Broken, skipBroken);
        return looks.Broken.Count == 0
            ? (split, looks.Signatures)
            : (Datasets.Without(split, looks.Broken), [.. looks.Signatures.Where(signature => signature is not null)]);
    }

    /// <summary>The images of class folders that can be read.</summary>
    /// <param name="images">The images.</param>
    /// <param name="name">Their name.</param>
    /// <param name="skipBroken">Whether to continue without unreadable ones.</param>
    /// <exception cref="ImageException">As above.</exception>
    public static ClassFolderDataset Of(ClassFolderDataset images, string name, bool skipBroken)
    {
        var looks = Look(images, name);
        Say(name, images.Count, [.. looks.Broken.Select(image => image.Message)], skipBroken);
        return looks.Broken.Count == 0 ? images : images.Without([.. looks.Broken.Select(image => image.Index)]);
    }

    /// <summary>Names the images of a split that cannot be read, the first of them.</summary>
    /// <param name="split">The split, opened without the images that are missing or whose headers are broken.</param>
    /// <param name="broken">The others that cannot be read.</param>
    /// <param name="skipBroken">Whether to continue without them.</param>
    /// <exception cref="ImageException">As above.</exception>
    public static void Say(FileDataset split, IReadOnlyList<(int Index, string Message)> broken, bool skipBroken) => Say(
        split.Split, split.Count + split.Broken.Count, [.. split.Broken, .. broken.Select(image => image.Message)], skipBroken);

    private static void Say(string split, int count, string[] broken, bool skipBroken)
    {
        if (broken.Length == 0)
            return;
        foreach (var message in broken.Take(MostNamed))
            Terminal.Note($"warning: {message}");
        if (broken.Length > MostNamed)
            Terminal.Note($"warning: ... and {broken.Length - MostNamed} more in {split}; 'yolov1 data check' names them all.");
        var some = $"{broken.Length} of the {Printable.Count(count, "image")} of '{split}' cannot be read";
        if (broken.Length == count)
            throw new ImageException($"{some}; copy them again.");
        if (!skipBroken)
            throw new ImageException($"{some}; copy them again, remove them, or give --skip-broken to continue without them.");
        Terminal.Note($"warning: {some}; they are left out.");
    }

    private static ImageLooks Look(IDetectionDataset images, string name)
    {
        ImageLooks looks = null!;
        // Short work needs no progress line.
        Progress.Show("read images", images.Count + 1, report =>
            looks = ImageLooks.At(images, new DirectProgress<int>(done => report(done, $"of '{name}'"))));
        return looks;
    }
}
