namespace YoloV1.Cli.Commands;

/// <summary>What one check of a device found.</summary>
/// <param name="What">The check.</param>
/// <param name="Found">What it found, in words.</param>
/// <param name="IsWrong">Whether that is a fault.</param>
internal sealed record DeviceFinding(string What, string Found, bool IsWrong = false);
