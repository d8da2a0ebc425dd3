using YoloV1.Models;

namespace YoloV1.Tests.Models;

public sealed class ClassifierConfigTests
{
    [Theory]
    [InlineData("paper", 20, 20)]
    [InlineData("paper", null, 24)]
    [InlineData("darknet", null, 24)]
    [InlineData("tiny", null, 8)]
    [InlineData("notebook", 3, 3)]
    public void Classifier_HasTheNetworksFirstConvolutions_UnderTheirNames(string name, int? convolutions, int expected)
    {
        var network = YoloV1Config.FromName(name);
        var classifier = network.AsClassifier(classCount: 10, convolutions: convolutions);

        classifier.Validate().Should().Be(new FeatureMap(classifier.Backbone.OfType<LayerSpec.Convolution>().Last().Filters, 1, 1));
        var shapes = Convolutions(classifier);
        shapes.Should().HaveCount(expected).And.Equal(Convolutions(network).Take(expected));
        classifier.InputSize.Should().Be(ImageSize.Square(224));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void ConvolutionsThatAreNotThere_AreRefused(int convolutions) =>
        FluentActions.Invoking(() => YoloV1Config.Tiny.AsClassifier(3, convolutions: convolutions)).Should().Throw<ArgumentException>()
            .WithMessage($"'tiny' begins with 8 convolutions, but {convolutions} should be pretrained; take 1 to 8.");

    private static List<string> Convolutions(YoloV1Config config) =>
        [.. NetworkRow.Of(config).Where(row => row.Spec is LayerSpec.Convolution)
            .Select(row => string.Join(';', row.State().Select(pair => $"{pair.Key} {string.Join('x', pair.Value.Shape)}")))];
}
