using System.Net;
using System.Text.RegularExpressions;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>What browsers are told, and who may call.</summary>
public sealed class SecurityTests : IDisposable
{
    private readonly Service _service = new();
    private readonly HttpClient _client;

    public SecurityTests() => _client = _service.CreateClient();

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData("GET", "", HttpStatusCode.OK)]
    [InlineData("HEAD", "", HttpStatusCode.OK)]
    [InlineData("GET", "page.js", HttpStatusCode.OK)]
    [InlineData("HEAD", "health", HttpStatusCode.OK)]
    [InlineData("POST", "detect", HttpStatusCode.OK)]
    [InlineData("POST", "detect?score=2", HttpStatusCode.BadRequest)]
    [InlineData("GET", "detect", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "nothing", HttpStatusCode.NotFound)]
    public async Task EveryAnswer_TellsBrowsersToKeepToIt(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new ByteArrayContent(Calls.Image) : null;

        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(status);
        string Header(string name) => string.Join(' ', answer.Headers.GetValues(name));
        Header("X-Content-Type-Options").Should().Be("nosniff");
        var policy = Header("Content-Security-Policy");
        policy.Should().StartWith("default-src 'none';").And.EndWith("frame-ancestors 'none'").And.NotContain("unsafe");
        Header("Referrer-Policy").Should().Be("no-referrer");
        Header("Cross-Origin-Resource-Policy").Should().Be("same-origin");
        Header("Cache-Control").Should().Be("no-store");
        answer.Headers.Contains("Server").Should().BeFalse();
    }

    [Fact]
    public async Task ThePage_NeedsNothingThatItsPolicyForbids()
    {
        var page = await _client.GetStringAsync("");

        page.Should().NotMatchRegex(@"<script(?! src=)|<style|\son\w+=|\sstyle=|https?:|//", "nothing is inline or from outside");
        foreach (Match link in Regex.Matches(page, "(?:src|href)=\"(?!data:)([^\"]+)\""))
        {
            using var file = await _client.GetAsync(link.Groups[1].Value);
            file.Content.Headers.ContentType!.MediaType.Should().BeOneOf("text/css", "text/javascript");
        }
        var script = await _client.GetStringAsync("page.js");
        script.Should().NotMatchRegex(@"innerHTML|eval\(|setAttribute\('style'|https?:(?!//www\.w3\.org/2000/svg')");
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("stranger.example", HttpStatusCode.BadRequest)]
    public async Task ANameThatALoopbackAddressDoesNotHave_IsRefused(string host, HttpStatusCode status) =>
        (await GetAsync(_client, host)).Should().Be(status);

    [Fact]
    public async Task TheNamesThatAreAllowed_AreAnOption()
    {
        using var service = new Service(("allowed-hosts", "detector.example;127.0.0.1"));
        using var client = service.CreateClient();

        (await GetAsync(client, "detector.example")).Should().Be(HttpStatusCode.OK);
        (await GetAsync(client, "localhost")).Should().Be(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
