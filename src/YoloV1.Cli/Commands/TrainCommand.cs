using System.CommandLine;
using YoloV1.Cli.Training;
using YoloV1.Runtime;
using YoloV1.Training;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 train</c>: trains a network and writes a run folder.</summary>
internal static class TrainCommand
{
    private static readonly Option<string> File = new("--options") { Description = "A YAML file with any of the options below; those of the call count more." };
    private static readonly Option<string> Run = new("--run") { Description = "The run folder; runs/train-N without it." };
    private static readonly Option<string> Resume = new("--resume") { Description = "A run folder to go on with where it was cut off. Options of the call change the run's." };
    private static readonly IReadOnlyList<(Setting Setting, Option<string> Option)> Table = [.. Settings.All.Select(setting => (setting, OptionOf(setting)))];

    public static Command Create()
    {
        var command = new Command("train", "Trains a network on your pictures and writes a run folder.") { File, Run, Resume };
        foreach (var (_, option) in Table)
            command.Add(option);
        command.SetAction((call, cancellation) => Task.FromResult(Train(call, cancellation)));
        return command;
    }

    private static int Train(ParseResult call, CancellationToken cancellation)
    {
        var settings = SettingsOf(call);
        var train = DataSource.Open(settings.Data!, settings.Split, "train");
        var validation = DataSource.OpenValidation(settings.Data!, settings.ValSplit, train);
        _ = Devices.Parse(settings.Options.Device);
        using var model = StartNetwork.Create(settings, train.Classes);
        var folder = call.GetValue(Resume) is { } resumed ? RunFolder.Resume(resumed, settings) : RunFolder.Create(call.GetValue(Run), settings);
        Console.Error.WriteLine($"{model.Config.Name} {model.Config.InputSize}, {train.Count} pictures, {train.Classes.Count} classes -> {folder.Path}");

        var trainer = new Trainer(model, settings.Options)
        {
            CheckpointPath = folder.Checkpoint,
            ResumeFrom = folder.HasCheckpoint ? folder.Checkpoint : null,
        };
        try
        {
            var summary = TrainingDisplay.Run(trainer, folder, settings.Options, train, validation, cancellation);
            // A run that was cut off between its last checkpoint and its last file gets that file here.
            folder.Keep(model, train.Classes);
            Console.Out.WriteLine(folder.Summarize(summary));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"yolov1: Stopped, and saved. Go on with: yolov1 train --resume {folder.Path}");
            return ExitCode.Failed;
        }
        catch (TrainingException fault) when (System.IO.File.Exists(folder.Checkpoint))
        {
            var lower = FormattableString.Invariant($"{settings.Options.PeakLearningRate / 4:0.########}");
            throw new TrainingException($"{fault.Message} That is: yolov1 train --resume {folder.Path} --learning-rate {lower}");
        }
    }

    /// <summary>A run's own settings, or the recipe; then the file's, then those of the call.</summary>
    private static TrainSettings SettingsOf(ParseResult call)
    {
        var settings = new TrainSettings();
        if (call.GetValue(Resume) is { } run)
            settings = OptionsFile.Read(RunFolder.OptionsOf(run), settings);
        if (call.GetValue(File) is { } file)
            settings = OptionsFile.Read(file, settings);
        foreach (var (setting, option) in Table)
        {
            if (call.GetValue(option) is { } word)
                settings = setting.Apply(settings, word, "--");
        }
        return settings.Data is null
            ? throw new ArgumentException("Option '--data' is required, on the command line or in the file of --options. See 'yolov1 train --help'.")
            : settings;
    }

    private static Option<string> OptionOf(Setting setting)
    {
        var standard = setting.Get(new TrainSettings()) is { } value && setting != Settings.Recipe ? $", in recipe small {value}" : "";
        var option = new Option<string>($"--{setting.Name}") { Description = $"{setting.Description} ({setting.Values}{standard})", HelpName = "value" };
        option.Validators.Add(result =>
        {
            // An empty value is complained of elsewhere.
            if (result.Tokens is [{ Value: var word }] && !string.IsNullOrWhiteSpace(word) && setting.Check(word) is { } complaint)
                result.AddError(complaint);
        });
        return option;
    }
}
