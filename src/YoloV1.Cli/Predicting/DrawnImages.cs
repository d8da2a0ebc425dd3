using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Drawing;

namespace YoloV1.Cli.Predicting;

/// <summary>The output of <c>predict --save</c>: an image with boxes for each source, named like it.</summary>
internal sealed class DrawnImages : IImageOutput
{
    private const string Option = "--save";

    private readonly Dictionary<string, string> _targets;

    /// <summary>Chooses the names and makes the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sources">The images.</param>
    /// <param name="overwrite">Whether files that are there are replaced.</param>
    /// <exception cref="ArgumentException">A drawn image would take the place of a source.</exception>
    /// <exception cref="IOException">A file is there already, or the folder cannot be written.</exception>
    public DrawnImages(string folder, IReadOnlyList<ImageSource> sources, bool overwrite)
    {
        var names = new OutputNames(sources);
        _targets = sources.DistinctBy(source => source.Path).ToDictionary(
            source => source.Path,
            source => Path.Combine(folder, names[source] + SourceFormat.ExtensionFor(source)),
            StringComparer.Ordinal);
        var originals = _targets.Keys.Select(Path.GetFullPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (_targets.Values.FirstOrDefault(target => originals.Contains(Path.GetFullPath(target))) is { } target)
            throw new ArgumentException($"{target}: the drawn image would overwrite its source; give {Option} another folder.");
        if (!overwrite)
            OutputFolder.ThrowIfThere(_targets.Values, Option);
        OutputFolder.Create(folder, Option);
    }

    public void Add(FoundOnImage found) =>
        SourceFormat.Write(DetectionPainter.Draw(found.Image, found.Detections, found.Classes), _targets[found.Source.Path]);
}
