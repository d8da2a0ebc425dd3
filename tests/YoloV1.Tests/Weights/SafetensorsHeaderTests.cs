using System.Text;
using CsCheck;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

public class SafetensorsHeaderTests
{
    private const string Valid =
        """{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}"""
        + ""","a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""";

    [Fact]
    public void Refusal_OfAWrongWord_DoesNotQuoteTheRestOfTheFile()
    {
        byte[] file = [.. BitConverter.GetBytes(5000L), .. "{\"a\":tru"u8, .. Enumerable.Repeat((byte)'x', 4992)];

        FluentActions.Invoking(() => SafetensorsHeader.Read(new MemoryStream(file), "x.safetensors"))
            .Should().Throw<InvalidDataException>().Which.Message.Length.Should().BeLessThan(400);
    }

    [Theory]
    [InlineData(SafetensorsHeader.MaxTensors, false)]
    [InlineData(SafetensorsHeader.MaxTensors + 1, true)]
    public void Read_BoundsTheTensors(int count, bool refused)
    {
        var tensors = Enumerable.Range(0, count).Select(i => $$"""
            "{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """);

        var act = () => Read($"{{{string.Join(',', tensors)}}}", 0);

        if (refused)
            act.Should().Throw<InvalidDataException>().WithMessage("*the header has more than 100000 tensors; *");
        else
            act().Entries.Should().HaveCount(count);
    }

    [Fact]
    public void Read_GivesTensorsInTheOrderOfTheHeader()
    {
        var header = Read(Valid, 32);

        header.Entries.Select(entry => entry.Name).Should().Equal("b", "a");
        header.Entries[0].Info.ToString().Should().Be("Float32 [2, 3]");
        header.Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "pt" });
        header.DataStart.Should().Be(8 + Valid.Length);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, "not valid JSON")]
    [InlineData("[]", 0, "is a JSON Array")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "'a' has dtype 'F33'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "'a' has 8 bytes, but Float32 [3] needs 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "more than possible")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "'shape', at index 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "outside the 7 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "outside the 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "which has 9")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""",
        3, "'b' begins at byte 1")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""",
        5, "'b' begins at byte 3")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        0, "'a' occurs twice")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", 0, "'epoch' is a JSON Number")]
    [InlineData("""{"\ud800":{}}""", 0, "not valid JSON")]
    public void Read_NamesFileTensorAndFault_WhenTheHeaderIsWrong(string json, int dataLength, string fault)
    {
        var act = () => Read(json, dataLength);

        act.Should().Throw<InvalidDataException>().WithMessage($"model.safetensors: *{fault}*").And.Message.Should().NotContain("\n");
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 }, "*3 bytes are too few*")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 0x7B }, "*18446744073709551615 bytes, more than the possible 1; *")]
    public void Read_BelievesNoLengthBeyondTheFile(byte[] file, string fault)
    {
        var act = () => SafetensorsHeader.Read(new MemoryStream(file), "model.safetensors");

        act.Should().Throw<InvalidDataException>().WithMessage(fault);
    }

    [Fact]
    public void Read_OfADamagedFile_SucceedsOrSaysSo_WithoutMuchMemory() =>
        Gen.Select(Gen.Int[0, 7 + Valid.Length], Gen.OneOf(Gen.Byte, Gen.Const((byte)'9'), Gen.Const((byte)'"'), Gen.Const((byte)'[')))
            .Array[1, 4].Sample(
                damage =>
                {
                    var file = FileOf(Valid, 32);
                    foreach (var (position, value) in damage)
                        file[position] = value;
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    try
                    {
                        var header = SafetensorsHeader.Read(new MemoryStream(file), "model.safetensors");
                        header.Entries.Should().OnlyContain(entry => header.DataStart + entry.End <= file.Length);
                    }
                    catch (InvalidDataException)
                    {
                        // What a damaged file is to give.
                    }
                    (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
                },
                iter: 5000, threads: 1);

    private static SafetensorsHeader Read(string json, int dataLength) =>
        SafetensorsHeader.Read(new MemoryStream(FileOf(json, dataLength)), "model.safetensors");

    private static byte[] FileOf(string json, int dataLength) =>
        [.. BitConverter.GetBytes((long)json.Length), .. Encoding.ASCII.GetBytes(json), .. new byte[dataLength]];
}
