using System.Net;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>What the service answers.</summary>
public sealed class ServiceTests
{
    private const int Clients = 16;

    [Fact]
    public async Task Health_TellsTheNetworkAndTheLimits()
    {
        using var service = new Service(("places", "3"), ("max-bytes", "5000"));
        using var client = service.CreateClient();

        var health = await client.HealthAsync();

        health.GetProperty("status").GetString().Should().Be("ok");
        health.GetProperty("model").GetString().Should().Be("red");
        health.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal("red", "blue");
        (health.Int("busy"), health.Int("places"), health.Int("uploading"), health.Int("maxBytes")).Should().Be((0, 3, 0, 5000));
    }

    [Fact]
    public async Task Detect_GivesWhatTheDetectorFinds_InPixels()
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (status, body) = await client.PostAsync(Calls.Image);

        status.Should().Be(HttpStatusCode.OK);
        (body.Int("width"), body.Int("height")).Should().Be((80, 40));
        var found = body.GetProperty("detections").EnumerateArray().ToArray();
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        var expected = detector.Detect(new MemoryStream(Calls.Image));
        found.Select(one => one.GetProperty("score").GetSingle()).Should().Equal(expected.Select(one => one.Score)).And.HaveCount(3);
        var edges = expected.Select(one => one.Box.ToPixels(new(80, 40)).X2);
        found.Select(one => one.GetProperty("box").GetProperty("x2").GetSingle()).Should().Equal(edges);
        found.Should().OnlyContain(one => one.GetProperty("class").GetString() == "red");
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?score=0.5", 2)]
    [InlineData("?score=1", 0)]
    public async Task Detect_GivesWhatIsAboveTheScoreAskedFor(string query, int count)
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (_, body) = await client.PostAsync(Calls.Image, query);

        body.GetProperty("detections").GetArrayLength().Should().Be(count);
    }

    [Fact]
    public async Task Detect_TellsWhatEveryCellSays_OnlyToWhoAsks()
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (_, plain) = await client.PostAsync(Calls.Image);
        var (_, explained) = await client.PostAsync(Calls.Image, "?explain");

        plain.TryGetProperty("cells", out _).Should().BeFalse();
        plain.GetProperty("detections")[0].TryGetProperty("cell", out _).Should().BeFalse();
        var cells = explained.GetProperty("cells").EnumerateArray().ToArray();
        cells.Select(cell => (cell.Int("row"), cell.Int("column"))).Should().Equal((0, 0), (0, 1), (1, 0), (1, 1));
        foreach (var found in explained.GetProperty("detections").EnumerateArray())
        {
            var answering = found.GetProperty("cell");
            var cell = cells[2 * answering.Int("row") + answering.Int("column")];
            cell.GetProperty("boxes")[0].GetProperty("confidence").GetSingle().Should().Be(found.GetProperty("score").GetSingle());
        }
        explained.GetProperty("detections").GetArrayLength().Should().Be(plain.GetProperty("detections").GetArrayLength()).And.Be(3);
    }

    [Theory]
    [InlineData("?score=high")]
    [InlineData("?score=-0.1")]
    [InlineData("?score=NaN")]
    public async Task AScoreThatIsNone_IsRefused(string query)
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (status, body) = await client.PostAsync(Calls.Image, query);

        status.Should().Be(HttpStatusCode.BadRequest);
        body.Detail().Should().Be("The score is a number from 0 to 1, such as 0.2.");
    }

    public static TheoryData<byte[], string> NoImages => new()
    {
        { "a text"u8.ToArray(), "The upload: this is not an image that can be read; *" },
        { [], "The upload: this is not an image that can be read; *" },
        { Calls.Jpeg[..^100], "The upload: the image is truncated; *" },
    };

    [Theory]
    [MemberData(nameof(NoImages))]
    public async Task WhatIsNoImage_IsRefusedWithTheReason(byte[] bytes, string reason)
    {
        using var service = new Service();
        using var client = service.CreateClient();

        var (status, body) = await client.PostAsync(bytes);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        body.Detail().Should().Match(reason);
    }

    [Fact]
    public async Task SixteenClientsAtOnce_AllGetTheirOwnAnswer()
    {
        using var service = new Service();
        using var client = service.CreateClient();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Clients };

        await Parallel.ForEachAsync(Enumerable.Range(0, 10 * Clients), parallel, async (number, _) =>
        {
            var red = (byte)(60 + number);
            var (status, body) = await client.PostAsync(ImageFile.ToPng(RedFinder.Paint(red, 0, 0, 0)));

            status.Should().Be(HttpStatusCode.OK);
            body.GetProperty("detections")[0].GetProperty("score").GetSingle().Should().BeApproximately(red / 255f, 1e-5f);
        });
    }
}
