using System.Net.Mime;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using YoloV1;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Runtime;
using YoloV1.Samples.WebApi;

// A service: POST /detect takes the bytes of an image and gives what is in it as JSON, / is a page to drop images on, /health how it is.
//
//   WebApi --model MODEL [--urls http://127.0.0.1:5000] [--places 16] [--max-bytes 10000000] [--max-pixels 25000000] [--seconds 30]

Allocator.KeepFreedMemory();
var builder = WebApplication.CreateSlimBuilder(args);
if (builder.Configuration["model"] is not { } model)
{
    Console.Error.WriteLine("WebApi --model MODEL: a model file, as samples/TrainOnYourPictures writes one.");
    return 2;
}

var places = builder.Configuration.GetValue("places", 16);
var (maxBytes, maxPixels) =
    (builder.Configuration.GetValue("max-bytes", 10_000_000L), builder.Configuration.GetValue("max-pixels", 25_000_000L));
var seconds = builder.Configuration.GetValue("seconds", 30.0);

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = maxBytes);
builder.Services.AddRequestTimeouts();
builder.Services.AddSingleton(Detector.Load(model));
builder.Services.AddSingleton<DetectionQueue>();
builder.Services.AddHostedService(services => services.GetRequiredService<DetectionQueue>());
var app = builder.Build();
app.UseRequestTimeouts();

// Who finds no place is told at once, before an upload is taken in; decoding beyond the processors' number would only take memory.
using var limiter = new ConcurrencyLimiter(new() { PermitLimit = places, QueueLimit = 0 });
using var decoders = new SemaphoreSlim(Environment.ProcessorCount);

app.MapGet("/", () => Results.Stream(typeof(DetectionQueue).Assembly.GetManifestResourceStream("page.html")!, MediaTypeNames.Text.Html));

long Busy() => places - limiter.GetStatistics()!.CurrentAvailablePermits;
app.MapGet(
    "/health",
    (Detector detector) => new
    {
        Status = "ok",
        Model = detector.Config.Name,
        detector.Classes,
        Busy = Busy(),
        places,
        maxBytes,
        maxPixels,
    });

app.MapPost("/detect", async (HttpContext http, Detector detector, DetectionQueue queue, CancellationToken left) =>
{
    using var place = limiter.AttemptAcquire();
    if (!place.IsAcquired)
    {
        http.Response.Headers.RetryAfter = "1";
        return Results.Problem(
            $"All {places} places are taken; try again in a second.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    try
    {
        var image = await ReadAsync(http.Request.Body, left);
        var found = await queue.DetectAsync(image, left);
        var detections = found.Select(detection => Describe(detection, detector.Classes, image.Size));
        return Results.Ok(new { image.Size.Width, image.Size.Height, Detections = detections });
    }
    catch (ImageException fault)
    {
        return Results.Problem(fault.Message, statusCode: StatusCodes.Status415UnsupportedMediaType);
    }
    catch (BadHttpRequestException fault)
    {
        return Results.Problem($"{fault.Message} An image may have {maxBytes} bytes and {maxPixels} pixels.", statusCode: fault.StatusCode);
    }
}).WithRequestTimeout(
    new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(seconds), TimeoutStatusCode = StatusCodes.Status408RequestTimeout });

await app.RunAsync();
return 0;

async Task<RgbImage> ReadAsync(Stream body, CancellationToken left)
{
    using var bytes = new MemoryStream();
    await body.CopyToAsync(bytes, left);
    bytes.Position = 0;
    // A small file may hold a huge image.
    if (ImageFile.ReadSize(bytes, "The upload") is var size && (long)size.Width * size.Height > maxPixels)
        throw new BadHttpRequestException($"The image has {size} pixels.", StatusCodes.Status413PayloadTooLarge);
    await decoders.WaitAsync(left);
    try
    {
        bytes.Position = 0;
        return ImageFile.Read(bytes, "The upload");
    }
    finally
    {
        decoders.Release();
    }
}

static object Describe(Detection detection, ClassNames classes, ImageSize size)
{
    var (x1, y1, x2, y2) = detection.Box.ToPixels(size);
    return new { Class = classes[detection.ClassId], detection.ClassId, detection.Score, Box = new { x1, y1, x2, y2 } };
}
