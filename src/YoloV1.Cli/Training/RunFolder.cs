using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Training;

/// <summary>What a training leaves: options.yaml, results.csv, last.checkpoint, last.safetensors and best.safetensors.</summary>
internal sealed class RunFolder
{
    private readonly RunKind _kind;

    private RunFolder(string path, RunKind kind) => (Path, _kind) = (path, kind);

    public string Path { get; }

    /// <summary>The verb that made it.</summary>
    public string Verb => _kind.Verb;

    /// <summary>What is measured.</summary>
    public string Measure => _kind.Measure;

    public string Checkpoint => In("last.checkpoint");

    public bool HasCheckpoint => File.Exists(Checkpoint);

    /// <summary>The call that goes on with it.</summary>
    public string ResumeCommand => $"yolov1 {_kind.Verb} --resume {Path}";

    private string Header => string.Join(',', _kind.Columns.Select(column => column.Name));

    /// <summary>The settings of a run, to repeat it or to go on with it.</summary>
    public static string OptionsOf(string path) => System.IO.Path.Combine(path, "options.yaml");

    /// <summary>Makes the folder and writes what is known before the first step, so that a folder that cannot be written is found out now.</summary>
    public static RunFolder Create(string? path, TrainSettings settings, RunKind kind)
    {
        path ??= Enumerable.Range(1, int.MaxValue).Select(n => System.IO.Path.Combine("runs", $"{kind.Verb}-{n}")).First(folder => !Directory.Exists(folder));
        OutputFolder.Create(path, "--run");
        var run = new RunFolder(path, kind);
        File.Delete(run.Checkpoint);
        run.Replace("options.yaml", OptionsFile.Write(settings, kind.Settings));
        run.Replace("results.csv", run.Header + "\n");
        return run;
    }

    /// <summary>Opens the folder of a run that was cut off, and drops the rows of epochs that its checkpoint does not know.</summary>
    /// <remarks>Cut off before its first checkpoint, it begins anew.</remarks>
    public static RunFolder Resume(string path, TrainSettings settings, RunKind kind)
    {
        var run = new RunFolder(path, kind);
        if (!run.HasCheckpoint)
        {
            Console.Error.WriteLine($"{run.Checkpoint} is not there yet: the training begins anew.");
            return Create(path, settings, kind);
        }
        // What was being written when the process ended.
        foreach (var draft in Directory.EnumerateFiles(path, "*.tmp"))
            File.Delete(draft);
        var epochs = YoloV1.Training.Checkpoint.Read(run.Checkpoint).Epoch;
        var rows = File.ReadLines(run.In("results.csv")).Where(row => !row.StartsWith("epoch", StringComparison.Ordinal))
            .Where(row => int.TryParse(row.Split(',')[0], out var epoch) && epoch <= epochs).ToList();
        run.Replace("results.csv", string.Concat(rows.Prepend(run.Header).Select(row => row + "\n")));
        run.Replace("options.yaml", OptionsFile.Write(settings, kind.Settings));
        return run;
    }

    /// <summary>Adds an epoch's row, and keeps the weights of the best one.</summary>
    public void Add(EpochReport epoch, ClassNames classes)
    {
        if (epoch.IsBest)
            _kind.Save(In("best.safetensors"), epoch.Model, classes);
        File.AppendAllText(In("results.csv"), string.Join(',', _kind.Columns.Select(column => column.TextOf(epoch))) + "\n");
    }

    /// <summary>Keeps the weights that the training has come to.</summary>
    public void Keep(YoloV1Model model, ClassNames classes) => _kind.Save(In("last.safetensors"), model, classes);

    /// <summary>The closing line: where the weights are and how good the best ones.</summary>
    public string Summarize(TrainingSummary summary)
    {
        var early = summary.StoppedEarly ? $"; it ended after {summary.Epochs} epochs, since nothing improved" : "";
        return summary.BestMap is { } map
            ? FormattableString.Invariant($"{In("best.safetensors")}: {_kind.Measure} {map:0.0000}{(_kind == RunKind.Detector ? " (voc10)" : "")} on the validation pictures, epoch {summary.BestEpoch + 1}{early}")
            : In("last.safetensors") + early;
    }

    /// <summary>Writes a file whole or not at all.</summary>
    private void Replace(string file, string text)
    {
        File.WriteAllText(In($"{file}.tmp"), text);
        File.Move(In($"{file}.tmp"), In(file), overwrite: true);
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
