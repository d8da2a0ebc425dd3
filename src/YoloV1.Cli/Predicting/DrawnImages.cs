namespace YoloV1.Cli.Output;

/// <summary>Where <c>predict --save</c> puts the drawn images: one PNG a source, named like it.</summary>
internal sealed class SavedImages
{
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <summary>Chooses the names and makes the folder; sources of one name get -2, -3 and so on behind it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sources">The images.</param>
    /// <param name="overwrite">Whether files that are there are replaced.</param>
    /// <exception cref="ArgumentException">A drawn image would take the place of a source.</exception>
    /// <exception cref="IOException">A file is there already, or the folder cannot be written.</exception>
    public SavedImages(string folder, IEnumerable<string> sources, bool overwrite)
    {
        string[] distinct = [.. sources.Distinct(StringComparer.Ordinal)];
        // Without regard to case, as some file systems compare them.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var originals = distinct.Select(Path.GetFullPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var source in distinct)
        {
            var name = Path.GetFileNameWithoutExtension(source);
            var target = Candidates(folder, name).First(taken.Add);
            if (originals.Contains(Path.GetFullPath(target)))
                throw new ArgumentException($"{target}: the drawn image would overwrite its source; give --save another folder.");
            _targets.Add(source, target);
        }
        if (!overwrite)
            OutputFolder.ThrowIfThere(_targets.Values, "--save");
        OutputFolder.Create(folder, "--save");
    }

    /// <summary>The file for a source's drawn image.</summary>
    public string this[string source] => _targets[source];

    private static IEnumerable<string> Candidates(string folder, string name) =>
        Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(folder, n == 1 ? $"{name}.png" : $"{name}-{n}.png"));
}
