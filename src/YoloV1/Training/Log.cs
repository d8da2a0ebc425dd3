using Microsoft.Extensions.Logging;

namespace YoloV1.Training;

/// <summary>The log messages of a training.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: loss {Loss}")]
    public static partial void Epoch(ILogger logger, int epoch, LossValues loss);

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: loss {Loss}, {Measure} {Score}")]
    public static partial void MeasuredEpoch(ILogger logger, int epoch, LossValues loss, string measure, double score);

    [LoggerMessage(LogLevel.Debug, "Checkpoint {Path} after step {Step}")]
    public static partial void Saved(ILogger logger, string path, long step);
}
