using YoloV1.Cli.Options;

namespace YoloV1.Cli.Predicting;

/// <summary>Names of output files: the paths of the images below the folder of the call, without extension.</summary>
/// <remarks>Images of one name get -2, -3 and so on behind it.</remarks>
internal sealed class OutputNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public OutputNames(IEnumerable<ImageSource> sources)
    {
        // Without regard to case, as some file systems compare them.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources.Where(source => !_names.ContainsKey(source.Path)))
        {
            var stem = source.Stem;
            _names.Add(source.Path, Candidates(stem).First(taken.Add));
        }
    }

    /// <summary>An image's name; it may have folders in it.</summary>
    public string this[ImageSource source] => _names[source.Path];

    private static IEnumerable<string> Candidates(string stem) =>
        Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? stem : $"{stem}-{n}");
}
