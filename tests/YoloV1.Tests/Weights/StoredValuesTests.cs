using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Weights;

/// <summary>Files that are replaced in place, as <c>cp new old</c> does, while or after their tensors are read.</summary>
public sealed class StoredValuesTests : IDisposable
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
    public void Tensors_KeepTheirValues_WhenTheirFileIsEmptied(string name)
    {
        var config = Write(name);
        var (kept, expected) = (new Dictionary<string, Tensor>(), WeightsFile.LoadTensors(_folder[name], config));
        using (var file = WeightsFile.Open(_folder[name], name == "model.safetensors" ? null : config))
            foreach (var tensor in file.Tensors.Tensors.Keys)
                kept.Add(tensor, file.Tensors.Read(tensor));

        File.WriteAllBytes(_folder[name], []);

        kept.Should().HaveCountGreaterThan(5).And.AllSatisfy(pair => pair.Value.IsSameAs(expected[pair.Key]).Should().BeTrue(pair.Key));
    }

    [SkippableTheory]
    [InlineData("model.safetensors", false)]
    [InlineData("model.pth", false)]
    [InlineData("model.weights", false)]
    [InlineData("model.safetensors", true)]
    public void AFileThatIsReplacedWhileItIsRead_IsRefused(string name, bool isWhole)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps an open file from being written.");
        var config = Write(name);
        using var file = WeightsFile.Open(_folder[name], name == "model.safetensors" ? null : config);
        _ = file.Tensors.Read(file.Tensors.Tensors.Keys.First());

        var bytes = File.ReadAllBytes(_folder[name]);
        Replace(_folder[name], isWhole ? bytes : bytes[..200]);

        FluentActions.Invoking(() => TensorDictionary.ReadAll(file.Tensors)).Should().Throw<InvalidDataException>()
            .WithMessage($"*{name}: *changed while it was read*");
    }

    [Fact]
    public void ATensorOfManyParts_HasTheValuesOfTheFile()
    {
        var values = arange(5_000_003, float32);                                     // three parts
        Safetensors.Save([KeyValuePair.Create("a", values), KeyValuePair.Create("b", ones(3))], _folder["large.safetensors"]);
        using var file = SafetensorsFile.Open(_folder["large.safetensors"]);

        file.Read("a").IsSameAs(values).Should().BeTrue();
        file.Read("b").IsSameAs(ones(3)).Should().BeTrue();
    }

    // As cp does: the same file, emptied and written again. .NET's own locks are advice that cp does not ask for.
    private static void Replace(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        ProcessRun.Of("cp", [path + ".new", path]).ShouldSucceed();
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(1));
    }

    private YoloV1Config Write(string name)
    {
        var config = DarknetCfg.Read(GoldenFile.PathOf("darknet-mini-a/mini.cfg"));
        using var model = new YoloV1Model(config);
        WeightsFile.Save(model, _folder[name]);
        return config;
    }
}
