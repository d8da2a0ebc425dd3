using TorchSharp;

namespace YoloV1.Weights;

/// <summary>The bytes of a contiguous tensor of the CPU, to and from a stream without a copy.</summary>
internal static class TensorBytes
{
    // A span holds fewer than 2^31 bytes; a tensor may hold more.
    private const long ChunkElements = 1 << 26;

    public static void Write(torch.Tensor tensor, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var chunk in Chunks(tensor.detach().cpu().contiguous()))
            stream.Write(chunk.bytes);
    }

    public static void Fill(torch.Tensor tensor, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var chunk in Chunks(tensor))
            stream.ReadExactly(chunk.bytes);
    }

    private static IEnumerable<torch.Tensor> Chunks(torch.Tensor tensor)
    {
        var flat = tensor.view(-1);   // [elements]
        for (var start = 0L; start < flat.numel(); start += ChunkElements)
            yield return flat.narrow(0, start, Math.Min(ChunkElements, flat.numel() - start));
    }
}
