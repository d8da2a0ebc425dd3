using System.Diagnostics;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>From the start of <c>yolov1 predict</c> to the line with the first image's detections.</summary>
internal sealed class StartContender(string command, string model, string image, Precision precision) : IContender
{
    public bool WorksHere => false;

    public void Run() => Measure();

    public double Measure()
    {
        string[] words =
        [
            command, "predict", image, "--weights", model, "--device", "cpu",
            "--precision", precision == Precision.Float32 ? "fp32" : "bf16",
        ];
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine();
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.WaitForExit();
        return line is null ? throw new InvalidOperationException("yolov1 predict has ended without a word.") : elapsed.TotalMilliseconds;
    }
}
