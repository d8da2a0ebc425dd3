using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Models;

public sealed class YoloV1ConfigTests
{
    [Theory]
    [InlineData("fine", 7, 2_823_086)]
    [InlineData("small", 8, 8_723_374)]
    [InlineData("tiny", 8, 27_095_374)]
    [InlineData("fast", 9, 45_089_374)]
    [InlineData("darknet", 24, 197_301_875)]
    [InlineData("notebook", 14, 243_662_846)]
    [InlineData("paper", 24, 271_703_550)]
    public void Preset_HasTheConvolutionsAndParametersOfItsSource(string name, int convolutions, long parameters)
    {
        var config = YoloV1Config.FromName(name);

        config.Backbone.OfType<LayerSpec.Convolution>().Should().HaveCount(convolutions);
        ModelSummary.Of(config).Parameters.Should().Be(parameters);
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("fast")]
    [InlineData("darknet")]
    [InlineData("notebook")]
    [InlineData("paper")]
    public void Model_GivesOneGridAnImage_ForEveryPreset(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var config = YoloV1Config.FromName(name) with { InputSize = ImageSize.Square(128), GridSize = 2, BoxesPerCell = 2, ClassCount = 3 };
        config = config.HeadWidth > 0 ? config with { HeadWidth = 16 } : config;
        using var model = new YoloV1Model(config);
        model.eval();

        var output = model.call(rand(2, 3, 128, 128));

        output.shape.Should().Equal(2, 2, 2, 13);
        model.parameters().Sum(parameter => parameter.numel()).Should().Be(ModelSummary.Of(config).Parameters);
    }

    [Theory]
    [InlineData("tiny", 32, 14)]
    [InlineData("tiny", 16, 28)]
    [InlineData("fast", 32, 14)]
    [InlineData("darknet", 32, 14)]
    [InlineData("notebook", 32, 14)]
    public void WithStride_KeepsTheWeights_AndMakesTheMapLarger(string name, int stride, int side)
    {
        var config = YoloV1Config.FromName(name);

        var finer = config.WithStride(stride);

        finer.GridSize.Should().Be(side);
        var map = finer.Validate();
        (map.Height, map.Width, map.Channels).Should().Be((side, side, config.Validate().Channels));
        ConvolutionsOf(finer).Should().Equal(ConvolutionsOf(config));
        config.WithStride(64).Backbone.Should().Equal(config.Backbone);

        static IEnumerable<string> ConvolutionsOf(YoloV1Config config) =>
            from row in NetworkRow.Of(config)
            where row.Spec is LayerSpec.Convolution
            from tensor in row.State()
            select $"{tensor.Key} {tensor.Value}";
    }

    [Fact]
    public void Small_HasTheConvolutionsOfTiny_OnACellOf32Pixels()
    {
        var small = YoloV1Config.Small;

        (small.GridSize, small.Validate()).Should().Be((10, new FeatureMap(256, 10, 10)));
        (small with { Name = "tiny", InputSize = ImageSize.Square(448), SharedHead = false }).WithStride(32).Should()
            .BeEquivalentTo(YoloV1Config.Tiny.WithStride(32));
    }

    [Fact]
    public void Fine_BeginsAsTinyDoes_OnACellOf16Pixels()
    {
        var fine = YoloV1Config.Fine;

        (fine.GridSize, fine.Validate()).Should().Be((28, new FeatureMap(256, 28, 28)));
        fine.Backbone.OfType<LayerSpec.Convolution>().SkipLast(1).Should()
            .Equal(YoloV1Config.Tiny.Backbone.OfType<LayerSpec.Convolution>().Take(6));
    }

    [Fact]
    public void WithStride_OfAWidePool_KeepsTheSide() =>
        (YoloV1Config.Tiny with { Backbone = [new LayerSpec.Convolution(4, 3), new LayerSpec.MaxPool(3) { Padding = 2 }] })
            .WithStride(1).Validate().Height.Should().Be(448);

    [Theory]
    [InlineData(48)]
    [InlineData(128)]
    public void WithStride_RefusesWhatTheNetworkDoesNotComeTo(int stride) =>
        FluentActions.Invoking(() => YoloV1Config.Tiny.WithStride(stride)).Should().Throw<ArgumentException>()
            .WithMessage($"*stride of {stride}*64*");

    [Theory]
    [InlineData("tiny", true)]
    [InlineData("darknet", true)]
    [InlineData("fast", false)]
    [InlineData("notebook", false)]
    public void SharedHead_IsForAHeadOfOneLayer(string name, bool takes)
    {
        var config = YoloV1Config.FromName(name);

        config.TakesSharedHead.Should().Be(takes);
        if (!takes)
            Refusal(config with { SharedHead = true }).Should().Contain("cannot share a head").And.Contain("one layer");
        (YoloV1Config.Tiny with { AnyGrid = true, GridSize = 9 }).TakesSharedHead.Should().BeFalse("7 does not divide 9");
    }

    [Fact]
    public void ForClasses_ChangesC() => YoloV1Config.Tiny.ForClasses(3).Grid.Should().Be(new GridShape(7, 2, 3));

