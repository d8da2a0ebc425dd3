using YoloV1.Cli.Charts;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Files;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>
/// The files of a training: options, weights, checkpoint, values, curves, images, and finally a summary.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    // All that a run writes, but for the folder of a training before it.
    private static readonly string[] Written =
    [
        "options.yaml", "results.csv", "last.checkpoint", "last.safetensors", "best.safetensors", "summary.json", "curves.png",
        HeldOutList.FileName, "validation.png", "batch-*.png", "events.out.tfevents.*", "*.tmp",
    ];

    private readonly RunFolder? _whole;
    private readonly RunLock _lock;
    private readonly RunResults _results;
    private bool _goesOn;

    private RunFolder(string path, RunProfile profile, RunLock held, RunFolder? whole = null)
    {
        (Path, Profile, _lock, _whole) = (path, profile, held, whole);
        _results = new(In("results.csv"), profile.Columns);
    }

    public string Path { get; }

    /// <summary>The kind of training.</summary>
    public RunProfile Profile { get; }

    /// <summary>The weights of the best epoch.</summary>
    public string BestWeights => In("best.safetensors");

    public string Checkpoint => In("last.checkpoint");

    public bool HasCheckpoint => File.Exists(Checkpoint);

    /// <summary>The call that continues with it.</summary>
    public string ResumeCommand => _whole?.ResumeCommand ?? $"yolov1 {Profile.Verb} --resume {ShellQuoting.Quoted(Path)}";

    /// <summary>The call that trains the same from the beginning, in another folder.</summary>
    public string RepeatCommand => $"yolov1 {Profile.Verb} --options {ShellQuoting.Quoted(System.IO.Path.GetFullPath(OptionsOf(Path)))}";

    /// <summary>The settings of a run, to repeat or to resume it.</summary>
    public static string OptionsOf(string path) => System.IO.Path.Combine(path, "options.yaml");

    /// <summary>Refuses a folder that already has a run, before anything is computed for another one.</summary>
    /// <exception cref="IOException">There is a run.</exception>
    public static void ThrowIfBegun(string path, RunProfile profile)
    {
        if (FilesOf(path).FirstOrDefault() is not { } file)
            return;
        throw new IOException(
            $"{Printable.Path(path)}: this folder has a run ({Printable.Of(System.IO.Path.GetFileName(file))}); continue it with "
            + $"'yolov1 {profile.Verb} --resume {ShellQuoting.Quoted(path)}', give --run another folder, or add --overwrite to delete it.");
    }

    /// <summary>
    /// Creates the folder and writes everything known before the first step, so that an unwritable folder fails now.
    /// </summary>
    /// <param name="path">The folder; null for the next one in <c>runs</c>.</param>
    /// <param name="overwrite">Whether a run in the folder is deleted.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="profile">What to train.</param>
    /// <exception cref="IOException">There is a run, another process trains there, or the folder cannot be written.</exception>
    public static RunFolder Create(string? path, bool overwrite, TrainSettings settings, RunProfile profile)
    {
        if (path is null)
            return CreateNext(settings, profile);
        OutputFolder.Create(path, "--run");
        return Own(path, profile, RunLock.Take(path), null, run =>
        {
            if (!overwrite)
                ThrowIfBegun(path, profile);
            run.Begin(settings);
        });
    }

    /// <summary>Opens the folder of a run that was cut off, and drops the rows of epochs that its checkpoint does not know.</summary>
    /// <remarks>Without a checkpoint, it starts from the beginning.</remarks>
    /// <exception cref="IOException">Another process trains there, or the folder cannot be written.</exception>
    public static RunFolder Resume(string path, TrainSettings settings, RunProfile profile) =>
        Own(path, profile, RunLock.Take(path), null, run =>
        {
            run._goesOn = true;
            if (!run.HasCheckpoint)
                Terminal.Note($"{run.Checkpoint} does not exist yet: training starts from the beginning.");
            run.BeginOrGoOn(settings);
        });

    /// <summary>
    /// The folder of the preceding stage, inside this one; resuming this run resumes that one too.
    /// </summary>
    public RunFolder Stage(string name, TrainSettings settings, RunProfile profile)
    {
        var path = In(name);
        OutputFolder.Create(path, "--run");
        return Own(path, profile, RunLock.Take(path), this, stage =>
        {
            stage._goesOn = _goesOn;
            stage.BeginOrGoOn(settings);
        });
    }

    /// <summary>Lets another process continue here.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Adds an epoch's row.</summary>
    public void Add(EpochReport epoch) => _results.Add(epoch);

    /// <summary>Keeps the weights that the training has come to.</summary>
    public void Keep(YoloV1Model model, ClassNames classes, DetectionThresholds thresholds) =>
        Profile.Save(model, classes, In("last.safetensors"), thresholds);

    /// <summary>The closing line: where the weights are and how good the best ones.</summary>
    public string Summarize(TrainingSummary summary)
    {
        var early = summary.StoppedEarly ? $"; stopped after {summary.Epochs} epochs without improvement" : "";
        string?[] about = [Profile.Rules, summary.BestInterval is { } ends ? $"95 % interval {ends}" : null];
        var how = string.Join(", ", about.OfType<string>());
        var measured = how.Length > 0 ? $" ({how})" : "";
        return summary.BestScore is { } score
            ? FormattableString.Invariant(
                $"{BestWeights}: {Profile.Measure} {score:0.0000}{measured} on the validation images, epoch {summary.BestEpoch + 1}{early}")
            : In("last.safetensors") + early;
    }

    /// <summary>Two lines with the commands to evaluate the result and to see its detections.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="split">The split that was measured on; null for the one that <c>val</c> takes by itself.</param>
    /// <param name="images">A folder of images to detect in.</param>
    public IEnumerable<string> NextSteps(string data, string? split, string images)
    {
        var weights = ShellQuoting.Quoted(File.Exists(BestWeights) ? BestWeights : In("last.safetensors"));
        var (report, drawn) = (ShellQuoting.Quoted(In("report")), ShellQuoting.Quoted(In("images")));
        var set = ShellQuoting.Quoted(data) + (split is null ? "" : $" --split {ShellQuoting.Quoted(split)}");
        yield return $"To evaluate it: yolov1 val --weights {weights} --data {set} --report {report}";
        yield return $"To see detections: yolov1 predict {ShellQuoting.Quoted(images)} --weights {weights} --save {drawn}";
    }

    /// <summary>Draws the curves of all epochs so far.</summary>
    public void DrawCurves()
    {
        var rows = _results.Rows();
        if (rows.Count > 0)
            Draw("curves.png", TrainingChart.Draw(RunCurves.Of(Profile, rows)));
    }

    /// <summary>Writes an image.</summary>
    public void Draw(string file, RgbImage image) => ImageFile.WritePng(image, In(file));

    /// <summary>Time that the steps of all epochs took, those before a cut included.</summary>
    public double SecondsOfAllEpochs() => _results.Seconds();

    /// <summary>Writes a file whole or not at all, also after a crash.</summary>
    public void Replace(string file, string text) => AtomicFile.WriteText(In(file), text);

    /// <summary>The first free folder of <c>runs</c>; a process that starts at the same moment gets another one.</summary>
    private static RunFolder CreateNext(TrainSettings settings, RunProfile profile)
    {
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine("runs", $"{profile.Verb}-{number}");
            if (Directory.Exists(path))
                continue;
            OutputFolder.Create(path, "--run");
            if (RunLock.TryTake(path) is not { } held)
                continue;
            if (!FilesOf(path).Any())
                return Own(path, profile, held, null, run => run.Begin(settings));
            held.Dispose();
        }
    }

    private static RunFolder Own(string path, RunProfile profile, RunLock held, RunFolder? whole, Action<RunFolder> open)
    {
        var run = new RunFolder(path, profile, held, whole);
        try
        {
            open(run);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path)
        ? Written.SelectMany(pattern => Directory.EnumerateFiles(path, pattern)).Where(file => System.IO.Path.GetFileName(file)[0] != '.')
        : [];

    private void BeginOrGoOn(TrainSettings settings)
    {
        if (_goesOn && HasCheckpoint)
            GoOn(settings);
        else
            Begin(settings);
    }

    private void Begin(TrainSettings settings)
    {
        // The options are replaced, so that a run killed here can still resume.
        var before = _goesOn ? FilesOf(Path) : FilesOf(Path).Concat(FilesOf(In(PretrainStage.Folder)));
        foreach (var file in before.Where(file => file != OptionsOf(Path)).ToList())
            File.Delete(file);
        WriteOptions(settings);
        _results.Clear();
    }

    private void GoOn(TrainSettings settings)
    {
        // Drafts left by a killed process. A hidden one may belong to another process that probes the folder right now, which does not
        // miss it; Windows deletes no open file.
        foreach (var draft in Directory.EnumerateFiles(Path, "*.tmp")
            .Where(file => !OperatingSystem.IsWindows() || System.IO.Path.GetFileName(file)[0] != '.').ToList())
        {
            File.Delete(draft);
        }
        if (_results.Restore(YoloV1.Training.Checkpoint.Read(Checkpoint).Epoch) is { } dropped)
            Terminal.Note($"yolov1: {dropped}");
        WriteOptions(settings);
    }

    private void WriteOptions(TrainSettings settings) =>
        Replace("options.yaml", $"# To repeat this run: {RepeatCommand}\n{OptionsFile.Write(settings, Profile.Settings)}");

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
