using System.Diagnostics;

namespace YoloV1.Cli.Tests;

/// <summary>The command as a process of its own.</summary>
internal static class CommandProcess
{
    public static Process Start(params IEnumerable<string> words) =>
        ProcessRun.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll"), .. words]);

    /// <summary>What Ctrl+C does, on systems with signals.</summary>
    public static void Interrupt(Process process) => ProcessRun.Of("kill", ["-INT", $"{process.Id}"]).ShouldSucceed();
}
