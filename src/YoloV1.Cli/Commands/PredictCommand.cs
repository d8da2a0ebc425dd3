using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Cli.Predicting;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 predict</c>: detects in images.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Sources =
        new("source") { Description = "Images, folders or globs.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Recursive = new("--recursive") { Description = "Also search nested folders." };
    private static readonly Option<string> List = new("--list")
    {
        Description = "A file with the paths of the images, one per line, instead of sources; - reads standard input.",
    };
    private static readonly Option<Shard> Part = Shard.Option();
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly ThresholdOptions Thresholds = new();
    private static readonly Option<string[]> Classes = ClassFilter.Option();
    private static readonly Option<string> Save =
        new("--save") { Description = "Folder for the images with their boxes; JPEG stays JPEG, other formats become PNG." };
    private static readonly Option<string> Crops =
        new("--crops") { Description = "Folder for the cropped objects, with one folder per class." };
    private static readonly Option<string> Labels =
        new("--labels") { Description = "Folder for the detections as labels, to correct in a labelling tool; see --format." };
    private static readonly Option<string> Format = CommonOptions.OneOf(
        "--format",
        "Format of --labels: yolo (one text file per image, and classes.txt), voc (one XML file per image) or coco (instances.json).",
        [.. Enum.GetNames<DataFormat>().Select(name => name.ToLowerInvariant())],
        "yolo");
    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace existing files in the folders of --save, --crops and --labels.",
    };
    private static readonly Option<int> MaxMegapixels = CommonOptions.MaxMegapixels();
    private static readonly Option<string> Precision = CommonOptions.Precision();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<bool> Jsonl =
        new("--jsonl") { Description = "Print one line of JSON per image to standard output, as soon as it is done." };
    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for the lines of --jsonl, in one file per --shard: part-I-of-N.jsonl. An interrupted call continues.",
    };
    private static readonly Option<int> MaxBad = CommonOptions.Number(
        "--max-bad", "With --output: stop after more than this many unreadable images.", 100, 0, int.MaxValue);

    public static Command Create()
    {
        var command = new Verb(
            "predict",
            "Detects objects in images.",
            "yolov1 predict photo.jpg --weights best.safetensors",
            "yolov1 predict photos *.png --weights best.safetensors --score 0.4 --save drawn",
            "yolov1 predict photos --recursive --weights best.safetensors --json > detections.json",
            "yolov1 predict photos --weights best.safetensors --labels photos --format voc",
            "yolov1 predict --list photos.txt --shard 3/64 --weights best.safetensors --output detections")
        {
            Sources, Recursive, List, Part, Weights, Model, Cfg, Names, Classes, Save, Crops, Labels, Format, Overwrite,
            MaxMegapixels, Precision, Device, CommonOptions.Threads, Json, Jsonl, Output, MaxBad,
        };
        Thresholds.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Sources) is not { Length: > 0 } == string.IsNullOrEmpty(result.GetValue(List)))
                result.AddError("Required argument missing for command: 'predict'. Give images, folders or globs, or --list FILE.");
        });
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        ThrowIfMixed(call);
        var all = call.GetValue(List) is { } list
            ? ImageSources.FromList(list)
            : ImageSources.Expand(call.GetValue(Sources)!, call.GetValue(Recursive));
        var shard = call.GetValue(Part)!;
        var sources = shard.Of(all);
        // Skia's library loads while torch's does. A file that is no image is told of at its place.
        if (sources.Count > 0)
            _ = Task.Run(() => ImageFile.ReadSize(sources[0].Path), cancellation);
        var outputs = OpenOutputs(call, sources);
        var weights = call.GetValue(Weights)!;
        using var file = NetworkSource.Open(weights, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names));
        string[] asked = call.GetValue(Classes) ?? [];
        var options = new DetectorOptions
        {
            Thresholds = Thresholds.Of(call, weights, file.Thresholds),
            ImageLimits = CommonOptions.LimitsOf(call, MaxMegapixels),
            Precision = CommonOptions.PrecisionNames[call.GetValue(Precision)!],
            Device = call.GetValue(Device)!,
        };
        var prediction = new Prediction(weights, file, options, new ClassFilter(asked, file.Classes), outputs);
        if (call.GetValue(Output) is not { } folder)
            return prediction.Run(sources, Lines(call), cancellation) == 0 ? ExitCode.Done : ExitCode.Failed;

        var head = PartWork.Head(shard, all, file, weights, options, call.GetValue(Precision)!, asked);
        return WritePart(prediction, head, sources, folder, call.GetValue(MaxBad), cancellation);
    }

    private static int WritePart(
        Prediction prediction, PartHead head, IReadOnlyList<ImageSource> sources, string folder, int maxBad, CancellationToken cancellation)
    {
        var path = PartName.In(folder, head.Shard, head.Shards);
        if (PartFile.IsWhole(folder, head))
        {
            Terminal.Line($"{path}: already complete");
            return ExitCode.Done;
        }
        using var part = PartFile.Open(folder, head, sources, maxBad);
        if (part.Done > 0)
            Terminal.Note($"{path}: continues after {part.Done} of {sources.Count} images");
        Progress.Show("predict", sources.Count, (report, say) =>
            prediction.Run([.. sources.Skip(part.Done)], part, cancellation, () => report(part.Done, "images"), say));
        Terminal.Line(FormattableString.Invariant($"{path}: {sources.Count} images, {part.Bad} of them unreadable"));
        return ExitCode.Done;
    }

    private static IPredictionLines Lines(ParseResult call) =>
        call.GetValue(Json) ? new JsonDocumentLines() : call.GetValue(Jsonl) ? new JsonLines() : new TextLines();

    private static List<IImageOutput> OpenOutputs(ParseResult call, IReadOnlyList<ImageSource> sources)
    {
        var overwrite = call.GetValue(Overwrite);
        var outputs = new List<IImageOutput>();
        if (call.GetValue(Save) is { } drawn)
            outputs.Add(new DrawnImages(drawn, sources, overwrite));
        if (call.GetValue(Crops) is { } crops)
            outputs.Add(new CutOutObjects(crops, sources, overwrite));
        if (call.GetValue(Labels) is { } labels)
            outputs.Add(LabelFiles.Create(Enum.Parse<DataFormat>(call.GetValue(Format)!, ignoreCase: true), labels, sources, overwrite));
        return outputs;
    }

    private static void ThrowIfMixed(ParseResult call)
    {
        Option[] results = [Json, Jsonl, Output];
        var given = results.Where(IsGiven).ToArray();
        if (given.Length > 1)
            throw new ArgumentException($"Give either {given[0].Name} or {given[1].Name}.");
        // Images already in the part are skipped, and would be missing there.
        if (IsGiven(Output) && new Option[] { Save, Crops, Labels }.FirstOrDefault(IsGiven) is { } files)
            throw new ArgumentException($"{files.Name} does not work with --output; use a separate call.");
        if (IsGiven(MaxBad) && !IsGiven(Output))
            throw new ArgumentException("--max-bad works only with --output.");
        if (IsGiven(Format) && !IsGiven(Labels))
            throw new ArgumentException("--format works only with --labels.");

        bool IsGiven(Option option) => call.GetResult(option) is { Implicit: false };
    }
}
