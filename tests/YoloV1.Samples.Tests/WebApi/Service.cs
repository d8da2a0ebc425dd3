using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using YoloV1.Weights;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>The service in this process, on a free port of the loopback address, with a network that finds red quarters.</summary>
internal sealed class Service : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder _folder = new();
    private readonly (string Key, string Value)[] _settings;

    public Service(params (string Key, string Value)[] settings)
    {
        using var model = RedFinder.Create();
        ModelFile.Save(model, RedFinder.Classes, _folder["red.safetensors"]);
        // A port given to UseKestrel is set when the server may have started already.
        _settings = [("urls", "http://127.0.0.1:0"), ("model", _folder["red.safetensors"]), .. settings];
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // Called twice.
        if (Directory.Exists(_folder["."]))
            _folder.Dispose();
    }
}
