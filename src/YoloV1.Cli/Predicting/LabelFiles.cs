using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Cli.Predicting;

/// <summary>What <c>predict --labels</c> writes: found boxes as labels, to be corrected in a labelling tool.</summary>
internal abstract class LabelFiles : IImageOutput
{
    protected const string Option = "--labels";

    protected LabelFiles(string folder) => Folder = folder;

    /// <summary>The folder of the labels.</summary>
    protected string Folder { get; }

    /// <summary>Labels in a format.</summary>
    /// <exception cref="ArgumentException">Two images would have one label.</exception>
    /// <exception cref="IOException">A label is there already, or the folder cannot be written.</exception>
    public static LabelFiles Create(DataFormat format, string folder, IReadOnlyList<ImageSource> sources, bool overwrite)
    {
        var ending = format == DataFormat.Voc ? ".xml" : ".txt";
        string[] targets = format == DataFormat.Coco ? [CocoLabels.PathIn(folder)]
            : [.. sources.DistinctBy(source => source.Path).Select(source => Path.Combine(folder, source.Stem + ending))];
        if (targets.GroupBy(path => path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } shared)
            throw new ArgumentException($"{shared.Key}: {shared.Count()} images would have this label; process them in separate calls.");
        if (!overwrite)
            OutputFolder.ThrowIfThere(targets, Option);
        OutputFolder.Create(folder, Option);
        return format switch
        {
            DataFormat.Yolo => new YoloLabels(folder, overwrite),
            DataFormat.Voc => new VocLabels(folder),
            _ => new CocoLabels(folder),
        };
    }

    /// <inheritdoc/>
    public void Add(FoundOnImage found)
    {
        // A box beside the image has no extent, and labels nothing.
        LabeledBox[] boxes = [.. found.Detections.Where(one => one.Box is { Width: > 0, Height: > 0 })
            .Select(one => new LabeledBox(one.Box, one.ClassId))];
        Add(found, boxes);
    }

    /// <inheritdoc/>
    public virtual void Complete()
    {
    }

    /// <summary>Takes the objects of the next image.</summary>
    protected abstract void Add(FoundOnImage found, IReadOnlyList<LabeledBox> boxes);

    /// <summary>The file of an image's label; its folder is made.</summary>
    protected string PathOf(ImageSource source, string ending)
    {
        var path = Path.Combine(Folder, source.Stem + ending);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}

/// <summary>Text labels and the names of the classes in <c>classes.txt</c>, as labelImg and Label Studio read them.</summary>
internal sealed class YoloLabels(string folder, bool overwrite) : LabelFiles(folder)
{
    private bool _hasClasses;

    protected override void Add(FoundOnImage found, IReadOnlyList<LabeledBox> boxes)
    {
        if (!_hasClasses)
            WriteClasses(found.Classes);
        AtomicFile.WriteLines(PathOf(found.Source, ".txt"), boxes.Select(YoloWriter.Line));
    }

    // Labels are class ids: with other names they would mean something else.
    private void WriteClasses(ClassNames classes)
    {
        var path = Path.Combine(Folder, "classes.txt");
        if (!File.Exists(path) || !ClassNames.FromFile(path).SequenceEqual(classes))
        {
            if (!overwrite)
                OutputFolder.ThrowIfThere([path], Option);
            AtomicFile.WriteLines(path, classes);
        }
        _hasClasses = true;
    }
}

/// <summary>An XML file an image, as labelImg, CVAT and Label Studio read them.</summary>
internal sealed class VocLabels(string folder) : LabelFiles(folder)
{
    protected override void Add(FoundOnImage found, IReadOnlyList<LabeledBox> boxes)
    {
        var image = new ConvertedImage(Path.GetFileName(found.Source.Path), found.Image.Size, boxes);
        var around = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(found.Source.Path)))!;
        AtomicFile.WriteText(PathOf(found.Source, ".xml"), $"{VocWriter.Annotation(image, around, found.Classes)}\n");
    }
}

/// <summary>One COCO instances file, as CVAT and Label Studio read it.</summary>
internal sealed class CocoLabels(string folder) : LabelFiles(folder)
{
    private readonly List<ConvertedImage> _images = [];
    private ClassNames? _classes;

    /// <summary>The file in a folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "instances.json");

    public override void Complete()
    {
        if (_classes is not null)
            CocoWriter.FileOf(_images, _classes).Save(PathIn(Folder));
    }

    protected override void Add(FoundOnImage found, IReadOnlyList<LabeledBox> boxes)
    {
        _classes = found.Classes;
        _images.Add(new(found.Source.Name, found.Image.Size, boxes));
    }
}
