using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.Tests.WebApi;

public sealed class ServiceTests
{
    private const int Clients = 16;

    private static readonly byte[] Image = PngOf(RedFinder.Paint(0, 100, 255, 255));
    private static readonly byte[] Jpeg = TestImages.Jpeg(200, 200);

    [Fact]
    public async Task Health_TellsTheNetworkAndTheLimits()
    {
        using var service = new Service(("places", "3"), ("max-bytes", "5000"));
        using var client = service.CreateClient();

        var health = await client.GetFromJsonAsync<JsonElement>("health");

        health.GetProperty("status").GetString().Should().Be("ok");
        health.GetProperty("model").GetString().Should().Be("red");
        health.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal("red", "blue");
        (Int(health, "busy"), Int(health, "places"), Int(health, "maxBytes")).Should().Be((0, 3, 5000));
    }

    [Fact]
    public async Task Detect_GivesWhatTheDetectorFinds_InPixels()
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (status, body) = await PostAsync(client, Image);

        status.Should().Be(HttpStatusCode.OK);
        (Int(body, "width"), Int(body, "height")).Should().Be((80, 40));
        var found = body.GetProperty("detections").EnumerateArray().ToArray();
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        var expected = detector.Detect(new MemoryStream(Image));
        found.Select(one => one.GetProperty("score").GetSingle()).Should().Equal(expected.Select(one => one.Score)).And.HaveCount(3);
        found.Select(one => one.GetProperty("box").GetProperty("x2").GetSingle()).Should()
            .Equal(expected.Select(one => one.Box.ToPixels(new(80, 40)).X2));
        found.Should().OnlyContain(one => one.GetProperty("class").GetString() == "red");
    }

    public static TheoryData<byte[], string> NoImages => new()
    {
        { "a text"u8.ToArray(), "The upload: this is not an image that can be read; *" },
        { [], "The upload: this is not an image that can be read; *" },
        { Jpeg[..^100], "The upload: the image is truncated; *" },
    };

    [Theory]
    [MemberData(nameof(NoImages))]
    public async Task WhatIsNoImage_IsRefusedWithTheReason(byte[] bytes, string reason)
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (status, body) = await PostAsync(client, bytes);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        body.GetProperty("detail").GetString().Should().Match(reason);
    }

    [Fact]
    public async Task WhatIsTooLarge_IsRefusedWithTheLimit()
    {
        using var service = new Service(("max-bytes", $"{Jpeg.Length - 1}"), ("max-pixels", "3199"));
        using var client = service.CreateClient();

        var (manyBytes, first) = await PostAsync(client, Jpeg);
        var (manyPixels, second) = await PostAsync(client, Image);

        manyBytes.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        first.GetProperty("detail").GetString().Should().EndWith($"An image may have {Jpeg.Length - 1} bytes and 3199 pixels.");
        manyPixels.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        second.GetProperty("detail").GetString().Should().StartWith("The image has 80x40 pixels.");
    }

    [Fact]
    public async Task AFullService_AsksToComeBack_AndAClientThatLeavesFreesItsPlace()
    {
        using var service = new Service(("places", "1"));
        using var client = service.CreateClient();
        using (await BeginUploadAsync(service.Address))
        {
            await WaitUntilBusyAsync(client, 1);

            using var content = new ByteArrayContent(Image);
            using var refused = await client.PostAsync("detect", content);

            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().Should()
                .StartWith("All 1 places are taken");
        }

        await WaitUntilBusyAsync(client, 0);
        (await PostAsync(client, Image)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnUploadThatStops_LosesItsPlace()
    {
        using var service = new Service(("places", "1"), ("seconds", "0.2"));
        using var client = service.CreateClient();
        using var upload = await BeginUploadAsync(service.Address);
        using var answer = new StreamReader(upload.GetStream());

        (await answer.ReadLineAsync()).Should().Be("HTTP/1.1 408 Request Timeout");
        await WaitUntilBusyAsync(client, 0);
    }

    [Fact]
    public async Task SixteenClientsAtOnce_AllGetTheirOwnAnswer()
    {
        using var service = new Service();
        using var client = service.CreateClient();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10 * Clients), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            var red = (byte)(60 + number);
            var (status, body) = await PostAsync(client, PngOf(RedFinder.Paint(red, 0, 0, 0)));

            status.Should().Be(HttpStatusCode.OK);
            body.GetProperty("detections")[0].GetProperty("score").GetSingle().Should().BeApproximately(red / 255f, 1e-5f);
        });
    }

    [Fact]
    public async Task ThePage_AsksForNothingFromOutside()
    {
        using var service = new Service();
        using var client = service.CreateClient();

        using var answer = await client.GetAsync("");

        var page = await answer.Content.ReadAsStringAsync();
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        page.Should().Contain("default-src 'none'")
            .And.NotContain("//cdn").And.NotContain("http:").And.NotContain("https:").And.NotContain("@import");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient client, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await client.PostAsync("detect", content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>A client that has sent the first half of its image.</summary>
    private static async Task<TcpClient> BeginUploadAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port);
        var head = Encoding.ASCII.GetBytes($"POST /detect HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {Jpeg.Length}\r\n\r\n");
        await client.GetStream().WriteAsync((byte[])[.. head, .. Jpeg[..(Jpeg.Length / 2)]]);
        return client;
    }

    private static async Task WaitUntilBusyAsync(HttpClient client, int places)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Int(await client.GetFromJsonAsync<JsonElement>("health", patience.Token), "busy") != places)
            await Task.Delay(10, patience.Token);
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static byte[] PngOf(RgbImage image)
    {
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(image, folder["image.png"]);
        return File.ReadAllBytes(folder["image.png"]);
    }
}
