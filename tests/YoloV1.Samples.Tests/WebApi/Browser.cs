using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>A page in a headless Chromium, driven by the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/).</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
    ];

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private int _lastId;

    private Browser(string program)
    {
        string[] words = [.. Flags, $"--user-data-dir={_profile["profile"]}", "about:blank"];
        _process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
    }

    public static async Task<Browser> StartAsync(string program)
    {
        var browser = new Browser(program);
        var port = await browser.ReadPortAsync();
        using var client = new HttpClient();
        var pages = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/json/list");
        var page = pages.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        await browser._socket.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), default);
        return browser;
    }

    /// <summary>Sends a command of the protocol and returns its result.</summary>
    public async Task<JsonElement> SendAsync(string method, object? parameters = null)
    {
        var id = ++_lastId;
        var command = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } });
        await _socket.SendAsync(command, WebSocketMessageType.Text, true, default);
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out var result)
                    ? result
                    : throw new InvalidOperationException($"{method}: {message}");
            }
        }
    }

    /// <summary>The value of a script's expression, awaited where it is a promise.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        var result = await SendAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        return result.GetProperty("result").TryGetProperty("value", out var value)
            ? value.ToString()
            : throw new InvalidOperationException($"{expression}: {result}");
    }

    /// <summary>Gives a file to the page's file input, as a person does who chooses it.</summary>
    public async Task ChooseFileAsync(string path)
    {
        var document = await SendAsync("DOM.getDocument");
        var root = document.GetProperty("root").GetProperty("nodeId").GetInt32();
        var input = await SendAsync("DOM.querySelector", new { nodeId = root, selector = "input[type=file]" });
        await SendAsync("DOM.setFileInputFiles", new { nodeId = input.GetProperty("nodeId").GetInt32(), files = (string[])[path] });
    }

    public async Task<byte[]> ScreenshotAsync() => (await SendAsync("Page.captureScreenshot")).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _profile.Dispose();
    }

    private async Task<int> ReadPortAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("DevTools listening on ", StringComparison.Ordinal))
                return new Uri(line.Split(' ')[^1]).Port;
        }
        throw new InvalidOperationException("The browser ended before it listened.");
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, default);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(message.ToArray()).RootElement;
    }
}
