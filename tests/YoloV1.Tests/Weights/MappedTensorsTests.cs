using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Weights;

/// <summary>Tensors that are a file's own pages.</summary>
public sealed class MappedTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.pth")]
    [InlineData("model.weights")]
    public void View_HasTheNumbersThatReadGives_AndOutlivesItsFile(string name)
    {
        var config = DarknetCfg.Read(GoldenFile.PathOf("darknet-mini-a/mini.cfg"));
        using (var model = new YoloV1Model(config))
            WeightsFile.Save(model, _folder[name]);
        var (views, read) = (new Dictionary<string, Tensor>(), WeightsFile.LoadTensors(_folder[name], config));

        using (var file = WeightsFile.Open(_folder[name], name == "model.safetensors" ? null : config))
            foreach (var tensor in file.Tensors.Tensors.Keys)
                views.Add(tensor, file.Tensors.View(tensor));

        views.Should().HaveCountGreaterThan(5).And.AllSatisfy(view => view.Value.IsSameAs(read[view.Key]).Should().BeTrue(view.Key));
    }

    [Fact]
    public void View_IsInTheFilesPages_UntilItGoes()
    {
        Safetensors.Save([KeyValuePair.Create("a", ones(1000)), KeyValuePair.Create("counter", tensor(3L))], _folder["a.safetensors"]);
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);
        ITensorSource source = file;

        using (var one = source.View("a"))
        using (var other = source.View("counter"))
        {
            (one.sum().item<float>(), other.item<long>()).Should().Be((1000, 3));
            if (OperatingSystem.IsLinux())
                MappingsOf("a.safetensors").Should().Be(2);
        }

        if (OperatingSystem.IsLinux())
            MappingsOf("a.safetensors").Should().Be(0);
    }

    [Fact]
    public void View_ThatIsWrittenTo_LeavesTheFileAsItIs()
    {
        Safetensors.Save([KeyValuePair.Create("a", ones(1000))], _folder["a.safetensors"]);
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        ((ITensorSource)file).View("a").zero_();

        file.Read("a").sum().item<float>().Should().Be(1000);
    }

    [Fact]
    public void View_IsRead_WhereItsNumbersLieAtAnOddByte()
    {
        var (a, b) = (KeyValuePair.Create("a", tensor(new[] { 1.5f, -2f })), KeyValuePair.Create("b", tensor(new byte[] { 7 })));
        Safetensors.Save([a, b], _folder["odd.safetensors"]);
        var bytes = File.ReadAllBytes(_folder["odd.safetensors"]);
        var header = BitConverter.ToInt64(bytes);
        // One space more in the header moves every number by a byte.
        byte[] moved = [.. BitConverter.GetBytes(header + 1), .. bytes.AsSpan(8, (int)header), (byte)' ', .. bytes.AsSpan(8 + (int)header)];
        File.WriteAllBytes(_folder["odd.safetensors"], moved);
        using var file = SafetensorsFile.Open(_folder["odd.safetensors"]);

        ((ITensorSource)file).View("a").data<float>().Should().Equal(1.5f, -2f);
    }

    private static int MappingsOf(string name) =>
        File.ReadLines("/proc/self/maps").Count(line => line.EndsWith(name, StringComparison.Ordinal));
}
