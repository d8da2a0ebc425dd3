namespace YoloV1.Cli.Output;

/// <summary>How the command ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed: a file, an image, the machine.</summary>
    public const int Failed = 1;

    /// <summary>The call was wrong: an option, a value.</summary>
    public const int WrongCall = 2;
}
