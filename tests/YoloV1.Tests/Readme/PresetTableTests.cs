using System.Globalization;
using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Readme;

/// <summary>README's table of networks says what the presets are.</summary>
public sealed class PresetTableTests
{
    private static readonly MarkdownTable Table = MarkdownTable.With("README.md", "GFLOPs at 448x448");

    public static TheoryData<string> Names => [.. YoloV1Config.Presets.Select(preset => preset.Name)];

    [Fact]
    public void EveryPreset_HasARow() => Table.Cells.Keys.Should().BeEquivalentTo(YoloV1Config.Presets.Select(preset => preset.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_AreThoseOfThePreset(string name) =>
        Table.Cells[name]["parameters"].Should().Be(Text(ModelSummary.Of(YoloV1Config.FromName(name)).Parameters / 1e6) + " M");

    [Theory]
    [MemberData(nameof(Names))]
    public void Gflops_AreThoseOfThePreset_At448AndAtItsOwnSize(string name)
    {
        var preset = YoloV1Config.FromName(name);
        var size = preset.InputSize;
        var own = size == ImageSize.Square(448) ? "" : $"; {GflopsOf(preset)} at its {size.Width}x{size.Height}";

        Table.Cells[name]["GFLOPs at 448x448"].Should().Be(GflopsOf(Enlarged(preset)) + own);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_AreThoseOfThePreset(string name)
    {
        var preset = YoloV1Config.FromName(name);
        var cell = Table.Cells[name]["layers"];
        if (preset.SharedHead)
            cell.Should().Contain("that all cells share");
        else
            cell.Should().Be(LayersOf(preset));
    }

    private static YoloV1Config Enlarged(YoloV1Config preset) => preset with
    {
        InputSize = ImageSize.Square(448),
        GridSize = preset.GridSize * 448 / preset.InputSize.Width,
    };

    private static string GflopsOf(YoloV1Config config) => Text(ModelSummary.Of(config).Gflops);

    // The output layer is a fully connected one.
    private static string LayersOf(YoloV1Config preset)
    {
        LayerSpec[] rows = [.. preset.Backbone, .. preset.Head];
        var local = rows.Count(row => row is Local) is > 0 and var count ? $"{count} locally connected, " : "";
        var fullyConnected = rows.Count(row => row is FullyConnected) + 1;
        return $"{rows.Count(row => row is Convolution)} convolutions, {local}{fullyConnected} fully connected";
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
