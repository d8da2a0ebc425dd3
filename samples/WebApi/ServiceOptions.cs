using System.Globalization;
using System.Numerics;

namespace YoloV1.Samples.WebApi;

/// <summary>What the command line sets, each with its bounds.</summary>
internal sealed record ServiceOptions
{
    private static readonly string[] OfAspNet =
        ["urls", "environment", "contentRoot", "applicationName", "AllowedHosts", "forwardedHeaders_enabled"];

    private static readonly string[] Names =
    [
        "model", "allowed-hosts", "places", "uploads", "share", "max-bytes", "max-pixels", "min-rate", "upload-seconds", "seconds",
    ];

    /// <summary>The model file; when another one takes its place, the service takes that one.</summary>
    public required string Model { get; init; }

    /// <summary>The names by which the service may be called, separated by semicolons; * for any.</summary>
    public required string AllowedHosts { get; init; }

    /// <summary>Images that wait for the network or are in it.</summary>
    public required int Places { get; init; }

    /// <summary>Uploads that arrive at once; they take no place yet.</summary>
    public required int Uploads { get; init; }

    /// <summary>The part of the places and of the uploads that one client may hold.</summary>
    public required double Share { get; init; }

    /// <summary>The largest upload.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The largest image. Images of at most four times as many pixels are in memory at once.</summary>
    public required int MaxPixels { get; init; }

    /// <summary>Bytes a second below which an upload is given up.</summary>
    public required double MinRate { get; init; }

    /// <summary>The longest time for an upload.</summary>
    public required double UploadSeconds { get; init; }

    /// <summary>The longest time from an upload's end to its answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>Refuses options that do not exist: a misspelled one would leave its default in force.</summary>
    /// <exception cref="ArgumentException">A word is no option, or an option has no value.</exception>
    public static void Check(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var name = words[i].Split('=')[0];
            // Those with a colon are sections of ASP.NET Core's settings, such as --Logging:LogLevel:Default.
            if (!name.StartsWith("--", StringComparison.Ordinal) || !(name.Contains(':') || IsKnown(name[2..])))
                throw new ArgumentException($"{name}: there is no such option; the options are --urls, --{string.Join(", --", Names)}.");
            if (name == words[i] && ++i == words.Length)
                throw new ArgumentException($"{name}: its value is missing.");
        }
    }

    /// <summary>Reads the options from the command line, environment variables and settings files.</summary>
    /// <exception cref="ArgumentException">A value is missing or out of its bounds.</exception>
    public static ServiceOptions Read(IConfiguration configuration) => new()
    {
        Model = configuration["model"] is { Length: > 0 } model
            ? model
            : throw new ArgumentException("--model MODEL: give a model file, as samples/TrainOnYourPictures writes one."),
        // Not any name: a stranger's page may lead a name of its own to this address.
        AllowedHosts = (configuration["allowed-hosts"] ?? configuration["AllowedHosts"] ?? "localhost;127.0.0.1;[::1]") is var hosts
            && hosts.Trim(';', ' ').Length > 0
            ? hosts
            : throw new ArgumentException("--allowed-hosts: give the names by which the service may be called, or * for any."),
        Places = Number(configuration, "places", 32, least: 1, most: 1000),
        Uploads = Number(configuration, "uploads", 128, least: 1, most: 10_000),
        Share = Number(configuration, "share", 0.5, least: 0.001, most: 1),
        MaxBytes = Number(configuration, "max-bytes", 10_000_000L, least: 1, most: 1_000_000_000),
        MaxPixels = Number(configuration, "max-pixels", 25_000_000, least: 1, most: 500_000_000),
        MinRate = Number(configuration, "min-rate", 2000.0, least: 1, most: 1_000_000_000),
        UploadSeconds = Number(configuration, "upload-seconds", 60.0, least: 0.1, most: 3600),
        Seconds = Number(configuration, "seconds", 30.0, least: 0.1, most: 3600),
    };

    private static bool IsKnown(string name) => Names.Concat(OfAspNet).Contains(name, StringComparer.OrdinalIgnoreCase);

    private static T Number<T>(IConfiguration configuration, string name, T usual, T least, T most)
        where T : INumber<T>
    {
        if (configuration[name] is not { } text)
            return usual;
        return T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException(
                FormattableString.Invariant($"--{name} {text}: give a number from {least} to {most}, such as {usual}."));
    }
}
