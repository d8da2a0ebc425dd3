namespace YoloV1.Samples.WebApi;

/// <summary>What the service writes into its log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Calls to {Hosts} are answered; --allowed-hosts names others.")]
    public static partial void Started(this ILogger log, string hosts);

    [LoggerMessage(LogLevel.Information, "The model is now '{Name}' of {File}.")]
    public static partial void ModelReplaced(this ILogger log, string name, string file);

    [LoggerMessage(LogLevel.Warning, "The model stays as it was: {Fault}")]
    public static partial void ModelRefused(this ILogger log, string fault);
}
