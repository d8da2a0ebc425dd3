using System.IO.Compression;
using System.Text;

namespace YoloV1.Tests.Weights;

/// <summary>Pickles by hand, and the zip around them.</summary>
internal static class PickleBytes
{
    /// <summary>Bytes of a pickle of protocol 2, given as Latin-1 text.</summary>
    public static byte[] Pickle(string instructions) => [0x80, 2, .. Encoding.Latin1.GetBytes(instructions), (byte)'.'];

    /// <summary>A state_dict with one tensor of floats in storage "0".</summary>
    /// <param name="numbers">Numbers of the storage, offset, lengths, strides; each under 256.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="shape">Its lengths.</param>
    /// <param name="strides">Its strides.</param>
    public static byte[] OneTensor(byte numbers, byte offset, byte[] shape, byte[] strides) => Pickle(
        $"}}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpu"
        + $"K{(char)numbers}tQK{(char)offset}{Numbers(shape)}{Numbers(strides)}\u0089}}tRs");

    /// <summary>A file of torch.save with that pickle, and storage "0".</summary>
    public static byte[] Archive(byte[] pickle, int storageBytes = 4, params (string Name, string Text)[] others) =>
        Zip([
            ("x/data.pkl", pickle), ("x/data/0", new byte[storageBytes]),
            .. others.Select(other => (other.Name, Encoding.ASCII.GetBytes(other.Text))),
        ]);

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                using (var entry = zip.CreateEntry(name, level).Open())
                    entry.Write(content);
        return stream.ToArray();
    }

    private static string Numbers(byte[] numbers) => $"({string.Concat(numbers.Select(number => $"K{(char)number}"))}t";
}
