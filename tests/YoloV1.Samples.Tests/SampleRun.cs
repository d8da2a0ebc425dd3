using System.Diagnostics;

namespace YoloV1.Samples.Tests;

/// <summary>A sample's run as a process of its own.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs a sample to its end.</summary>
    /// <param name="sample">Its name; or the path of its assembly, to run it from another folder than its own.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="words">Its arguments.</param>
    public static SampleRun Of(string sample, string folder, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.IsPathRooted(sample) ? sample : AssemblyOf(sample), .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>What a sample's project built, in the configuration of the tests.</summary>
    public static string AssemblyOf(string sample)
    {
        var project = Path.Combine(Repository.Root, "samples", sample);
        var output = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "YoloV1.Samples.Tests"), AppContext.BaseDirectory);
        return Path.Combine(project, output, $"{sample}.dll");
    }

    public SampleRun ShouldSucceed()
    {
        ExitCode.Should().Be(0, Error);
        return this;
    }
}
