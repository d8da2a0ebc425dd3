using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Training;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Training;

[Collection(Alone.Name)]
public sealed class NotebookLearnsTests
{
    /// <summary>
    /// The notebook's kind of network, thinner and for smaller images: biases with batch normalisation, two connected layers, plain sizes.
    /// </summary>
    private static readonly YoloV1Config Config = YoloV1Config.Notebook with
    {
        ClassCount = 3,
        InputSize = ImageSize.Square(112),
        Backbone = [
            new Convolution(16, 7, 2, Bias: true), new MaxPool(), new Convolution(32, 3, Bias: true), new MaxPool(),
            new Convolution(32, 1, Bias: true), new Convolution(64, 3, Bias: true), new MaxPool(),
        ],
        Head = [new FullyConnected(256, Activation.Leaky), new LayerSpec.Dropout(0.5)],
    };

    [Fact]
    public void NotebooksLoss_LearnsEightImagesByHeart()
    {
        var shapes = new ShapesDataset(count: 8, seed: 4, ImageSize.Square(112));
        TorchSharp.torch.random.manual_seed(1);
        using var model = new YoloV1Model(Config);
        // Ten times the recipe's rate: the connected layer has a sixteenth of the inputs of the notebook's.
        var options = TrainingOptions.Notebook with
        {
            Epochs = 120,
            BatchSize = 8,
            PeakLearningRate = 5e-4,
            Augmentation = Augmentation.None,
            MeasureEvery = 120,
            Device = "cpu",
        };
        new Trainer(model, options).Run(shapes);

        using var detector = new Detector(model, shapes.Classes, new DetectorOptions { Device = "cpu" });
        Evaluator.Measure(detector, shapes, VocMetric.Voc10).Map.Should().BeGreaterThan(0.95);
    }
}
