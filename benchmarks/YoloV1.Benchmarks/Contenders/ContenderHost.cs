using System.Diagnostics;
using System.Globalization;
using YoloV1.Runtime;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>
/// The process of one contender. It says "ready", answers each line with the milliseconds of one run, and its input's end with the most
/// memory that it has had, in bytes, or 0 when another process did the work. <c>torch_contender.py</c> speaks the same way.
/// </summary>
internal static class ContenderHost
{
    private static readonly Dictionary<string, Func<Arguments, IContender>> Kinds = new()
    {
        ["network"] = a => new NetworkContender(a.Path, a.Batch, a.Precision),
        ["onnx"] = a => new OnnxContender(a.Path, a.Batch),
        ["file"] = a => new FileContender(a.Path, a.Other, a.Precision),
        ["folder"] = a => new FolderContender(a.Path, a.Other, a.Precision),
        ["networks"] = a => new NetworkContender(a.Path, 8, a.Precision, runs: a.Batch / 8),
        ["decoder"] = a => new DecoderContender(a.Path, a.Other),
        ["step"] = a => new StepContender(a.Path, a.Batch, a.Precision),
        ["plain-step"] = a => new PlainStepContender(a.Path, a.Batch),
        ["start"] = a => new StartContender(a.Command, a.Path, a.Other, a.Precision),
        ["coco"] = _ => new CocoContender(),
        ["darknet"] = a => new DarknetContender(a.Path, a.Other),
    };

    /// <summary>
    /// A contender by the words of a call: kind, file, batch, precision, another file, and the command where that is run.
    /// </summary>
    public static IContender Create(string kind, string path, int batch, Precision precision, string other, string command = "-") =>
        Kinds[kind](new(path, batch, precision, other, command));

    public static int Run(string[] words)
    {
        // As the command does at its start; those that use TorchSharp as it comes go without.
        if (!words[0].StartsWith("plain", StringComparison.Ordinal))
            Allocator.KeepFreedMemory();
        var precision = Enum.Parse<Precision>(words[3]);
        using var contender = Create(words[0], words[1], int.Parse(words[2], CultureInfo.InvariantCulture), precision, words[4], words[5]);
        Console.Out.WriteLine("ready");
        while (Console.In.ReadLine() is not null)
            Console.Out.WriteLine(contender.Measure().ToString("R", CultureInfo.InvariantCulture));
        using var self = Process.GetCurrentProcess();
        Console.Out.WriteLine((contender.WorksHere ? self.PeakWorkingSet64 : 0).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private sealed record Arguments(string Path, int Batch, Precision Precision, string Other, string Command);
}
