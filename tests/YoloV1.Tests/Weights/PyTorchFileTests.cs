using System.IO.Compression;
using System.Text;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

public sealed class PyTorchFileTests : IDisposable
{
    private const long MostBytes = 256L << 20;                                       // as docs/formats.md says

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("cposix\nsystem\nX\u0004\0\0\0trueR", "asks for 'posix.system'")]
    [InlineData("cbuiltins\neval\n(X\u0001\0\0\01tR", "asks for 'builtins.eval'")]
    [InlineData("c__main__\nYOLO\n)R", "asks for '__main__.YOLO'*state_dict()")]
    [InlineData("ctorch.storage\n_load_from_bytes\n", "asks for 'torch.storage._load_from_bytes'")]
    [InlineData("ctorch\nComplexFloatStorage\n", "asks for 'torch.ComplexFloatStorage'")]
    [InlineData("X\u0002\0\0\0osX\u0006\0\0\0system\u0093", "STACK_GLOBAL")]
    [InlineData("(X\u0001\0\0\0xios\nsystem\n", "INST")]
    [InlineData("(os\n", "OBJ")]
    [InlineData("ctorch\nSize\n)\u0081", "NEWOBJ")]
    [InlineData("}2", "DUP")]
    [InlineData("\u008F", "EMPTY_SET")]
    [InlineData("\u00FF", "0xFF")]
    [InlineData("\u0080\u0004", "protocol 4")]
    [InlineData("K\u0001ccollections\nOrderedDict\nR", "calls something that is not a function")]
    [InlineData("ccollections\nOrderedDict\nK\u0001\u0085R", "calls collections.OrderedDict with arguments that torch does not use")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R", "calls torch._utils._rebuild_tensor_v2 with arguments that torch does not use")]
    [InlineData("K\u0001}b", "sets attributes of something that is not an OrderedDict")]
    [InlineData("K\u0001K\u0001a", "appends to something that is not a list")]
    [InlineData("}(K\u0001u", "sets items of something that is not a dictionary")]
    [InlineData("h\u0005", "refers to value 5")]
    [InlineData("t", "a missing mark")]
    [InlineData("(0", "POP")]
    [InlineData("(\u0085", "takes a value from an empty stack")]
    [InlineData("X\u00FF\u00FF\u00FF\u00FFx", "ends before it is complete")]
    [InlineData("X\u0001\0\0\0xQ", "names a storage in a way torch does not")]
    public void Open_RefusesByName_WhatTensorsAndPlainContainersDoNotNeed(string instructions, string fault) =>
        Refusal(PickleBytes.Archive(PickleBytes.Pickle(instructions))).Should().Match($"*x.pth: *{fault}*").And.NotContain("\n");

    [Theory]
    [InlineData("K\u0001", "contains a number, not a dictionary")]
    [InlineData("}X\u0005\0\0\0epochK\u0001s", "'epoch' is a number, not a tensor")]
    [InlineData("}K\u0001K\u0002s", "the name of a tensor is a number")]
    public void Open_SaysWhatThereIs_WhenItIsNoStateDict(string instructions, string fault) =>
        Refusal(PickleBytes.Archive(PickleBytes.Pickle(instructions))).Should().Match($"*x.pth: *{fault}*state_dict()*");

    [Theory]
    [InlineData(4, 0, new byte[] { 2, 2 }, new byte[] { 2, 1 }, null)]
    [InlineData(4, 0, new byte[] { 2, 2 }, new byte[] { 3, 1 }, "reaches beyond the 4 values")]
    [InlineData(4, 1, new byte[] { 4 }, new byte[] { 1 }, "reaches beyond the 4 values")]
    [InlineData(4, 0, new byte[] { 2, 2 }, new byte[] { 1 }, "has 2 lengths and 1 strides")]
    [InlineData(5, 0, new byte[] { 1 }, new byte[] { 1 }, "lacks some of its 5 values")]
    [InlineData(4, 0, new byte[] { 255, 255, 255, 255, 255 }, new byte[] { 0, 0, 0, 0, 0 }, "4 times the size of the file")]
    [InlineData(4, 0, new byte[] { 0, 255, 255, 255, 255, 255, 255, 255, 255 }, new byte[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "reaches beyond")]
    public void Open_ChecksATensorAgainstItsStorage_BeforeItAsksForMemory(
        byte numbers, byte offset, byte[] shape, byte[] strides, string? fault)
    {
        var file = PickleBytes.Archive(PickleBytes.OneTensor(numbers, offset, shape, strides), storageBytes: 16);

        if (fault is null)
            Open(file).Tensors["w"].Shape.Should().Equal(2, 2);
        else
            Refusal(file).Should().Match($"*x.pth: tensor 'w' *{fault}*");
    }

    // What a tensor is rebuilt from is kept once, and asked for again and again.
    [Theory]
    [InlineData(900_000, 200, "with arguments that torch does not use")]
    [InlineData(64, 1_000_000, "more than 1000000 values")]
    [InlineData(0, 1_000_000, "more than 1000000 values")]
    public void Open_TakesABoundedAmountOfMemory_ForTensorsThatShareAShape(int rank, int times, string fault)
    {
        var lengths = string.Concat(Enumerable.Repeat("K\u0001", rank));
        var pickle = PickleBytes.Pickle(
            "}ctorch._utils\n_rebuild_tensor_v2\nq\0((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpu"
            + $"K\u0001tQK\0({lengths}tq\u0001h\u0001\u0089}}tq\u0002{string.Concat(Enumerable.Repeat("h\0h\u0002R", times))}");

        RefusalWithin(MostBytes, PickleBytes.Archive(pickle)).Should().Contain(fault);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("}")]
    [InlineData("]Na")]
    [InlineData("}NNs")]
    [InlineData("Nr\u0001\u0002\u0003\u0004")]
    [InlineData("M\u0001\u0002")]
    public void Open_TakesABoundedAmountOfMemory_ForAnyNumberOfValues(string value)
    {
        var pickle = PickleBytes.Pickle(string.Concat(Enumerable.Repeat(value, (16 << 20) / value.Length - 4)));

        RefusalWithin(MostBytes, PickleBytes.Archive(pickle)).Should().Contain("more than 1000000 values");
    }

    [Fact]
    public void Open_RefusesNamesThatTakeLongToCompare() =>
        Refusal(PickleBytes.Archive(PickleBytes.Pickle($"}}X\0\0\u0010\0{new string('a', 1 << 20)}Ns"))).Should()
            .Contain("1048576 characters");

    [Fact]
    public void Open_TellsHowToConvertAFileFromBeforeTorch16() =>
        FluentActions.Invoking(() => PyTorchFile.Open(PyTorchGoldens.PathOf("before-1.6.pth"))).Should().Throw<InvalidDataException>()
            .WithMessage("*before-1.6.pth: *before 1.6*torch.save(torch.load(FILE, map_location='cpu'), NEW_FILE)*");

    [Fact]
    public void Open_RefusesACompressedStorage()
    {
        var pickle = PickleBytes.OneTensor(250, 0, [250], [1]);
        var bomb = PickleBytes.Zip([("x/data.pkl", pickle), ("x/data/0", new byte[1 << 20])], CompressionLevel.SmallestSize);

        Refusal(bomb).Should().Match("*x.pth: *'x/data.pkl' compressed*torch.save never does*");
    }

    [Fact]
    public void Open_TellsOtherZipsApart()
    {
        var pickle = PickleBytes.OneTensor(1, 0, [1], [1]);

        Refusal(PickleBytes.Zip([("word/document.xml", [1])])).Should().Contain("a zip with 0 files NAME/data.pkl");
        Refusal(PickleBytes.Archive(pickle, 4, ("x/constants.pkl", "."))).Should().Contain("TorchScript");
        Refusal(PickleBytes.Archive(pickle, 4, ("x/byteorder", "big"))).Should().Contain("big-endian");
        Refusal(PickleBytes.Archive(pickle, 4, ("x/data/0", "twice"))).Should().Contain("has 'x/data/0' twice");
        Refusal(PickleBytes.Archive(pickle)[..100]).Should().Contain("the zip is damaged");
        Refusal(Encoding.ASCII.GetBytes("no weights")).Should().Contain("not a file of torch.save");
        Refusal([]).Should().Contain("not a file of torch.save");
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal(byte[] file) =>
        FluentActions.Invoking(() => Open(file)).Should().Throw<InvalidDataException>().Which.Message;

    private string RefusalWithin(long bytes, byte[] file)
    {
        File.WriteAllBytes(_folder["x.pth"], file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var open = () => PyTorchFile.Open(_folder["x.pth"]);

        var message = open.Should().Throw<InvalidDataException>().Which.Message;
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(bytes);
        return message;
    }

    private PyTorchFile Open(byte[] file)
    {
        File.WriteAllBytes(_folder["x.pth"], file);
        using var opened = PyTorchFile.Open(_folder["x.pth"]);
        return opened;
    }
}
