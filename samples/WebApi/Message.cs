namespace YoloV1.Samples.WebApi;

/// <summary>What went wrong, for a person, on one line.</summary>
internal static class Message
{
    /// <summary>A fault's message without line ends and other characters that steer a terminal.</summary>
    public static string Of(Exception fault) =>
        string.Concat(fault.Message.ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? '?' : letter));

    /// <summary>Says on standard error why the service does not run.</summary>
    /// <returns>The exit code given.</returns>
    public static int Tell(string why, int exitCode)
    {
        try
        {
            Console.Error.WriteLine($"WebApi: {why}");
        }
        catch (IOException)
        {
            // Standard error takes nothing, as a full disk: the exit code says it alone.
        }
        return exitCode;
    }
}
