using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using YoloV1.Inference;
using YoloV1.Samples.WebApi;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>Requests before the network runs: all that have a place wait.</summary>
public sealed class DetectEndpointTests : IDisposable
{
    private readonly DetectionQueue _queue = new(CreateDetector());
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly List<Uploads> _uploads = [];

    public void Dispose()
    {
        _queue.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        _queue.Dispose();
        _uploads.ForEach(uploads => uploads.Dispose());
    }

    [Fact]
    public async Task OneClientsPlaces_AreItsShare()
    {
        var endpoint = Create(("places", "4"), ("share", "0.5"));
        Task<IResult>[] waiting = [Ask(endpoint, "192.0.2.1"), Ask(endpoint, "192.0.2.1"), Ask(endpoint, "192.0.2.2")];

        StatusOf(await Ask(endpoint, "192.0.2.1")).Should().Be(503);

        waiting.Should().OnlyContain(answer => !answer.IsCompleted);
        await _queue.StartAsync(CancellationToken.None);
        (await Task.WhenAll(waiting)).Select(StatusOf).Should().OnlyContain(status => status == 200);
    }

    [Fact]
    public async Task OneClientsPixels_AreItsShare()
    {
        // Four images of 80x40 pixels are in memory at once, two of one client.
        var endpoint = Create(("max-pixels", "3200"), ("share", "0.5"));
        var hoarder = Enumerable.Range(0, 8).Select(_ => Ask(endpoint, "192.0.2.1")).ToList();
        var other = Ask(endpoint, "192.0.2.2");

        await _queue.StartAsync(CancellationToken.None);

        StatusOf(await other).Should().Be(200);
        hoarder.Count(answer => answer.IsCompleted).Should().BeLessThan(8, "its third image was decoded after the other client's");
        (await Task.WhenAll(hoarder)).Select(StatusOf).Should().OnlyContain(status => status == 200);
    }

    [Fact]
    public async Task WhoWaitsTooLong_IsAskedToComeBack()
    {
        var endpoint = Create(("seconds", "0.1"));
        var answer = Ask(endpoint, "192.0.2.1");
        await Task.Delay(300);

        await _queue.StartAsync(CancellationToken.None);

        StatusOf(await answer).Should().Be(503);
    }

    private DetectEndpoint Create(params (string Key, string Value)[] settings)
    {
        var values = settings.Append(("model", "red")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values);
        var options = ServiceOptions.Read(configuration.Build());
        _uploads.Add(new Uploads(options, _lifetime));
        return new DetectEndpoint(options, _uploads[^1], _queue);
    }

    private static Task<IResult> Ask(DetectEndpoint endpoint, string client)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(client);
        http.Request.Body = new MemoryStream(Calls.Image);
        return endpoint.DetectAsync(http);
    }

    private static int? StatusOf(IResult result) => ((IStatusCodeHttpResult)result).StatusCode;

    private static Detector CreateDetector()
    {
        using var model = RedFinder.Create();
        return new Detector(model, RedFinder.Classes);
    }
}
