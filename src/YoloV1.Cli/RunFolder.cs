using YoloV1.Cli.Training;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli;

/// <summary>What a training leaves: options.yaml, results.csv, last.checkpoint, last.safetensors and best.safetensors.</summary>
internal sealed class RunFolder
{
    private const string Header = "epoch,learning_rate,loss,coordinates,object,no_object,class,lost_objects,seconds,map,iou,true_class,any_class,object_confidence,any_confidence";

    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Checkpoint => In("last.checkpoint");

    public bool HasCheckpoint => File.Exists(Checkpoint);

    /// <summary>The settings of a run, to repeat it or to go on with it.</summary>
    public static string OptionsOf(string path) => System.IO.Path.Combine(path, "options.yaml");

    /// <summary>Makes the folder and writes what is known before the first step, so that a folder that cannot be written is found out now.</summary>
    public static RunFolder Create(string? path, TrainSettings settings)
    {
        path ??= Enumerable.Range(1, int.MaxValue).Select(n => System.IO.Path.Combine("runs", $"train-{n}")).First(folder => !Directory.Exists(folder));
        OutputFolder.Create(path, "--run");
        var run = new RunFolder(path);
        File.Delete(run.Checkpoint);
        run.Replace("options.yaml", OptionsFile.Write(settings));
        run.Replace("results.csv", Header + "\n");
        return run;
    }

    /// <summary>Opens the folder of a run that was cut off, and drops the rows of epochs that its checkpoint does not know.</summary>
    /// <remarks>Cut off before its first checkpoint, it begins anew.</remarks>
    public static RunFolder Resume(string path, TrainSettings settings)
    {
        var run = new RunFolder(path);
        if (!run.HasCheckpoint)
        {
            Console.Error.WriteLine($"{run.Checkpoint} is not there yet: the training begins anew.");
            return Create(path, settings);
        }
        // What was being written when the process ended.
        foreach (var draft in Directory.EnumerateFiles(path, "*.tmp"))
            File.Delete(draft);
        var epochs = YoloV1.Training.Checkpoint.Read(run.Checkpoint).Epoch;
        var rows = File.ReadLines(run.In("results.csv")).Where(row => !row.StartsWith("epoch", StringComparison.Ordinal))
            .Where(row => int.TryParse(row.Split(',')[0], out var epoch) && epoch <= epochs).ToList();
        run.Replace("results.csv", string.Concat(rows.Prepend(Header).Select(row => row + "\n")));
        run.Replace("options.yaml", OptionsFile.Write(settings));
        return run;
    }

    /// <summary>Adds an epoch's row, and keeps the weights of the best one.</summary>
    public void Add(EpochReport epoch, ClassNames classes)
    {
        var (loss, map, seen) = (epoch.Loss, epoch.Validation?.Map, epoch.Diagnostics);
        if (epoch.IsBest)
            ModelFile.Save(In("best.safetensors"), epoch.Model, classes);
        File.AppendAllText(In("results.csv"), FormattableString.Invariant(
            $"{epoch.Epoch + 1},{epoch.LearningRate:0.0000000},{loss.Total:0.0000},{loss.Coordinates:0.0000},{loss.Object:0.0000},{loss.NoObject:0.0000},{loss.Class:0.0000},{epoch.LostObjects},{epoch.Duration.TotalSeconds:0.0},{map:0.0000},{seen.AverageIou:0.0000},{seen.TrueClass:0.0000},{seen.AnyClass:0.0000},{seen.ObjectConfidence:0.0000},{seen.AnyConfidence:0.0000}\n"));
    }

    /// <summary>Keeps the weights that the training has come to.</summary>
    public void Keep(YoloV1Model model, ClassNames classes) => ModelFile.Save(In("last.safetensors"), model, classes);

    /// <summary>The closing line: where the weights are and how good the best ones.</summary>
    public string Summarize(TrainingSummary summary)
    {
        var early = summary.StoppedEarly ? $"; it ended after {summary.Epochs} epochs, since nothing improved" : "";
        return summary.BestMap is { } map
            ? FormattableString.Invariant($"{In("best.safetensors")}: mAP {map:0.0000} (voc10) on the validation pictures, epoch {summary.BestEpoch + 1}{early}")
            : In("last.safetensors") + early;
    }

    /// <summary>Writes a file whole or not at all.</summary>
    private void Replace(string file, string text)
    {
        File.WriteAllText(In($"{file}.tmp"), text);
        File.Move(In($"{file}.tmp"), In(file), overwrite: true);
    }

    public string In(string file) => System.IO.Path.Combine(Path, file);
}
