using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Cli.Runs;
using YoloV1.Data;
using YoloV1.Ranks;
using YoloV1.Runtime;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 train</c>: trains a network and writes a run folder.</summary>
internal static class TrainCommand
{
    private static readonly RunOptions Options = new(RunProfile.Detector, new TrainSettings());

    public static Command Create()
    {
        var command = new Verb(
            "train",
            "Trains a network on your images; all results are in a run folder.",
            "yolov1 train --data cards.yaml --run runs/cards",
            "yolov1 train --data VOCdevkit/VOC2007 --model fast --recipe modern --epochs 100 --device cuda",
            "yolov1 train --data cards.yaml --weights runs/voc/best.safetensors --epochs 30",
            "yolov1 train --resume runs/cards",
            "mpirun -n 4 --bind-to none yolov1 train --data cards.yaml --ranks mpi",
            "yolov1 train --options runs/cards/options.yaml --run runs/again")
        {
            Groups = Settings.Groups,
        };
        Options.AddTo(command);
        command.Add(CommonOptions.Threads);
        command.SetAction((call, cancellation) => Task.FromResult(
            RankedCall.Run(Options.IsRanked(call), call.GetValue(CommonOptions.Threads), ranks => Train(call, ranks, cancellation))));
        return command;
    }

    private static int Train(ParseResult call, RankGroup ranks, CancellationToken cancellation)
    {
        var settings = Options.Read(call, ranks);
        var data = ranks.Agree(() => DataSource.OpenTraining(settings, Options.ResumedOf(call)));
        var (train, validation) = (data.Train, data.Validation);
        // Kept with the run, so that it can be repeated where a split to measure on has come in since.
        settings = settings with { ValFraction = data.HeldOut ?? settings.ValFraction };
        _ = ranks.Agree(() => Devices.Parse(settings.Options.Device));
        settings = Options.Share(TimeBudget.Fit(settings, train, validation, ranks, cancellation), ranks);
        // Kept too: other ranks, or one process, go on bit for bit.
        settings = settings with { Options = settings.Options.InPartsFor(ranks.Count, train.Count) };
        using var model = ranks.Agree(() => StartNetwork.Create(settings, train.Classes));
        using var folder = ranks.Agree(() => ranks.Rank == 0 ? OpenFolder(call, settings, data) : null);
        if (!PretrainStage.Execute(folder, model, settings, train, validation, ranks, cancellation)
            || TrainingRun.Execute(folder, model, null, settings, train, validation, ranks, cancellation) == ExitCode.Failed)
            return ExitCode.Failed;
        foreach (var line in folder?.NextSteps(settings.Data!, SplitToName(settings, data), FolderOf(validation ?? train)) ?? [])
            Terminal.Note(line);
        return ExitCode.Done;
    }

    private static RunFolder OpenFolder(ParseResult call, TrainSettings settings, TrainingData data)
    {
        var folder = Options.OpenFolder(call, settings);
        if (data.HeldOut is not null)
            HeldOutList.Write(folder.Path, data.Validation!);
        return folder;
    }

    // For a COCO file, which is a split itself, val would use that split.
    private static string? SplitToName(TrainSettings settings, TrainingData data) =>
        data.HeldOut is null && (settings.ValSplit is not null || Datasets.IsOneSplit(settings.Data!)) ? data.Validation?.Split : null;

    private static string FolderOf(FileDataset images) => Path.GetDirectoryName(images.ImagePath(0))!;
}
