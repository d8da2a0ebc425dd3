using System.Globalization;
using System.Net;
using YoloV1.Imaging;

namespace YoloV1.Samples.WebApi;

/// <summary>POST /detect: an image's bytes in, what is in it out.</summary>
internal sealed class DetectEndpoint(ServiceOptions options, Uploads uploads, DetectionQueue queue)
{
    private readonly Gate _arriving = new(options.Uploads, options.Share);
    private readonly Gate _places = new(options.Places, options.Share);

    /// <summary>Whether nobody sends and nobody waits.</summary>
    public bool IsIdle => _arriving.Count == 0 && _places.Count == 0;

    /// <summary>How the service is.</summary>
    public object Health() => new
    {
        Status = "ok",
        Model = queue.Model.Name,
        queue.Model.Classes,
        queue.Model.Score,
        Busy = _places.Count,
        options.Places,
        Uploading = _arriving.Count,
        options.Uploads,
        options.MaxBytes,
        options.MaxPixels,
    };

    /// <summary>Answers a request, or says why not.</summary>
    public async Task<IResult> DetectAsync(HttpContext http)
    {
        try
        {
            var minScore = ReadScore(http.Request.Query["score"], queue.Model.Score);
            var explains = http.Request.Query.ContainsKey("explain");
            var client = Gate.ClientOf(http.Connection.RemoteIpAddress);
            using var arriving = _arriving.TryEnter(client);
            // Who would find no place is told at once, before its image is taken in.
            if (arriving is null || !_places.HasRoomFor(client))
                throw Full();
            using var upload = await uploads.ReadAsync(http);
            // Only now: a slow upload keeps nobody from the network.
            using var place = _places.TryEnter(client) ?? throw Full();
            arriving.Dispose();
            return await AnswerAsync(upload, client, minScore, explains, http.RequestAborted);
        }
        catch (ImageException fault)
        {
            return Results.Problem(fault.Message, statusCode: StatusCodes.Status415UnsupportedMediaType);
        }
        catch (BadHttpRequestException fault)
        {
            if (fault.StatusCode == StatusCodes.Status503ServiceUnavailable)
                http.Response.Headers.RetryAfter = "1";
            var limits = fault.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $" An image may have {options.MaxBytes} bytes and {options.MaxPixels} pixels."
                : "";
            return Results.Problem(fault.Message + limits, statusCode: fault.StatusCode);
        }
    }

    private async Task<IResult> AnswerAsync(
        MemoryStream upload, IPAddress client, float minScore, bool explains, CancellationToken left)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Seconds));
        try
        {
            return await uploads.DecodeAsync(upload, client, async image =>
            {
                var (detections, classes, grid) = await queue.DetectAsync(image, minScore, patience.Token, explains);
                var (width, height) = image.Size;
                var described = detections.Select((detection, index) =>
                    Describe(detection, classes, image.Size, grid?.Detections[index]));
                var cells = grid?.Cells.Select(cell => Describe(cell, classes));
                return Results.Ok(new { width, height, Detections = described, cells });
            }, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new BadHttpRequestException($"No answer within {options.Seconds} seconds.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private BadHttpRequestException Full() => new(
        $"All {options.Places} places or {options.Uploads} uploads are taken, or your share of them; try again in a second.",
        StatusCodes.Status503ServiceUnavailable);

    private static float ReadScore(string? text, float usual)
    {
        if (text is null)
            return usual;
        return float.TryParse(text, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1
            ? score
            : throw new BadHttpRequestException("The score is a number from 0 to 1, such as 0.2.");
    }

    private static object Describe(Detection detection, ClassNames classes, ImageSize size, GridDetection? answering)
    {
        var (x1, y1, x2, y2) = detection.Box.ToPixels(size);
        var cell = answering is { } found ? new { found.Row, found.Column } : null;
        return new { Class = classes[detection.ClassId], detection.ClassId, detection.Score, Box = new { x1, y1, x2, y2 }, cell };
    }

    // Boxes as fractions of the image: the page draws them over it in any size.
    private static object Describe(GridCell cell, ClassNames classes) => new
    {
        cell.Row,
        cell.Column,
        Class = classes[cell.ClassId],
        cell.ClassId,
        cell.Probability,
        Boxes = cell.Boxes.Select(box => new { box.Confidence, box.Box.Left, box.Box.Top, box.Box.Width, box.Box.Height }),
    };
}
