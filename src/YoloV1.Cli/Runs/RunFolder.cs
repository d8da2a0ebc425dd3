using System.Globalization;
using System.Text;
using YoloV1.Cli.Charts;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>
/// What a training leaves: its options and weights, its checkpoint, its numbers and curves, images, and in the end a summary.
/// </summary>
internal sealed class RunFolder
{
    private const string Results = "results.csv";

    private readonly RunFolder? _whole;
    private bool _goesOn;

    private RunFolder(string path, RunProfile profile, RunFolder? whole = null) => (Path, Profile, _whole) = (path, profile, whole);

    public string Path { get; }

    /// <summary>What is trained.</summary>
    public RunProfile Profile { get; }

    /// <summary>The weights of the best epoch, which the training keeps there.</summary>
    public string BestWeights => In("best.safetensors");

    public string Checkpoint => In("last.checkpoint");

    public bool HasCheckpoint => File.Exists(Checkpoint);

    /// <summary>The call that goes on with it.</summary>
    public string ResumeCommand => _whole?.ResumeCommand ?? $"yolov1 {Profile.Verb} --resume {ShellQuoting.Quoted(Path)}";

    /// <summary>The call that trains the same from the beginning, in another folder.</summary>
    public string RepeatCommand => $"yolov1 {Profile.Verb} --options {ShellQuoting.Quoted(System.IO.Path.GetFullPath(OptionsOf(Path)))}";

    private string Header => string.Join(',', Profile.Columns.Select(column => column.Name));

    /// <summary>The settings of a run, to repeat it or to go on with it.</summary>
    public static string OptionsOf(string path) => System.IO.Path.Combine(path, "options.yaml");

    /// <summary>
    /// Makes the folder and writes what is known before the first step, so that a folder that cannot be written is found out now.
    /// </summary>
    public static RunFolder Create(string? path, TrainSettings settings, RunProfile profile)
    {
        path ??= Enumerable.Range(1, int.MaxValue)
            .Select(n => System.IO.Path.Combine("runs", $"{profile.Verb}-{n}")).First(folder => !Directory.Exists(folder));
        return new RunFolder(path, profile).Begin(settings);
    }

    /// <summary>Opens the folder of a run that was cut off, and drops the rows of epochs that its checkpoint does not know.</summary>
    /// <remarks>Cut off before its first checkpoint, it begins anew.</remarks>
    public static RunFolder Resume(string path, TrainSettings settings, RunProfile profile)
    {
        var run = new RunFolder(path, profile) { _goesOn = true };
        if (!run.HasCheckpoint)
        {
            Console.Error.WriteLine($"{run.Checkpoint} is not there yet: the training begins anew.");
            return run.Begin(settings);
        }
        run.GoOn(settings);
        return run;
    }

    /// <summary>The folder of a training that comes before this one's, in it; who goes on with this one goes on with that one.</summary>
    public RunFolder Stage(string name, TrainSettings settings, RunProfile profile)
    {
        var stage = new RunFolder(In(name), profile, this);
        if (!_goesOn || !stage.HasCheckpoint)
            return stage.Begin(settings);
        stage.GoOn(settings);
        return stage;
    }

    /// <summary>Adds an epoch's row.</summary>
    public void Add(EpochReport epoch) =>
        File.AppendAllText(In(Results), string.Join(',', Profile.Columns.Select(column => column.TextOf(epoch))) + "\n");

    /// <summary>Keeps the weights that the training has come to.</summary>
    public void Keep(YoloV1Model model, ClassNames classes) => Profile.Save(model, classes, In("last.safetensors"));

    /// <summary>The closing line: where the weights are and how good the best ones.</summary>
    public string Summarize(TrainingSummary summary)
    {
        var early = summary.StoppedEarly ? $"; it ended after {summary.Epochs} epochs, since nothing improved" : "";
        string?[] about = [Profile.Rules, summary.BestInterval is { } ends ? $"95 % interval {ends}" : null];
        var how = string.Join(", ", about.OfType<string>());
        var measured = how.Length > 0 ? $" ({how})" : "";
        return summary.BestScore is { } score
            ? FormattableString.Invariant(
                $"{BestWeights}: {Profile.Measure} {score:0.0000}{measured} on the validation images, epoch {summary.BestEpoch + 1}{early}")
            : In("last.safetensors") + early;
    }

    /// <summary>Draws the curves of all epochs so far.</summary>
    public void DrawCurves()
    {
        var rows = Rows();
        if (rows.Count > 0)
            Draw("curves.png", TrainingChart.Draw(RunCurves.Of(Profile, rows)));
    }

    /// <summary>Writes an image.</summary>
    public void Draw(string file, RgbImage image) => ImageFile.WritePng(image, In(file));

    /// <summary>Time that the steps of all epochs took, those before a cut included.</summary>
    public double SecondsOfAllEpochs()
    {
        var column = Profile.Columns.Index().First(pair => pair.Item == ResultColumn.Seconds).Index;
        return Rows().Sum(row => double.Parse(row[column], CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a file whole or not at all, also after a crash.</summary>
    public void Replace(string file, string text)
    {
        var draft = In($"{file}.tmp");
        using (var stream = File.Create(draft))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, In(file), overwrite: true);
    }

    private RunFolder Begin(TrainSettings settings)
    {
        OutputFolder.Create(Path, "--run");
        File.Delete(Checkpoint);
        WriteOptions(settings);
        Replace(Results, Header + "\n");
        return this;
    }

    private void GoOn(TrainSettings settings)
    {
        // What was being written when the process ended.
        foreach (var draft in Directory.EnumerateFiles(Path, "*.tmp"))
            File.Delete(draft);
        var epochs = YoloV1.Training.Checkpoint.Read(Checkpoint).Epoch;
        var rows = Rows().Where(row => int.Parse(row[0], CultureInfo.InvariantCulture) <= epochs).Select(row => string.Join(',', row));
        Replace(Results, string.Concat(rows.Prepend(Header).Select(row => row + "\n")));
        WriteOptions(settings);
    }

    private void WriteOptions(TrainSettings settings) =>
        Replace("options.yaml", $"# To repeat this run: {RepeatCommand}\n{OptionsFile.Write(settings, Profile.Settings)}");

    /// <summary>The rows of results.csv; a last one that was cut off while it was written is none.</summary>
    private List<string[]> Rows() =>
        [.. File.ReadAllText(In(Results)).Split('\n')[1..^1].Select(row => row.Split(','))
            .Where(row => row.Length == Profile.Columns.Count)];

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
