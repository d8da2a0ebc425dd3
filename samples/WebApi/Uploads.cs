using System.IO.Pipelines;
using System.Net;
using System.Threading.RateLimiting;
using YoloV1.Imaging;

namespace YoloV1.Samples.WebApi;

/// <summary>Takes in what clients send, within bounds of size, time and memory.</summary>
internal sealed class Uploads(ServiceOptions options, IHostApplicationLifetime lifetime) : IDisposable
{
    private const string Name = "The upload";

    // Images in memory at once: as many pixels as four of the largest have, and of one client its share of them.
    private readonly PartitionedRateLimiter<IPAddress> _pixels = PartitionedRateLimiter.CreateChained(
        Limit(client => client, Math.Max(options.MaxPixels, (int)(4 * options.MaxPixels * options.Share))),
        Limit(_ => IPAddress.Any, 4 * options.MaxPixels));

    /// <summary>Reads a request's body; the server holds it to its size and to its rate.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, too slow or cut, or the service ends.</exception>
    public async Task<MemoryStream> ReadAsync(HttpContext http)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw Ending();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        time.CancelAfter(TimeSpan.FromSeconds(options.UploadSeconds));
        if (await ReadAsync(http.Request.BodyReader, time.Token) is { } bytes)
            return bytes;
        throw lifetime.ApplicationStopping.IsCancellationRequested
            ? Ending()
            : new BadHttpRequestException(
                $"The upload took more than {options.UploadSeconds} seconds; send a smaller image.", StatusCodes.Status408RequestTimeout);
    }

    /// <summary>Decodes an image while there is memory for it, and hands it on.</summary>
    /// <exception cref="BadHttpRequestException">It has too many pixels.</exception>
    /// <exception cref="ImageException">It is no image, or not a whole one.</exception>
    public async Task<T> DecodeAsync<T>(MemoryStream bytes, IPAddress client, Func<RgbImage, Task<T>> use, CancellationToken left)
    {
        bytes.Position = 0;
        // A small file may hold a huge image.
        var size = ImageFile.ReadSize(bytes, Name);
        if ((long)size.Width * size.Height > options.MaxPixels)
            throw new BadHttpRequestException($"The image has {size} pixels.", StatusCodes.Status413PayloadTooLarge);
        using var memory = await _pixels.AcquireAsync(client, size.Width * size.Height, left);
        bytes.Position = 0;
        return await use(ImageFile.Read(bytes, Name));
    }

    public void Dispose() => _pixels.Dispose();

    private static BadHttpRequestException Ending() =>
        new("The service is ending; try again later.", StatusCodes.Status503ServiceUnavailable);

    private static PartitionedRateLimiter<IPAddress> Limit(Func<IPAddress, IPAddress> who, int most) =>
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(client =>
            RateLimitPartition.GetConcurrencyLimiter(who(client), _ => new() { PermitLimit = most, QueueLimit = int.MaxValue }));

    // Chunks whose size overflows reach the reader as an error of the server's own, which would be logged with its stack.
    private static async Task<ReadResult> ReadAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync(CancellationToken.None);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The upload cannot be read; send it again.", StatusCodes.Status400BadRequest, fault);
        }
    }

    // A read that is cancelled by its token would leave the reader unfit for the rest of the connection.
    private static async Task<MemoryStream?> ReadAsync(PipeReader body, CancellationToken end)
    {
        using var _ = end.Register(body.CancelPendingRead);
        var bytes = new MemoryStream();
        while (true)
        {
            var read = await ReadAsync(body);
            foreach (var part in read.Buffer)
                bytes.Write(part.Span);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return bytes;
            if (read.IsCanceled)
                return null;
        }
    }
}
