using System.Diagnostics;

namespace YoloV1.Cli.Tests;

/// <summary>The command as a process of its own.</summary>
internal static class CommandProcess
{
    public static Process Start(params IEnumerable<string> words) => ProcessRun.Start("dotnet", Words(words).Skip(1));

    /// <summary>The call with the program that runs it, for another program to start.</summary>
    public static IEnumerable<string> Words(IEnumerable<string> words) =>
        ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll"), .. words];

    /// <summary>What Ctrl+C does, on systems with signals.</summary>
    public static void Interrupt(Process process) => ProcessRun.Of("kill", ["-INT", $"{process.Id}"]).ShouldSucceed();
}
