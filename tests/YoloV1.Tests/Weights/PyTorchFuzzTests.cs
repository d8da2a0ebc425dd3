using System.Text;
using CsCheck;
using TorchSharp;
using YoloV1.Weights;

namespace YoloV1.Tests.Weights;

/// <summary>Damaged files of torch.save, and pickles that torch never wrote.</summary>
public sealed class PyTorchFuzzTests : IDisposable
{
    private static readonly byte[] File = System.IO.File.ReadAllBytes(PyTorchGoldens.PathOf("network.pth"));
    private static readonly byte[] OneTensor = PickleBytes.OneTensor(4, 0, [2, 2], [2, 1]);

    // Whole instructions with their arguments, those included that are refused.
    private static readonly Gen<byte[]> Instruction = Gen.OneOf(
        Gen.OneOfConst("(", ")", "t", "N", "]", "}", "a", "e", "s", "u", "b", "R", "Q",
            "\u0085", "\u0086", "\u0087", "\u0088", "\u0089", "0", "2", "\u0081", "\u0093").Select(Latin),
        Gen.OneOfConst(
            "ccollections\nOrderedDict\n", "ctorch\nSize\n", "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_parameter\n",
            "ctorch\nFloatStorage\n", "cposix\nsystem\n", "X\u0007\0\0\0storage",
            "X\u0001\0\0\00", "X\u0003\0\0\0cpu", "X\u0001\0\0\0w").Select(Latin),
        Gen.Select(Gen.OneOfConst("K", "h", "q"), Gen.Byte, (opcode, number) => (byte[])[.. Latin(opcode), number]),
        Gen.Select(
            Gen.OneOfConst("J", "j", "r", "X"), Gen.OneOf(Gen.Int, Gen.Int[0, 9]),
            (opcode, number) => (byte[])[.. Latin(opcode), .. BitConverter.GetBytes(number)]),
        Gen.Byte.Array[0, 40].Select(digits => (byte[])[0x8A, (byte)digits.Length, .. digits]), Gen.Byte.Array[1, 1]);

    private static readonly Gen<byte[]> Program =
        Instruction.Array[0, 30].Select(parts => (byte[])[0x80, 2, .. parts.SelectMany(part => part), (byte)'.']);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_IsReadOrRefused_WhateverItsBytes() => Fuzz.Damaged(File).Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Pickle_IsReadOrRefused_WhateverItsBytes() =>
        Gen.OneOf(Fuzz.Damaged(OneTensor), Program).Select(pickle => PickleBytes.Archive(pickle, storageBytes: 16))
            .Sample(Read, iter: Fuzz.Budget, threads: 1);

    [Fact]
    public void Pickle_IsCarriedOutOrRefused_WhateverItsInstructions() => Gen.OneOf(
        Program, Fuzz.Damaged(OneTensor), Gen.Byte.Array[0, 60],
        Gen.Select(Gen.Int[2, OneTensor.Length - 1], Instruction, With)).Sample(
        pickle => Fuzz.ReadOrRefused(() => Unpickler.Read(pickle, "fuzz.pth")), iter: 4 * Fuzz.Budget, threads: 1);

    private static byte[] With(int place, byte[] part) => [.. OneTensor.AsSpan(0, place), .. part, .. OneTensor.AsSpan(place)];

    private void Read(byte[] bytes)
    {
        using var scope = torch.NewDisposeScope();
        var path = _folder["fuzz.pth"];
        System.IO.File.WriteAllBytes(path, bytes);
        Fuzz.ReadOrRefused(() =>
        {
            using var file = PyTorchFile.Open(path);
            file.Tensors.Values.Sum(tensor => TensorTypes.ByteLength(tensor)).Should().BeLessThan(4L * bytes.Length + (64 << 20));
            foreach (var name in file.Tensors.Keys)
                _ = file.Read(name);
        });
        Fuzz.ReadOrRefused(() => WeightsFile.Inspect(path).Length.Should().Be(bytes.Length));
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
