using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Training;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class ObjectClassifierTests
{
    private static readonly YoloV1Config Config = TinyNetwork.Config with
    {
        GridSize = 2,
        Backbone =
        [
            new Convolution(8, 3), new MaxPool(), new Convolution(16, 3), new MaxPool(), new Convolution(32, 3), new MaxPool(),
            new Convolution(32, 3), new MaxPool(), new Convolution(32, 3),
        ],
    };

    private static readonly ShapesDataset Shapes = new(150, seed: 1);

    [Fact]
    public void Convolutions_LearnTheObjects_AndGoIntoTheDetector()
    {
        TorchSharp.torch.random.manual_seed(1);
        using var detector = TinyNetwork.Create(2, Config);
        using var before = detector.state_dict()["head.1.weight"].clone();
        using var classifier = new ObjectClassifier(Config, Shapes, new ShapesDataset(20, seed: 2));
        var options = classifier.OptionsFor(TrainingOptions.SmallSet with { Epochs = 12, Device = "cpu" }, Shapes.Count) with
        {
            PeakLearningRate = 5e-2,
            // What turns takes longer to learn.
            Augmentation = new(new ScaleAndMove { Zoom = 2 }) { MinVisibleFraction = 0 },
        };

        var summary = new Trainer(classifier.Model, options, classifier.Loss).Run(classifier.Train, classifier.Validation);
        classifier.CopyTo(detector);

        summary.BestScore.Should().BeGreaterThan(0.5, "one of four would be chance");
        var convolutions = classifier.Model.state_dict().Where(pair => pair.Key.StartsWith("darknet", StringComparison.Ordinal));
        foreach (var (name, weights) in convolutions)
            detector.state_dict()[name].allclose(weights).Should().BeTrue(name);
        detector.state_dict()["head.1.weight"].allclose(before).Should().BeTrue();
    }

    [Fact]
    public void Pretraining_ChangesTheConvolutionsAlone()
    {
        using var detector = TinyNetwork.Create(2, Config);
        var before = detector.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());

        var summary = ObjectClassifier.Pretrain(detector, Shapes, TrainingOptions.SmallSet with { Epochs = 1, Device = "cpu" }, ratio: 0.5);

        summary.Steps.Should().Be(4);
        foreach (var (name, weights) in detector.state_dict())
            weights.allclose(before[name]).Should().Be(name.StartsWith("head", StringComparison.Ordinal), name);
    }

    [Fact]
    public void Recipe_FollowsTheDetectors()
    {
        using var classifier = new ObjectClassifier(YoloV1Config.Tiny with { ClassCount = 3 }, Shapes);
        var detection = TrainingOptions.SmallSet with
        {
            Epochs = 10,
            BatchSize = 8,
            Seed = 7,
            Device = "cpu",
            Augmentation = new(new QuarterTurns(), new Mosaic()),
        };

        var options = classifier.OptionsFor(detection, images: 80, ratio: 2);

        options.Steps.Should().Be(100, "10 epochs of 80 images, twice as many objects, 16 at once");
        options.Seed.Should().Be(7);
        options.Augmentation.Steps.OfType<Turn>().Should().ContainSingle().Which.MaxDegrees.Should().Be(180);
        options.Augmentation.Steps.Should().NotContain(step => step is Flip || step is Mosaic);
        var upright = classifier.OptionsFor(detection with { Augmentation = Augmentation.Gentle }, images: 80).Augmentation;
        upright.Steps.OfType<Turn>().Should().ContainSingle().Which.MaxDegrees.Should().Be(30);
        upright.Steps.Should().NotContain(step => step is Flip);
        classifier.Model.Config.InputSize.Width.Should().Be(128, "shapes are large, and the input is 448");
        classifier.Train.Classes.Should().Equal([.. Shapes.Classes, "(background)"]);
    }
}
