using TorchSharp;
using YoloV1.Models;

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

    /// <summary>A tensor of the CPU with the next numbers of a stream; the caller owns it.</summary>
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

    /// <summary>Fills a tensor with the next numbers of a stream, which are of its own type.</summary>
    public static void Fill(torch.Tensor tensor, Stream stream) => Fill(tensor, tensor.dtype, stream);

    /// <summary>Fills a tensor with the next numbers of a stream, which are of the given type; without a copy where its own type is that.</summary>
    public static void Fill(torch.Tensor tensor, torch.ScalarType type, Stream stream)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var takesBytes = tensor.dtype == type && tensor.device_type == DeviceType.CPU && tensor.is_contiguous();
        if (!takesBytes)
        {
            tensor.copy_(Read(new TensorInfo(type, tensor.shape), stream));
            return;
        }
        foreach (var chunk in Chunks(tensor.detach()))
            stream.ReadExactly(chunk.bytes);
    }

    private static IEnumerable<torch.Tensor> Chunks(torch.Tensor tensor)
    {
        var flat = tensor.view(-1);   // [elements]
        for (var start = 0L; start < flat.numel(); start += ChunkElements)
            yield return flat.narrow(0, start, Math.Min(ChunkElements, flat.numel() - start));
    }
}
