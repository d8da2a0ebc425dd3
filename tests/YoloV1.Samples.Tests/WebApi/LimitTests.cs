using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>What the service takes in, from one client and from all.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task WhatIsTooLarge_IsRefusedWithTheLimit()
    {
        using var service = new Service(("max-bytes", $"{Calls.Jpeg.Length - 1}"), ("max-pixels", "3199"));
        using var client = service.CreateClient();

        var (manyBytes, first) = await client.PostAsync(Calls.Jpeg);
        var (manyPixels, second) = await client.PostAsync(Calls.Image);

        manyBytes.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        first.Detail().Should().EndWith($"An image may have {Calls.Jpeg.Length - 1} bytes and 3199 pixels.");
        manyPixels.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        second.Detail().Should().StartWith("The image has 80x40 pixels.");
    }

    [Theory]
    [InlineData("ZZ")]
    [InlineData("FFFFFFFFF")]
    [InlineData("-1")]
    public async Task ChunksOfNoSize_AreTheClientsFault(string size)
    {
        using var service = new Service();
        using var client = await service.SendAsync($"Transfer-Encoding: chunked\r\n\r\n{size}\r\n");

        (await client.ReadAnswerAsync()).Should().StartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task SlowUploads_KeepNobodyFromTheNetwork()
    {
        using var service = new Service(("places", "1"), ("uploads", "4"), ("share", "1"));
        using var client = service.CreateClient();
        using var slow = await service.BeginUploadAsync();
        using var slower = await service.BeginUploadAsync();
        await client.WaitForUploadsAsync(2);

        (await client.PostAsync(Calls.Image)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AFullService_AsksToComeBack_AndAClientThatLeavesMakesRoom()
    {
        using var service = new Service(("uploads", "1"));
        using var client = service.CreateClient();
        using (await service.BeginUploadAsync())
        {
            await client.WaitForUploadsAsync(1);

            using var content = new ByteArrayContent(Calls.Image);
            using var refused = await client.PostAsync("detect", content);

            refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
            (await refused.Content.ReadAsStringAsync()).Should().Contain("All 32 places or 1 uploads are taken, or your share of them");
        }

        await client.WaitForUploadsAsync(0);
        (await client.PostAsync(Calls.Image)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OneClientsUploads_AreItsShare()
    {
        using var service = new Service(("uploads", "4"), ("share", "0.5"), ("forwardedHeaders_enabled", "true"));
        using var client = service.CreateClient();
        using var first = await service.BeginUploadAsync(from: "192.0.2.1");
        using var second = await service.BeginUploadAsync(from: "192.0.2.1");
        await client.WaitForUploadsAsync(2);

        (await client.PostAsync(Calls.Image, from: "192.0.2.1")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await client.PostAsync(Calls.Image, from: "192.0.2.2")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnUploadBelowTheRate_IsGivenUp()
    {
        using var service = new Service(("min-rate", $"{Calls.Jpeg.Length}"));
        using var client = service.CreateClient();
        using var upload = await service.BeginUploadAsync();

        (await upload.ReadAnswerAsync()).Should().StartWith("HTTP/1.1 408 Request Timeout").And.Contain("arriving too slowly");
        (await client.HealthAsync()).Int("uploading").Should().Be(0);
    }

    [Fact]
    public async Task AnUploadThatTakesTooLong_IsGivenUp()
    {
        using var service = new Service(("upload-seconds", "0.2"));
        using var client = service.CreateClient();
        using var upload = await service.BeginUploadAsync();

        (await upload.ReadAnswerAsync()).Should().StartWith("HTTP/1.1 408 Request Timeout").And.Contain("took more than 0.2 seconds");
        (await client.HealthAsync()).Int("uploading").Should().Be(0);
    }

    [Fact]
    public async Task AServiceThatEnds_TellsUploadsSo()
    {
        using var service = new Service();
        using var client = service.CreateClient();
        using var upload = await service.BeginUploadAsync();
        await client.WaitForUploadsAsync(1);

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await upload.ReadAnswerAsync()).Should().StartWith("HTTP/1.1 503 Service Unavailable").And.Contain("The service is ending");
    }
}