    [Theory]
    [InlineData("tiny", 7, 14)]
    [InlineData("tiny", 14, 28)]
    [InlineData("notebook", 7, 14)]
    [InlineData("small", 10, 28)]
    [InlineData("fine", 28, 56)]
    public void WithInputSize_KeepsTheCellsOfALocation(string name, int before, int after)
    {
        var config = YoloV1Config.FromName(name) with { GridSize = before };

        var larger = config.WithInputSize(ImageSize.Square(896));

        (larger.InputSize, larger.GridSize).Should().Be((ImageSize.Square(896), after));
        larger.Validate();
        larger.WithInputSize(config.InputSize).Should().Be(config);
    }

    [Fact]
    public void WithInputSize_OfAClassifier_KeepsItsOneCell() =>
        YoloV1Config.Tiny.AsClassifier(10).WithInputSize(ImageSize.Square(448)).GridSize.Should().Be(1);

    [Fact]
    public void WithInputSize_RefusesAnInputThatLeavesNothing() =>
        FluentActions.Invoking(() => YoloV1Config.Tiny.WithInputSize(ImageSize.Square(8))).Should().Throw<ArgumentException>()
            .WithMessage("MaxPool*of 'tiny' gets 128x1x1 and leaves nothing of it; take*larger input.");

    [Fact]
    public void ToString_HasEveryRow()
    {
        var text = YoloV1Config.Tiny.ToString();

        text.Should().StartWith("YoloV1Config { Name = tiny, Grid = [7, 7, 30] (S=7, B=2, C=20), ").And.NotContain("`");
        foreach (var row in YoloV1Config.Tiny.Backbone)
            text.Should().Contain(row.ToString());
        (YoloV1Config.Tiny with { InputSize = ImageSize.Square(1) }).ToString().Should().Contain("1x1", "what cannot work can be read too");
        ModelSummary.Of(YoloV1Config.Tiny).ToString().Should().StartWith("27,095,374 parameters, ").And.Contain("conv 3x3/1, max 2x2/2, ");
    }

    [Fact]
    public void Validate_RefusesMoreWeightsThanAMemoryHolds() =>
        Refusal(YoloV1Config.Tiny with { Backbone = [new LayerSpec.Local(1_000_000, 3)], AnyGrid = true }).Should()
            .Contain("from 3x448x448 to 1000000x448x448 takes 5.4").And.Contain("more than fit into memory");

    [Fact]
    public void Constructor_SizesTheInputByTheGrid_AsTheNotebooksHeadAsks() =>
        YoloV1Config.Notebook.Should().BeEquivalentTo(
            new { InputSize = ImageSize.Square(448), GridSize = 7, HeadWidth = 4096, Dropout = 0.5, BoxSizes = BoxSizeEncoding.Linear },
            options => options.ExcludingMissingMembers());

    [Fact]
    public void Validate_RefusesAnInputThatTheStrideDoesNotDivide() =>
        Refusal(YoloV1Config.Notebook with { InputSize = ImageSize.Square(450) }).Should()
            .Contain("450x450").And.Contain("64").And.Contain("448x448");

    [Fact]
    public void Validate_RefusesAGridThatTheFeatureMapDoesNotMatch() =>
        Refusal(YoloV1Config.Notebook with { GridSize = 14 }).Should().Contain("S = 14").And.Contain("7x7").And.Contain("896x896");

    [Fact]
    public void Validate_RefusesAFreeGridThatIsNoMultipleOfTheFeatureMap() =>
        Refusal(YoloV1Config.Tiny with { GridSize = 9 }).Should().Contain("S = 9").And.Contain("7x7");

    [Fact]
    public void Validate_TakesAFinerGrid_WhereTheHeadIsFreeOfTheFeatureMap() =>
        (YoloV1Config.Tiny with { GridSize = 14 }).Validate().Should().Be(new FeatureMap(256, 7, 7));

    [Fact]
    public void FromName_ListsThePresets_WhenTheNameIsUnknown() =>
        FluentActions.Invoking(() => YoloV1Config.FromName("yolo9000")).Should().Throw<ArgumentException>()
            .WithMessage("*yolo9000*tiny, fast, darknet, notebook, paper*");

    [Fact]
    public void LoadStateDict_RefusesAShapeThatWouldBroadcast_AndCopiesNothing()
    {
        using var scope = NewDisposeScope();
        using var model = new YoloV1Model(YoloV1Config.Tiny with { InputSize = ImageSize.Square(64), GridSize = 1 });
        var source = model.state_dict().ToDictionary(pair => pair.Key, pair => zeros_like(pair.Value));
        source["head.1.bias"] = zeros(1);
        var before = model.state_dict()["darknet.0.conv.weight"].clone();

        var loading = () => model.load_state_dict(source);

        loading.Should().Throw<ArgumentException>().WithMessage("*'head.1.bias' is Float32 [1] there and Float32 [30] in the model*");
        model.state_dict()["darknet.0.conv.weight"].allclose(before).Should().BeTrue();
    }

    private static string Refusal(YoloV1Config config) =>
        FluentActions.Invoking(config.Validate).Should().Throw<ArgumentException>().Which.Message;
}
