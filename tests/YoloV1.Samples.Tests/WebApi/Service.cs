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
        SaveModel(RedFinder.Classes);
        // A port given to UseKestrel is set when the server may have started already.
        _settings = [("urls", "http://127.0.0.1:0"), ("model", Model), .. settings];
        UseKestrel();
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>The model file.</summary>
    public string Model => _folder["red.safetensors"];

    /// <summary>Puts a model with other class names in the file's place, by a rename.</summary>
    public void SaveModel(ClassNames classes)
    {
        using var model = RedFinder.Create();
        ModelFile.Save(model, classes, Model);
    }

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
