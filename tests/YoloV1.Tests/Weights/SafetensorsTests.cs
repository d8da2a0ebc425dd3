using TorchSharp;
using YoloV1.Files;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    [InlineData(torch.ScalarType.Float16)]
    [InlineData(torch.ScalarType.BFloat16)]
    [InlineData(torch.ScalarType.Int64)]
    [InlineData(torch.ScalarType.Int32)]
    [InlineData(torch.ScalarType.Byte)]
    [InlineData(torch.ScalarType.Int8)]
    [InlineData(torch.ScalarType.Bool)]
    public void Read_GivesBackWhatWasWritten_InEveryType(torch.ScalarType type)
    {
        var tensor = torch.arange(12).reshape(3, 4).to(type);   // [3, 4]

        using var file = WriteAndOpen(("numbers", tensor));
        var read = file.Read("numbers");

        read.dtype.Should().Be(type);
        read.shape.Should().Equal(3, 4);
        read.IsSameAs(tensor).Should().BeTrue();
    }

    [Fact]
    public void Read_GivesBackScalarsEmptyAndTransposedTensors()
    {
        var transposed = torch.arange(6).reshape(2, 3).t();   // [3, 2]

        using var file = WriteAndOpen(("scalar", torch.tensor(7L)), ("empty", torch.empty(0, 3)), ("transposed", transposed));

        file.Read("scalar").item<long>().Should().Be(7);
        file.Read("empty").shape.Should().Equal(0, 3);
        file.Read("transposed").IsSameAs(transposed).Should().BeTrue();
    }

    [Fact]
    public void Write_StartsTheDataAndTheLargeTensorsAtMultiplesOf64()
    {
        using var file = WriteAndOpen(("odd", torch.ones(3)), ("count", torch.tensor(1L)), ("large", torch.ones(32)));
        using var stream = File.OpenRead(_folder["model.safetensors"]);
        var header = SafetensorsHeader.Read(stream, "model.safetensors");

        file.Tensors.Keys.Should().Equal("odd", "count", "large");
        header.DataStart.Should().Match(start => start % 64 == 0);
        header.Entries.Select(entry => (entry.Name, entry.Begin)).Should().Equal(("odd", 136), ("count", 128), ("large", 0));
    }

    [Fact]
    public void Write_KeepsTheMetadata()
    {
        Safetensors.Save([], _folder["model.safetensors"], new Dictionary<string, string> { ["classes"] = "[\"кот\", \"a\\nb\"]" });

        using var file = SafetensorsFile.Open(_folder["model.safetensors"]);
        file.Metadata["classes"].Should().Be("[\"кот\", \"a\\nb\"]");
        file.Tensors.Should().BeEmpty();
    }

    [Fact]
    public void Write_LeavesTheOldFileAndNoDraft_WhenItFails()
    {
        using (WriteAndOpen(("a", torch.ones(1))))
        {
        }
        var act = () => AtomicFile.Write(_folder["model.safetensors"], stream =>
        {
            stream.WriteByte(1);
            throw new IOException("The disk is full.");
        });

        act.Should().Throw<IOException>();
        _folder.Names.Should().Equal("model.safetensors");
        using var file = SafetensorsFile.Open(_folder["model.safetensors"]);
        file.Tensors.Keys.Should().Equal("a");
    }

    [Fact]
    public void Write_RefusesNamesThatStandTwiceOrAreReserved_AndTypesTheFormatLacks()
    {
        var one = torch.ones(1);
        var complex = torch.ones(1, dtype: torch.complex64);

        Act(("a", one), ("a", one)).Should().Throw<ArgumentException>().WithMessage("*'a' occurs twice*");
        Act(("__metadata__", one)).Should().Throw<ArgumentException>().WithMessage("*reserves*");
        Act(("c", complex)).Should().Throw<ArgumentException>().WithMessage("*'c' is ComplexFloat32*");
        _folder.Names.Should().BeEmpty();
    }

    [Fact]
    public void Read_NamesTheTensorThatIsNotThere()
    {
        using var file = WriteAndOpen(("a", torch.ones(1)));
        var act = () => file.Read("b");

        act.Should().Throw<KeyNotFoundException>().WithMessage("*model.safetensors: there is no tensor 'b'*");
    }

    [Fact]
    public void Open_NamesTheFile_WhenItIsCutShort()
    {
        WriteAndOpen(("a", torch.ones(100))).Dispose();
        using (var stream = File.OpenWrite(_folder["model.safetensors"]))
            stream.SetLength(stream.Length - 1);
        var act = () => SafetensorsFile.Open(_folder["model.safetensors"]);

        act.Should().Throw<InvalidDataException>()
            .WithMessage("*model.safetensors: tensor 'a' has data_offsets [0, 400] outside the 399 bytes*");
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private SafetensorsFile WriteAndOpen(params (string Name, torch.Tensor Tensor)[] tensors)
    {
        Act(tensors)();
        return SafetensorsFile.Open(_folder["model.safetensors"]);
    }

    private Action Act(params (string Name, torch.Tensor Tensor)[] tensors) => () =>
        Safetensors.Save(tensors.Select(pair => KeyValuePair.Create(pair.Name, pair.Tensor)), _folder["model.safetensors"]);
}
