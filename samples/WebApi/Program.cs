using System.Net.Sockets;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using YoloV1.Runtime;
using YoloV1.Samples.WebApi;

// A service: POST /detect takes the bytes of an image and gives what is in it as JSON, with ?explain also what every cell of the grid says;
// / is a page to drop images on, /health how it is.
//
//   WebApi --model MODEL [--urls http://127.0.0.1:5000] [--allowed-hosts "localhost;127.0.0.1;[::1]"]
//          [--places 32] [--uploads 128] [--share 0.5] [--max-bytes 10000000] [--max-pixels 25000000]
//          [--min-rate 2000] [--upload-seconds 60] [--seconds 30]
//
// ServiceOptions.cs says what each is. Behind a proxy, let ASPNETCORE_FORWARDEDHEADERS_ENABLED=true tell clients apart.
// A file that takes MODEL's place is taken without a pause.

Allocator.KeepFreedMemory();
// What to do when the service does not come up; null once it runs.
string? remedy = "Give a model file with --model, as samples/TrainOnYourPictures writes one.";
try
{
    ServiceOptions.Check(args);
    var builder = WebApplication.CreateSlimBuilder(args);
    var options = ServiceOptions.Read(builder.Configuration);
    var source = new ModelSource(options.Model);
    var queue = new DetectionQueue(source.Load());

    remedy = "Give another address with --urls, such as http://127.0.0.1:5001.";
    builder.Configuration["AllowedHosts"] = options.AllowedHosts;
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinRate, gracePeriod: TimeSpan.FromSeconds(3));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.OfConnections);
    builder.Services.AddProblemDetails();
    // What was not asked for is left out.
    builder.Services.ConfigureHttpJsonOptions(
        json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
    builder.Services.AddSingleton(options).AddSingleton(source).AddSingleton<Uploads>().AddSingleton<DetectEndpoint>();
    builder.Services.AddSingleton(queue).AddHostedService(_ => queue).AddHostedService<ModelWatch>();
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    // These two would tell a failed start once more, with stacks.
    foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"])
        builder.Logging.AddFilter(category, level => remedy is null && level >= LogLevel.Warning);

    await using var app = builder.Build();
    var endpoint = app.Services.GetRequiredService<DetectEndpoint>();
    app.UseExceptionHandler();
    app.UseSecurityHeaders();
    app.MapPage();
    app.MapMethods("/health", ["GET", "HEAD"], endpoint.Health);
    app.MapPost("/detect", (Delegate)endpoint.DetectAsync);

    await app.StartAsync();
    remedy = null;
    app.Logger.Started(options.AllowedHosts);
    await Shutdown.WaitAsync(app, () => endpoint.IsIdle, TimeSpan.FromSeconds(options.Seconds));
    return 0;
}
catch (ArgumentException fault) when (remedy is not null)
{
    return Message.Tell(Message.Of(fault), exitCode: 2);
}
catch (Exception fault) when (remedy is not null && fault is
    IOException or InvalidDataException or UnauthorizedAccessException or SocketException or FormatException or InvalidOperationException)
{
    return Message.Tell($"{Message.Of(fault)} {remedy}", exitCode: 1);
}
