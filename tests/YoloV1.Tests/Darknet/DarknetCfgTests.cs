using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Darknet;

public sealed class DarknetCfgTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_ReadsASmallNetworkWhole()
    {
        var config = DarknetCfg.Read(GoldenFile.PathOf("darknet-mini-a/mini.cfg"));

        config.Backbone.Should().Equal(
            new Convolution(8, 7, Stride: 2), new MaxPool(), new Convolution(16, 3), new MaxPool(), new Convolution(8, 1),
            new Convolution(16, 3, Stride: 2), new Local(4, 3));
        config.Head.Should().Equal(new LayerSpec.Dropout(0.5));
        config.Grid.Should().Be(new GridShape(4, 2, 3));
        config.InputSize.Should().Be(ImageSize.Square(64));
        (config.Name, config.BoxSizes, config.BatchNormEpsilon).Should()
            .Be(("mini", BoxSizeEncoding.SquareRoot, BatchNormEpsilon.OutsideRoot));
        config.LossWeights.Should().Be(new LossWeights(5, 1, 0.5, 1, Rescore: true));
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("darknet")]
    public void Preset_IsTheNetworkThatDarknetReleased_LayerByLayer(string name)
    {
        var preset = YoloV1Config.FromName(name);
        var read = Read(name == "tiny" ? CfgText.Tiny() : CfgText.Yolov1());

        preset.Backbone.Should().Equal(read.Backbone);
        preset.Head.Should().Equal(read.Head);
        (preset.Grid, preset.InputSize, preset.BoxSizes).Should().Be((read.Grid, read.InputSize, read.BoxSizes));
        preset.LossWeights.Should().Be(read.LossWeights);
    }

    [Fact]
    public void Read_TakesDarknetsDefaults_ForWhatIsLeftOut()
    {
        var config = Read("[net]\nheight=9\nwidth=12\n[conv]\n[max]\n[conn]\noutput=294\n[detection]\ncoords=4\n");

        config.Backbone.Should().Equal(new Convolution(1, 1, BatchNorm: false, Activation: Activation.Logistic), new MaxPool(1, 1));
        (config.Grid, config.InputSize, config.BoxSizes).Should()
            .Be((new GridShape(7, 1, 1), new ImageSize(12, 9), BoxSizeEncoding.Linear));
        config.OutputActivation.Should().Be(Activation.Logistic);
        config.LossWeights.Should().Be(new LossWeights(1, 1, 1, 1, Rescore: false));
    }

    [Fact]
    public void Read_KeepsEachConnectedLayersActivationAndNormalisation()
    {
        var config = Read(CfgText.Of(
            3, 2, 4, "[connected]\noutput=256\nactivation=linear",
            "[connected]\noutput=64\nbatch_normalize=1\nactivation=leaky", "dropout .3",
            "[connected]\noutput=126\nactivation=relu"));

        config.Head.Should().Equal(
            new FullyConnected(256), new FullyConnected(64, Activation.Leaky, BatchNorm: true), new LayerSpec.Dropout(0.3));
        config.OutputActivation.Should().Be(Activation.Relu);
    }

    [Fact]
    public void Read_KeepsPaddingOnlyWherePoolsReachOverTheEdge()
    {
        const string Pool = "[maxpool]\nsize=2\nstride=2";   // 448 is even: 224, 112, 56, 28, 14, 7, and then an odd side

        var config = Read(CfgText.Of(2, 1, 1, [.. Enumerable.Repeat(Pool, 7), "[maxpool]\nsize=3\nstride=1", "connected 24"]));

        config.Backbone.Should().Equal(
            [.. Enumerable.Repeat(new MaxPool(), 6), new MaxPool { Padding = 1 }, new MaxPool(3, 1) { Padding = 2 }]);
        config.Validate().Should().Be(new FeatureMap(3, 4, 4));
    }

    [Theory]
    [InlineData("pad=1", "pad=3")]
    [InlineData("filters=16", "filters=16#sixteen")]
    [InlineData("filters=16", "filters=16 ; as tiny has it")]
    [InlineData("stride=1", "stride=1.9")]
    [InlineData("batch_normalize=1", "batch_normalize=2")]
    [InlineData("hue=.1", "hue=.1#.2")]
    [InlineData("steps=200,400", "steps=200,400#600")]
    [InlineData("height=448", "height=448#224")]
    [InlineData("sqrt=1", "sqrt=-1")]
    public void Read_TakesTheDigitsThatAValueStartsWith_AsDarknet(string plain, string written)
    {
        CfgText.Tiny().Should().Contain(plain);

        Read(CfgText.Tiny().Replace(plain, written, StringComparison.Ordinal)).Should().BeEquivalentTo(Read(CfgText.Tiny()));
    }

    [Theory]
    [InlineData("[convolutional]\nfilters=#8", "(13): filters=#8 in [convolutional] must be a whole number *")]
    [InlineData("[convolutional]\nfilters=8\npad=yes", "(14): pad=yes in [convolutional] must be a whole number *")]
    [InlineData("[local]\nsize=3\npad=3", "(14): pad=3 in [local] must be a whole number from 0 to 1.")]
    public void Read_RefusesAValueWithoutDigits(string layer, string fault) =>
        Refusal(CfgText.Of(7, 2, 20, layer, "connected 1470")).Should().Match($"*network.cfg{fault}");

    [Theory]
    [InlineData("[route]\nlayers=-1", "(12): [route] is not a section of YOLOv1*convolutional*")]
    [InlineData("[convolutional]\nfilters=x", "(13): filters=x in [convolutional] must be a whole number from 1 to *")]
    [InlineData("[convolutional]\nfilters=0", "(13): filters=0*")]
    [InlineData("[convolutional]\nfilters=9999999999", "(13): filters=9999999999*")]
    [InlineData("[convolutional]\nactivation=mish", "(13): activation=mish is not supported; take linear, leaky, *")]
    [InlineData("[convolutional]\nfilterz=3", "(13): 'filterz' is not an option of [convolutional]*filters*")]
    [InlineData("[convolutional]\nfilters=3\nfilters=4", "(14): 'filters' is already in line 13*")]
    [InlineData("[convolutional]\ngroups=2", "(13): groups=2*groups=1*")]
    [InlineData("[convolutional]\nfilters", "(13): 'filters' is neither [section] nor option=value.")]
    [InlineData("[convolutional\nfilters=3", "(12): '[convolutional' begins with [*")]
    [InlineData("[convolutional]\nsize=500\nfilters=2", "(12): [convolutional] gets 3x448x448 and leaves nothing*")]
    [InlineData("[convolutional]\nsize=1\nstride=2", "(12): [convolutional] with size=1 works only at stride=1*")]
    [InlineData("[local]\nsize=5\npad=1", "(12): [local] with pad=1 works only at size=3*")]
    [InlineData("[local]\nsize=3\nfilters=1000000\nactivation=leaky", "(12): [local] from 3x448x448*more than fit into memory.")]
    [InlineData("[crop]\ncrop_width=500\ncrop_height=448", "(12): [crop] gets 3x448x448*")]
    [InlineData("[connected]\noutput=5\n[maxpool]", "(14): [maxpool] follows a [connected]*")]
    [InlineData("[dropout]\nprobability=1", "(13): probability=1 in [dropout] must be a number from 0 to 0.999.")]
    [InlineData("[net]", "(12): [net] is between the layers*")]
    public void Read_NamesFileLineAndRemedy_WhenALayerIsWrong(string layer, string fault) =>
        Refusal(CfgText.Of(7, 2, 20, layer, "connected 1470")).Should().Match($"*network.cfg{fault}");

    [Theory]
    [InlineData("", "network.cfg: it is empty*")]
    [InlineData("[convolutional]", "network.cfg(1): the first section is [convolutional]*")]
    [InlineData("batch=1", "network.cfg(1): 'batch=1' is before the first section*")]
    [InlineData("[net]\nheight=4\nwidth=4\n[connected]\noutput=3", "network.cfg(4): the last section is [connected]*ends in [detection].")]
    [InlineData("[net]\nheight=4\n[connected]\n[detection]", "network.cfg(1): [net] needs height and width.")]
    [InlineData("[net]\nheight=4\nwidth=4\nchannels=1\n[connected]\n[detection]", "network.cfg(4): channels=1*")]
    [InlineData("[net]\nheight=4\nwidth=4\nhue=red\n[connected]\n[detection]", "network.cfg(4): hue=red*a number*")]
    [InlineData(
        "[net]\nheight=4\nwidth=4\n[convolutional]\n[detection]\ncoords=4",
        "network.cfg(4): [convolutional] is before [detection]*[connected]*")]
    [InlineData("[net]\nheight=4\nwidth=4\n[connected]\n[detection]\ncoords=5", "network.cfg(6): coords=5*")]
    [InlineData("[net]\nheight=4\nwidth=4\n[connected]\n[detection]\ncoords=4\nsoftmax=1", "network.cfg(7): softmax=1*softmax=0, the *")]
    public void Read_NamesFileLineAndRemedy_WhenTheFileIsWrong(string text, string fault) => Refusal(text).Should().Match($"*{fault}");

    [Fact]
    public void Read_SaysTheNumbers_WhenTheLastLayerDoesNotMatchTheGrid() =>
        Refusal(CfgText.Tiny(output: 1715)).Should().Match(
            "*network.cfg(*): side=7, num=2 and classes=20 take 7 x 7 x (2 x 5 + 20) = 1470 outputs, "
            + "but the [connected] before has 1715; "
            + "set output=1470 there, or num=3 here.");

    [Fact]
    public void Read_NamesTheFileThatIsNotThere() =>
        FluentActions.Invoking(() => DarknetCfg.Read(_folder["none.cfg"])).Should().Throw<FileNotFoundException>()
            .WithMessage("*none.cfg: there is no such cfg file.");

    [Fact]
    public void ModelSummary_CountsTheReleasedNetwork()
    {
        var summary = ModelSummary.Of(YoloV1Config.Darknet);

        summary.Parameters.Should().Be(197_301_875);
        summary.Gflops.Should().BeApproximately(40.42, 0.01);
        summary.Layers.Single(layer => layer.Name.StartsWith("local", StringComparison.Ordinal)).Parameters.Should().Be(115_618_048);
    }

    public void Dispose() => _folder.Dispose();

    private YoloV1Config Read(string text)
    {
        File.WriteAllText(_folder["network.cfg"], text);
        return DarknetCfg.Read(_folder["network.cfg"]);
    }

    private string Refusal(string text) => FluentActions.Invoking(() => Read(text)).Should().Throw<InvalidDataException>().Which.Message;
}
