using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>Darknet's own prediction of an image, by the seconds that it says it took: the network alone.</summary>
internal sealed partial class DarknetContender(string weights, string image) : IContender
{
    public const string Program = "/usr/bin/darknet";
    private const string Files = "/usr/share/darknet";

    /// <summary>The network of the weights, as Debian's package has it.</summary>
    public static string CfgOf(string network) => $"{Files}/cfg/{(network == "tiny" ? "yolov1-tiny" : "yolov1")}.cfg";

    public bool WorksHere => false;

    public void Run() => Measure();

    public double Measure()
    {
        var cfg = CfgOf(Path.GetFileNameWithoutExtension(weights));
        // It waits for a key in the end, and keeps its words back when they go to no terminal.
        var start = new ProcessStartInfo("stdbuf", ["-oL", Program, "yolo", "test", cfg, weights, image])
        {
            WorkingDirectory = Files,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["QT_QPA_PLATFORM"] = "offscreen" },
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (Predicted().Match(line) is { Success: true } match)
                    return 1000 * double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            }
            throw new InvalidOperationException($"{Program} has ended without a prediction.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    [GeneratedRegex(@"Predicted in ([0-9.]+) seconds")]
    private static partial Regex Predicted();
}
