using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Runs;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Runtime;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 pretrain</c>: trains a network's convolutions as a classifier, for a detector's training to start from.</summary>
internal static class PretrainCommand
{
    private static readonly RunOptions Options = new(RunProfile.Backbone, PretrainSettings.Standard);

    public static Command Create()
    {
        var command = new Verb(
            "pretrain",
            "Pretrains the convolutions of a network to classify images, as weights for 'train --weights'.",
            "yolov1 pretrain --data flowers --run runs/flowers",
            "yolov1 train --data cards.yaml --weights runs/flowers/best.safetensors")
        {
            Groups = PretrainSettings.Groups,
        };
        Options.AddTo(command);
        command.Add(CommonOptions.Threads);
        command.SetAction((call, cancellation) => Task.FromResult(
            RankedCall.Run(Options.IsRanked(call), call.GetValue(CommonOptions.Threads), ranks => Pretrain(call, ranks, cancellation))));
        return command;
    }

    private static int Pretrain(ParseResult call, RankGroup ranks, CancellationToken cancellation)
    {
        var settings = Options.Read(call, ranks);
        var (train, heldOut) = ranks.Agree(() => PretrainImages.Open(settings));
        settings = settings with { Options = settings.Options.InPartsFor(ranks.Count, train.Count) };
        using var model = ranks.Agree(() => NetworkOf(settings, train.Classes));
        using var folder = ranks.Agree(() => ranks.Rank == 0 ? Options.OpenFolder(call, settings) : null);
        var loss = new ClassificationLoss(model.Config.Grid);
        return TrainingRun.Execute(folder, model, loss, settings, train, heldOut, ranks, cancellation);
    }

    private static YoloV1Model NetworkOf(TrainSettings settings, ClassNames classes)
    {
        _ = Devices.Parse(settings.Options.Device);
        var config = StartNetwork.PresetOf(settings)
            .AsClassifier(classes.Count, ImageSize.Square(settings.ImageSize!.Value), settings.Convolutions);
        TorchSharp.torch.random.manual_seed(settings.Options.Seed);
        return new YoloV1Model(config);
    }
}
