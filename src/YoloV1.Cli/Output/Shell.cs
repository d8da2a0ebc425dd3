namespace YoloV1.Cli.Output;

/// <summary>The shell that parses a pasted line.</summary>
internal enum Shell
{
    /// <summary>bash, zsh and the like.</summary>
    Posix,

    /// <summary>PowerShell.</summary>
    PowerShell,

    /// <summary>The command prompt of Windows.</summary>
    Cmd,
}
