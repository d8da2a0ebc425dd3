using System.CommandLine;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 train</c>: trains a network and writes a run folder.</summary>
internal static class TrainCommand
{
    private static readonly TrainingOptions Defaults = TrainingOptions.SmallSet;
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<string?> Split = CommonOptions.Split("train");
    private static readonly Option<string?> ValSplit = new("--val-split") { Description = "The part to measure on; 'none' for no measurement. Without it val, where there is one." };
    private static readonly Option<string> Model = new("--model") { Description = $"A network: {string.Join(", ", YoloV1Config.Presets.Select(preset => preset.Name))}.", DefaultValueFactory = _ => "tiny" };
    private static readonly Option<string> Cfg = new("--cfg") { Description = "A Darknet cfg as the network, in place of --model." };
    private static readonly Option<string> Weights = new("--weights") { Description = "A model file, or Darknet's .weights of the network or of its first layers, to go on from; random weights without it." };
    private static readonly Option<int> Epochs = CommonOptions.Number("--epochs", "Passes over the pictures.", Defaults.Epochs, 1, 100_000);
    private static readonly Option<int> Batch = CommonOptions.Number("--batch", "Pictures of a step.", Defaults.BatchSize, 1, 4096);
    private static readonly Option<double> Rate = CommonOptions.Number("--learning-rate", "The highest learning rate.", Defaults.PeakLearningRate, 1e-7, 1);
    private static readonly Option<int?> ImageSize = CommonOptions.OptionalNumber("--image-size", "Pixels along a side of the network's input; the network's own without it.", 1, 8192);
    private static readonly Option<int?> Grid = CommonOptions.OptionalNumber("--grid", "S, cells along a side; follows from the input without it.", 1, 256);
    private static readonly Option<int> Seed = CommonOptions.Number("--seed", "Where all randomness comes from.", 0, 0, int.MaxValue);
    private static readonly Option<string> Run = new("--run") { Description = "The run folder; runs/train-N without it." };
    private static readonly Option<string> Optimizer = new("--optimizer") { Description = "sgd or adamw.", DefaultValueFactory = _ => "sgd" };
    private static readonly Option<Precision> Precision = CommonOptions.Precision(YoloV1.Precision.Auto, "what products are computed in.");
    private static readonly Option<string> Device = CommonOptions.Device();

    public static Command Create()
    {
        var command = new Command("train", "Trains a network on your pictures and writes a run folder.")
        {
            Data, Split, ValSplit, Model, Cfg, Weights, Epochs, Batch, Rate, ImageSize, Grid, Seed, Optimizer, Precision, Run, Device,
        };
        Optimizer.AcceptOnlyFromAmong("sgd", "adamw");
        command.SetAction((call, cancellation) => Task.FromResult(Train(call, cancellation)));
        return command;
    }

    private static int Train(ParseResult call, CancellationToken cancellation)
    {
        var train = DataSource.Open(call.GetValue(Data)!, call.GetValue(Split), "train");
        var validation = DataSource.OpenValidation(call.GetValue(Data)!, call.GetValue(ValSplit), train);

        var options = OptionsOf(call);
        _ = Devices.Parse(options.Device);
        using var model = ModelFor(call, train.Classes);
        TorchSharp.torch.random.manual_seed(options.Seed);
        var folder = RunFolder.Create(call.GetValue(Run), model, train.Classes, options);
        Console.Error.WriteLine($"{model.Config.Name} {model.Config.InputSize}, {train.Count} pictures, {train.Classes.Count} classes -> {folder.Path}");

        var trainer = new Trainer(model, options);
        var total = (long)(train.Count / Math.Min(options.BatchSize, train.Count)) * options.Epochs;
        Progress.Show("train", total, report =>
        {
            trainer.StepCompleted += (_, step) => report(step.Step + 1, FormattableString.Invariant(
                $"epoch {step.Epoch + 1}/{options.Epochs} loss {step.Loss} rate {step.LearningRate:0.00000} {step.ImagesPerSecond:0.0} images/s"));
            trainer.EpochCompleted += (_, epoch) => folder.Add(epoch);
            trainer.Run(train, validation, cancellation);
        });
        Console.Out.WriteLine(folder.Summary);
        return ExitCode.Done;
    }

    private static TrainingOptions OptionsOf(ParseResult call) => Defaults with
    {
        Epochs = call.GetValue(Epochs),
        BatchSize = call.GetValue(Batch),
        PeakLearningRate = call.GetValue(Rate),
        Seed = call.GetValue(Seed),
        Optimizer = Enum.Parse<OptimizerKind>(call.GetValue(Optimizer)!, ignoreCase: true),
        Precision = call.GetValue(Precision),
        Device = call.GetValue(Device)!,
    };

    private static YoloV1Model ModelFor(ParseResult call, ClassNames classes)
    {
        TorchSharp.torch.random.manual_seed(call.GetValue(Seed));
        if (call.GetValue(Weights) is { } weights && !NetworkSource.IsDarknet(weights))
        {
            if (call.GetValue(Cfg) is not null)
                throw new ArgumentException($"--cfg goes with Darknet's .weights or none; {weights} has a description of its network inside.");
            using var file = ModelFile.Open(weights);
            if (!file.Classes.SequenceEqual(classes))
                throw new ArgumentException($"{weights} has the classes {string.Join(", ", file.Classes)}, and the data {string.Join(", ", classes)}; train without --weights, or on data of its classes.");
            return file.CreateModel();
        }

        var model = new YoloV1Model(ConfigFor(call, classes));
        if (call.GetValue(Weights) is { } darknet)
            Console.Error.WriteLine($"{darknet}: {DarknetWeights.ReadBackbone(darknet, model, call.GetValue(Cfg) is { } cfg ? YoloV1Config.FromDarknetCfg(cfg) : null)}");
        return model;
    }

    private static YoloV1Config ConfigFor(ParseResult call, ClassNames classes)
    {
        // Trained here, a network has its epsilon where training has it.
        var config = call.GetValue(Cfg) is { } cfg
            ? YoloV1Config.FromDarknetCfg(cfg) with { BatchNormEpsilon = BatchNormEpsilon.InsideRoot }
            : YoloV1Config.FromName(call.GetValue(Model)!);
        var size = call.GetValue(ImageSize) is { } side ? YoloV1.ImageSize.Square(side) : config.InputSize;
        var natural = size == config.InputSize ? config.GridSize : config.NaturalGridSize(size);
        return config with { ClassCount = classes.Count, InputSize = size, GridSize = call.GetValue(Grid) ?? natural };
    }
}
