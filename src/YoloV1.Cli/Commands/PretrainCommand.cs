using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Runs;
using YoloV1.Losses;
using YoloV1.Models;
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
        command.SetAction((call, cancellation) => Task.FromResult(Pretrain(call, cancellation)));
        return command;
    }

    private static int Pretrain(ParseResult call, CancellationToken cancellation)
    {
        var settings = Options.Read(call);
        var (train, heldOut) = PretrainImages.Open(settings);
        _ = Devices.Parse(settings.Options.Device);
        var config = StartNetwork.PresetOf(settings)
            .AsClassifier(train.Classes.Count, ImageSize.Square(settings.ImageSize!.Value), settings.Convolutions);
        TorchSharp.torch.random.manual_seed(settings.Options.Seed);
        using var model = new YoloV1Model(config);
        using var folder = Options.OpenFolder(call, settings);
        return TrainingRun.Execute(folder, model, new ClassificationLoss(config.Grid), settings, train, heldOut, cancellation);
    }
}
