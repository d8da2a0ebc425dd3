namespace YoloV1.Cli.Output;

/// <summary>Who takes a pasted line apart.</summary>
internal enum Shell
{
    /// <summary>bash, zsh and the like.</summary>
    Posix,

    /// <summary>PowerShell.</summary>
    PowerShell,

    /// <summary>The command prompt of Windows.</summary>
    Cmd,
}
