using System.Diagnostics;

namespace YoloV1.Tests;

/// <summary>A program that ran to its end, and what it wrote.</summary>
internal sealed record ProcessRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of its output that are not empty.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Starts a program whose output is read.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="words">Its arguments.</param>
    /// <param name="folder">Where it runs; null for where the tests do.</param>
    public static Process Start(string program, IEnumerable<string> words, string? folder = null)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <inheritdoc cref="Start"/>
    public static ProcessRun Of(string program, IEnumerable<string> words, string? folder = null)
    {
        using var process = Start(program, words, folder);
        return EndOf(process);
    }

    /// <summary>Waits for the end of a program.</summary>
    public static ProcessRun EndOf(Process process)
    {
        // Both at once: a full pipe would hold the program up.
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Asserts that it ended without a fault.</summary>
    public ProcessRun ShouldSucceed()
    {
        ExitCode.Should().Be(0, Error);
        return this;
    }
}
