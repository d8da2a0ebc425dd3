using TorchSharp;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

public sealed class PyTorchWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Fact]
    public void Read_GivesANetworkThatComputesWhatItDidInPyTorch()
    {
        using var model = Loaded(PyTorchGoldens.PathOf("network.pth"));

        var output = model.call(PyTorchGoldens.Input());

        var expected = torch.tensor(GoldenFile.Read("pytorch/network.json").Floats("output"));
        (output.flatten() - expected).abs().max().item<float>().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Read_GivesTheKeysOfPyTorchInItsOrder()
    {
        var keys = GoldenFile.Read("pytorch/network.json").GetProperty("keys").EnumerateArray().Select(key => key.GetString()!);

        PyTorchWeights.Load(PyTorchGoldens.PathOf("network.pth")).Keys.Should().Equal(keys);
    }

    [Fact]
    public void Read_FindsTheStateInACheckpoint_AndFollowsOffsetsAndStrides()
    {
        var tensors = PyTorchWeights.Load(PyTorchGoldens.PathOf("checkpoint.pth"));
        var whole = torch.arange(24.0f).view(4, 6);

        tensors["whole"].IsSameAs(whole).Should().BeTrue();
        tensors["rows"].IsSameAs(whole[1..3]).Should().BeTrue();
        tensors["columns"].IsSameAs(whole[.., 2..4]).Should().BeTrue();
        tensors["transposed"].IsSameAs(whole.t()).Should().BeTrue();
        tensors["repeated"].IsSameAs(torch.full(3, 2, 2.5f)).Should().BeTrue();
        tensors["channels_last"].IsSameAs(torch.arange(24.0f).view(1, 2, 3, 4)).Should().BeTrue();
        tensors["parameter"].IsSameAs(torch.tensor([1f, -2f])).Should().BeTrue();
        tensors["empty"].shape.Should().Equal(0, 3);
        tensors["scalar"].item<long>().Should().Be(7);
        tensors.Should().HaveCount(18);
    }

    [Theory]
    [InlineData("float64", torch.ScalarType.Float64)]
    [InlineData("float16", torch.ScalarType.Float16)]
    [InlineData("bfloat16", torch.ScalarType.BFloat16)]
    [InlineData("int64", torch.ScalarType.Int64)]
    [InlineData("int32", torch.ScalarType.Int32)]
    [InlineData("int16", torch.ScalarType.Int16)]
    [InlineData("int8", torch.ScalarType.Int8)]
    [InlineData("uint8", torch.ScalarType.Byte)]
    [InlineData("bool", torch.ScalarType.Bool)]
    public void Read_KeepsTheKindOfNumbers(string name, torch.ScalarType type)
    {
        using var file = PyTorchFile.Open(PyTorchGoldens.PathOf("checkpoint.pth"));

        file.Tensors[name].Type.Should().Be(type);
        file.Read(name).to(torch.float32).IsSameAs(torch.tensor([0f, 1f, 1f])).Should().BeTrue();
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameTensors_AndTheSameBytesTwice()
    {
        var tensors = PyTorchWeights.Load(PyTorchGoldens.PathOf("checkpoint.pth"));

        PyTorchWeights.Save(tensors, _folder["a.pth"]);
        PyTorchWeights.Save(tensors, _folder["b.pth"]);

        var read = PyTorchWeights.Load(_folder["a.pth"]);
        read.Keys.Should().Equal(tensors.Keys);
        foreach (var (name, tensor) in tensors)
            read[name].IsSameAs(tensor).Should().BeTrue(name);
        File.ReadAllBytes(_folder["b.pth"]).Should().Equal(File.ReadAllBytes(_folder["a.pth"]));
    }

    [Fact]
    public void Write_StoresEachTensorUncompressed_UnderTheNamesThatTorchReads()
    {
        PyTorchWeights.Save([KeyValuePair.Create("zeros", torch.zeros(1000)), KeyValuePair.Create("one", torch.ones(1))], _folder["a.pth"]);

        using var zip = System.IO.Compression.ZipFile.OpenRead(_folder["a.pth"]);
        zip.Entries.Select(entry => (entry.FullName, entry.Length == entry.CompressedLength)).Should().BeEquivalentTo(
            new[] { "data.pkl", "byteorder", "data/0", "data/1", "version" }.Select(name => ($"archive/{name}", true)));
        zip.GetEntry("archive/data/0")!.Length.Should().Be(4000);
    }

    [Fact]
    public void Write_RefusesNumbersThatTorchHasNoStorageFor_AndLeavesNoFile()
    {
        var act = () => PyTorchWeights.Save([KeyValuePair.Create("c", torch.ones(1, dtype: torch.complex64))], _folder["a.pth"]);

        act.Should().Throw<ArgumentException>().WithMessage("*a.pth: tensor 'c' is ComplexFloat32*convert it first*");
        _folder.Names.Should().BeEmpty();
    }

    [Fact]
    public void Load_FillsANetworkOfAnotherPrecisionAndMemoryFormat()
    {
        using var model = Loaded(PyTorchGoldens.PathOf("network.pth"));
        using var half = new YoloV1Model(PyTorchGoldens.Network);
        half.to(torch.bfloat16);

        using (var file = PyTorchFile.Open(PyTorchGoldens.PathOf("network.pth")))
            ModuleState.Load(half, file);

        foreach (var (name, tensor) in model.state_dict())
            half.state_dict()[name].to(tensor.dtype).allclose(tensor, rtol: 1e-2, atol: 1e-3).Should().BeTrue(name);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static YoloV1Model Loaded(string path)
    {
        var model = new YoloV1Model(PyTorchGoldens.Network);
        using var file = PyTorchFile.Open(path);
        ModuleState.Load(model, file);
        model.eval();
        return model;
    }
}
