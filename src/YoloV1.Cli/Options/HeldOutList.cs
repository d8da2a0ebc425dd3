using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Cli.Options;

/// <summary>
/// The images that a training held out to measure on, by name in a file of the run folder: <c>val</c> measures the same ones, and a
/// training that continues learns from none of them.
/// </summary>
internal static class HeldOutList
{
    /// <summary>The file's name.</summary>
    public const string FileName = "held-out.txt";

    /// <summary>The list that lies beside a model file, whether it is there or not.</summary>
    public static string Beside(string weights) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(weights))!, FileName);

    /// <summary>Writes the list.</summary>
    public static void Write(string folder, FileDataset heldOut) =>
        AtomicFile.WriteLines(Path.Combine(folder, FileName), Names(heldOut));

    /// <summary>The indices of a list's images in a data set; null where there is no list, or none of them is in the set.</summary>
    public static IReadOnlyList<int>? Find(string list, FileDataset dataset)
    {
        if (!File.Exists(list))
            return null;
        var names = RegularFile.Lines(list, ImageFolders.MostBytesOfAList).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal);
        int[] found = [.. Names(dataset).Index().Where(pair => names.Contains(pair.Item)).Select(pair => pair.Index)];
        if (found.Length > 0 && found.Length < names.Count)
            Terminal.Note($"warning: {names.Count - found.Length} of the {names.Count} images of {list} are no longer in the data set.");
        return found.Length > 0 ? found : null;
    }

    private static IEnumerable<string> Names(FileDataset dataset) =>
        Enumerable.Range(0, dataset.Count).Select(index => Printable.Line(dataset.GetAnnotation(index).Name));
}
