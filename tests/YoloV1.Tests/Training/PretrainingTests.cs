using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class PretrainingTests
{
    private static readonly TrainingOptions Options = TrainingOptions.Pretraining with
    {
        Epochs = 30,
        BatchSize = 16,
        PeakLearningRate = 5e-2,
        EmaWarmup = 10,
        MeasureEvery = 5,
        Augmentation = Augmentation.None,
        Device = "cpu",
    };

    [Fact]
    public void Backbone_LearnsToTellObjectsApart_AndADetectorStartsFromIt()
    {
        using var folder = new TemporaryFolder();
        var (train, heldOut) =
            (new ObjectCropDataset(new ShapesDataset(150, seed: 1)), new ObjectCropDataset(new ShapesDataset(30, seed: 2)));
        TorchSharp.torch.random.manual_seed(1);
        using var classifier = new YoloV1Model(TinyNetwork.Config.AsClassifier(3, ImageSize.Square(32)));
        var trainer = new Trainer(classifier, Options, new ClassificationLoss(classifier.Config.Grid));
        var reports = new List<EpochReport>();
        trainer.EpochCompleted += (_, epoch) => reports.Add(epoch);

        var summary = trainer.Run(train, heldOut);

        summary.BestScore.Should().BeGreaterThan(0.8);
        reports[^1].Accuracy.Should().Be(reports[^1].Score).And.BeGreaterThan(0.8);
        reports[^1].Validation.Should().BeNull("an accuracy is no mAP");
        reports[^1].ClassifierReport!.Classes.Sum(result => result.Images).Should().Be(heldOut.Count);
        reports[^1].ClassifierReport!.Classes.Sum(result => result.Answers).Should().Be(heldOut.Count);
        PartialWeights.Save(classifier, folder["b.safetensors"], "test");
        using var detector = TinyNetwork.Create(2);
        using var source = SafetensorsFile.Open(folder["b.safetensors"]);
        var report = PartialWeights.Load(detector, source);
        report.LeftRandom.Should().OnlyContain(name => name.StartsWith("head", StringComparison.Ordinal));
        foreach (var (name, weights) in classifier.state_dict().Where(pair => report.Loaded.Contains(pair.Key)))
            detector.state_dict()[name].allclose(weights).Should().BeTrue(name);
    }

    [Fact]
    public void BackboneOfTheFirstConvolutions_LeavesTheLaterOnesAsTheyWere()
    {
        using var folder = new TemporaryFolder();
        using var classifier = new YoloV1Model(TinyNetwork.Config.AsClassifier(3, ImageSize.Square(32), convolutions: 2));
        PartialWeights.Save(classifier, folder["b.safetensors"], "test");
        using var detector = TinyNetwork.Create(2);
        using var source = SafetensorsFile.Open(folder["b.safetensors"]);

        var report = PartialWeights.Load(detector, source);

        report.Loaded.Should().Contain("darknet.0.conv.weight").And.Contain("darknet.2.bn.num_batches_tracked").And.HaveCount(12);
        report.LeftRandom[0].Should().Be("darknet.4.conv.weight");
        using var other = new YoloV1Model(
            TinyNetwork.Config with { Backbone = [.. TinyNetwork.Config.Backbone.Skip(2)], InputSize = ImageSize.Square(16) });
        FluentActions.Invoking(() => PartialWeights.Load(other, source)).Should().Throw<InvalidDataException>()
            .WithMessage("*its backbone does not match 'test'*");
    }
}
