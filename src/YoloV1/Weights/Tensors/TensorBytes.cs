using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Tensors to and from a stream, without a copy where they are contiguous and on the CPU.</summary>
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

    /// <summary>A tensor of the CPU with the next values of a stream; the caller owns it.</summary>
    public static torch.Tensor Read(TensorInfo info, Stream stream)
    {
        var tensor = torch.empty([.. info.Shape], info.Type, torch.CPU);
        try
        {
            Fill(tensor, info.Type, stream);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Fills a tensor with the next values of a stream, which are of its own type.</summary>
    public static void Fill(torch.Tensor tensor, Stream stream) => Fill(tensor, tensor.dtype, stream);

    /// <summary>Fills a tensor with the next values of a stream, converting them from the given type where it differs.</summary>
    public static void Fill(torch.Tensor tensor, torch.ScalarType type, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        if (tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            tensor.copy_(Read(new TensorInfo(type, tensor.shape), stream));
        else if (tensor.dtype != type)
            Convert(tensor.detach(), type, stream);
        else
            foreach (var chunk in Chunks(tensor.detach()))
                stream.ReadExactly(chunk.bytes);
    }

    private static void Convert(torch.Tensor tensor, torch.ScalarType type, Stream stream)
    {
        var buffer = torch.empty(Math.Min(ConvertedElements, tensor.numel()), type, torch.CPU);   // [chunk]
        foreach (var chunk in Chunks(tensor, ConvertedElements))
        {
            var stored = buffer.narrow(0, 0, chunk.numel());
            stream.ReadExactly(stored.bytes);
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
