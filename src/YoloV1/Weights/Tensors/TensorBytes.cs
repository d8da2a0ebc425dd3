using TorchSharp;

namespace YoloV1.Weights;

/// <summary>Tensors to and from bytes, without a copy where they are contiguous and on the CPU.</summary>
internal static class TensorBytes
{
    // A span holds fewer than 2^31 bytes; a tensor may hold more.
    private const long ChunkElements = 1 << 26;

    // Converted in pieces that stay in the processor's cache.
    private const long ConvertedElements = 1 << 18;

    public static void Write(torch.Tensor tensor, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var chunk in Chunks(tensor.detach().cpu().contiguous()))
            stream.Write(chunk.bytes);
    }

    /// <summary>What fills memory with the next bytes of a source.</summary>
    public delegate void Reader(Span<byte> bytes);

    /// <summary>Fills a tensor with the next values that a reader gives, converting them from the given type where it differs.</summary>
    public static void Fill(torch.Tensor tensor, torch.ScalarType type, Reader read)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
        {
            var stored = torch.empty(tensor.shape, type, torch.CPU);
            Fill(stored, type, read);
            tensor.copy_(stored);
        }
        else if (tensor.dtype != type)
            Convert(tensor.detach(), type, read);
        else
            foreach (var chunk in Chunks(tensor.detach()))
                read(chunk.bytes);
    }

    private static void Convert(torch.Tensor tensor, torch.ScalarType type, Reader read)
    {
        var buffer = torch.empty(Math.Min(ConvertedElements, tensor.numel()), type, torch.CPU);   // [chunk]
        foreach (var chunk in Chunks(tensor, ConvertedElements))
        {
            var stored = buffer.narrow(0, 0, chunk.numel());
            read(stored.bytes);
            chunk.copy_(stored);
        }
    }

    private static IEnumerable<torch.Tensor> Chunks(torch.Tensor tensor, long length = ChunkElements)
    {
        var flat = tensor.view(-1);   // [elements]
        for (var start = 0L; start < flat.numel(); start += length)
            yield return flat.narrow(0, start, Math.Min(length, flat.numel() - start));
    }
}
