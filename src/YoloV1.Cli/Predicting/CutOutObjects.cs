using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Cli.Predicting;

/// <summary>What <c>predict --crops</c> writes: each object cut out of its image, in a folder of its class.</summary>
internal sealed class CutOutObjects : IImageOutput
{
    private const string Option = "--crops";

    private readonly string _folder;
    private readonly OutputNames _names;

    /// <summary>Makes the folder.</summary>
    /// <exception cref="IOException">It has files already, or cannot be written.</exception>
    public CutOutObjects(string folder, IReadOnlyList<ImageSource> sources, bool overwrite)
    {
        (_folder, _names) = (folder, new OutputNames(sources));
        if (!overwrite && Directory.Exists(folder))
            OutputFolder.ThrowIfThere(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), Option);
        OutputFolder.Create(folder, Option);
    }

    public void Add(FoundOnImage found)
    {
        foreach (var (place, detection) in found.Detections.Index())
        {
            var file = $"{_names[found.Source]}-{place + 1}{SourceFormat.ExtensionFor(found.Source)}";
            SourceFormat.Write(
                PixelWindow.Around(detection.Box, found.Image.Size).CutFrom(found.Image),
                Path.Combine(_folder, FolderOf(detection.ClassId, found.Classes), file));
        }
    }

    // A class may be called cat/dog.
    private static string FolderOf(int classId, ClassNames classes) =>
        SafePath.WhyNot(classes[classId]) is null ? classes[classId] : $"class {classId}";
}
