using System.Globalization;
using System.Runtime.InteropServices;
using YoloV1.Darknet;
using YoloV1.Grid;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using static TorchSharp.torch;

namespace YoloV1.Tests.Darknet;

/// <summary>Small networks that Darknet itself has run; the last with every kind of section.</summary>
public sealed class DarknetGoldenTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("darknet-mini-a")]
    [InlineData("darknet-mini-b")]
    [InlineData("darknet-mini-c")]
    public void Model_GivesDarknetsOutput(string name)
    {
        using var model = Open(name);
        var expected = Floats(name, "output.f32");

        var output = Run(model, name);

        var places = DarknetLayout.PlacesOfOutputs(model.Config.Grid);
        output.Length.Should().Be(expected.Length);
        for (var i = 0; i < output.Length; i++)
            output[i].Should().BeApproximately(expected[places[i]], 1e-5f);
    }

    [Theory]
    [InlineData("darknet-mini-a")]
    [InlineData("darknet-mini-b")]
    [InlineData("darknet-mini-c")]
    public void Decoder_GivesDarknetsBoxesAndScores(string name)
    {
        using var model = Open(name);
        var candidates = new List<Detection>();

        new GridDecoder(model.Config.Grid, model.Config.BoxSizes).Decode(Run(model, name), float.NegativeInfinity, candidates);

        float[][] rows = [.. File.ReadLines(GoldenFile.PathOf($"{name}/boxes.txt"))
            .Select(line => Array.ConvertAll(line.Split(' '), text => float.Parse(text, CultureInfo.InvariantCulture)))];
        candidates.Should().HaveCount(rows.Length * model.Config.ClassCount);
        foreach (var (i, (box, classId, score)) in candidates.Index())
        {
            var row = rows[i / model.Config.ClassCount];
            float[] found = [box.CenterX, box.CenterY, box.Width, box.Height, Math.Max(0, score)];
            float[] expected = [.. row[..4], row[5 + classId]];
            found.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
        }
    }

    [Theory]
    [InlineData("darknet-mini-a")]
    [InlineData("darknet-mini-b")]
    [InlineData("darknet-mini-c")]
    public void Write_GivesTheSameFileAgain(string name)
    {
        using var model = new YoloV1Model(ConfigOf(name));

        var header = DarknetWeights.Load(model, WeightsOf(name));
        DarknetWeights.Save(model, _folder["again.weights"], header);

        header.Should().Be(new DarknetHeader(Seen: 64));
        File.ReadAllBytes(_folder["again.weights"]).Should().Equal(File.ReadAllBytes(WeightsOf(name)));
    }

    [Fact]
    public void Write_GivesTheSameFileAgain_InTheOlderAndInTheTransposedFormat()
    {
        using var model = Open("darknet-mini-a");
        var older = new DarknetHeader(0, 1, 0, 12345, SeenBytes: 4);
        var transposed = new DarknetHeader(1001, 0, 0, 7, SeenBytes: 4);
        foreach (var header in new[] { older, transposed })
        {
            DarknetWeights.Save(model, _folder["first.weights"], header);
            using var copy = new YoloV1Model(model.Config);

            DarknetWeights.Load(copy, _folder["first.weights"]).Should().Be(header);
            DarknetWeights.Save(copy, _folder["second.weights"], header);

            File.ReadAllBytes(_folder["second.weights"]).Should().Equal(File.ReadAllBytes(_folder["first.weights"]));
            foreach (var (key, tensor) in model.state_dict())
                copy.state_dict()[key].IsSameAs(tensor).Should().BeTrue(key);
        }
    }

    [Fact]
    public void Write_StoresConnectedLayersInputByInput_InTheTransposedFormat()
    {
        using var model = Open("darknet-mini-a");

        DarknetWeights.Save(model, _folder["plain.weights"], new DarknetHeader(0, 1, SeenBytes: 4));
        DarknetWeights.Save(model, _folder["transposed.weights"], new DarknetHeader(0, 1001, SeenBytes: 4));

        var (inputs, outputs) = (64, 208);
        var plain = LastFloats("plain.weights", inputs * outputs);
        var transposed = LastFloats("transposed.weights", inputs * outputs);
        for (var i = 0; i < plain.Length; i++)
            transposed[i % inputs * outputs + i / inputs].Should().Be(plain[i]);
    }

    [Fact]
    public void Read_IntoANetworkWithItsEpsilonInsideTheRoot_ComputesTheSame()
    {
        using var model = new YoloV1Model(ConfigOf("darknet-mini-a") with { BatchNormEpsilon = BatchNormEpsilon.InsideRoot });
        DarknetWeights.Load(model, WeightsOf("darknet-mini-a"));
        using var outside = Open("darknet-mini-a");

        var difference = Run(model, "darknet-mini-a").Zip(Run(outside, "darknet-mini-a"), (a, b) => Math.Abs(a - b)).Max();

        difference.Should().BeLessThan(1e-5f);
        model.state_dict()["darknet.0.bn.running_var"].IsSameAs(outside.state_dict()["darknet.0.bn.running_var"]).Should().BeFalse();
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static string WeightsOf(string name) => GoldenFile.PathOf($"{name}/mini.weights");

    private static YoloV1Config ConfigOf(string name) => DarknetCfg.Read(GoldenFile.PathOf($"{name}/mini.cfg"));

    private static YoloV1Model Open(string name) => DarknetWeights.CreateModel(WeightsOf(name), ConfigOf(name));

    private static float[] Floats(string name, string file) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(GoldenFile.PathOf($"{name}/{file}"))).ToArray();

    private static float[] Run(YoloV1Model model, string name)
    {
        using var inference = inference_mode();
        model.eval();
        var size = model.Config.InputSize;
        return model.call(tensor(Floats(name, "input.f32"), [1, 3, size.Height, size.Width])).flatten().data<float>().ToArray();
    }

    private float[] LastFloats(string file, int count) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_folder[file]).AsSpan()[^(count * sizeof(float))..]).ToArray();
}
