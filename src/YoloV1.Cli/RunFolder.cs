using System.Text.Json;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli;

/// <summary>What a training leaves: options.json, results.csv, last.safetensors and best.safetensors.</summary>
internal sealed class RunFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly YoloV1Model _model;
    private readonly ClassNames _classes;
    private double? _best;

    private RunFolder(string path, YoloV1Model model, ClassNames classes) => (Path, _model, _classes) = (path, model, classes);

    public string Path { get; }

    /// <summary>The closing line: where the weights are and how good the best ones.</summary>
    public string Summary => _best is { } map
        ? FormattableString.Invariant($"{In("best.safetensors")}: mAP {map:0.0000} (voc10) on the validation pictures")
        : In("last.safetensors");

    /// <summary>Makes the folder and writes what is known before the first step, so that a folder that cannot be written is found out now.</summary>
    public static RunFolder Create(string? path, YoloV1Model model, ClassNames classes, TrainingOptions options)
    {
        path ??= Enumerable.Range(1, int.MaxValue).Select(n => System.IO.Path.Combine("runs", $"train-{n}")).First(folder => !Directory.Exists(folder));
        OutputFolder.Create(path, "--run");
        var run = new RunFolder(path, model, classes);
        File.WriteAllText(run.In("options.json"), JsonSerializer.Serialize(new { options, model.Config, classes }, Indented));
        File.WriteAllText(run.In("results.csv"), "epoch,learning_rate,loss,coordinates,object,no_object,class,lost_objects,seconds,map\n");
        return run;
    }

    /// <summary>Adds an epoch's row, and keeps its weights.</summary>
    public void Add(EpochReport epoch)
    {
        var (loss, map) = (epoch.Loss, epoch.Validation?.Map);
        File.AppendAllText(In("results.csv"), FormattableString.Invariant(
            $"{epoch.Epoch + 1},{epoch.LearningRate:0.0000000},{loss.Total:0.0000},{loss.Coordinates:0.0000},{loss.Object:0.0000},{loss.NoObject:0.0000},{loss.Class:0.0000},{epoch.LostObjects},{epoch.Duration.TotalSeconds:0.0},{map:0.0000}\n"));
        ModelFile.Save(In("last.safetensors"), _model, _classes);
        if (map is null)
            return;
        Console.Error.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch + 1}: loss {loss}, mAP {map:0.0000}"));
        if (_best is { } best && map < best)
            return;
        _best = map;
        File.Copy(In("last.safetensors"), In("best.safetensors"), overwrite: true);
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
