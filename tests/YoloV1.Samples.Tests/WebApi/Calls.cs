using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using YoloV1.Imaging;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>What clients of the service do.</summary>
internal static class Calls
{
    /// <summary>Three red quarters: none, 100, 255 and 255 of 255.</summary>
    public static byte[] Image { get; } = ImageFile.ToPng(RedFinder.Paint(0, 100, 255, 255));

    /// <summary>An image of some kilobytes.</summary>
    public static byte[] Jpeg { get; } = TestImages.Jpeg(200, 200);

    /// <param name="client">Who asks.</param>
    /// <param name="bytes">The body.</param>
    /// <param name="query">Behind /detect.</param>
    /// <param name="from">The address that a proxy tells.</param>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(
        this HttpClient client, byte[] bytes, string query = "", string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"detect{query}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Forwarded-For", from is null ? [] : [from]);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static Task<JsonElement> HealthAsync(this HttpClient client) => client.GetFromJsonAsync<JsonElement>("health");

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static string? Detail(this JsonElement problem) => problem.GetProperty("detail").GetString();

    /// <summary>A client that has sent the first half of <see cref="Jpeg"/>.</summary>
    public static async Task<TcpClient> BeginUploadAsync(this Service service, string from = "192.0.2.1")
    {
        var client = await service.SendAsync($"X-Forwarded-For: {from}\r\nContent-Length: {Jpeg.Length}\r\n\r\n");
        await client.GetStream().WriteAsync(Jpeg.AsMemory(0, Jpeg.Length / 2));
        return client;
    }

    /// <summary>A client that has sent the rest of a request to /detect, word for word.</summary>
    public static async Task<TcpClient> SendAsync(this Service service, string rest)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /detect HTTP/1.1\r\nHost: localhost\r\n{rest}"));
        return client;
    }

    /// <summary>The head and the chunks of what the service answers.</summary>
    public static async Task<string> ReadAnswerAsync(this TcpClient client)
    {
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await client.GetStream().ReadAsync(buffer);
            answer.Append(count > 0 ? Encoding.ASCII.GetString(buffer, 0, count) : throw new EndOfStreamException($"{answer}"));
        }
        return answer.ToString();
    }

    public static async Task WaitForUploadsAsync(this HttpClient client, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await client.HealthAsync()).Int("uploading") != count)
            await Task.Delay(10, patience.Token);
    }
}
