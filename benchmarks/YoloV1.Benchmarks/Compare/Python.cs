using System.Diagnostics;

namespace YoloV1.Benchmarks.Compare;

/// <summary>A Python that has PyTorch.</summary>
internal sealed record Python(string Program, string TorchVersion)
{
    /// <summary>The first of those that a system usually has; null when none has PyTorch.</summary>
    public static Python? Find() => new[] { "python3", "/usr/bin/python3" }.Select(Ask).FirstOrDefault(python => python is not null);

    private static Python? Ask(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["-c", "import torch; print(torch.__version__)"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? new(program, version) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
