using System.CommandLine;
using System.Runtime.InteropServices;
using TorchSharp;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Imaging;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Runtime;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 checks</c>: versions, problems and remedies. Devices other than the CPU are tested.</summary>
internal static class ChecksCommand
{
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "checks",
            "Shows versions, device and native library, tries convolutions out, and a GPU from its operators to its training; says what is "
            + "wrong and what to do.",
            "yolov1 checks",
            "yolov1 checks --device cuda",
            "yolov1 checks --json")
        {
            Device, CommonOptions.Threads, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var loads = TorchRuntime.WhyNotLoaded is null;
        var (device, missing) = loads ? Find(call.GetValue(Device)!) : (null, TorchRuntime.WhyNotLoaded);
        var problem = missing ?? ConvolutionCheck.WhatIsWrong();
        var checks = new
        {
            YoloV1 = typeof(YoloV1Model).Assembly.GetName().Version?.ToString(3),
            Dotnet = Environment.Version.ToString(),
            System = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            Processors = Environment.ProcessorCount,
            TorchSharp = TorchRuntime.TorchSharpVersion,
            LibTorch = loads ? TorchRuntime.LibTorchVersion : null,
            Threads = loads ? TorchRuntime.Threads : (int?)null,
            Device = device?.ToString(),
            Cuda = loads ? Cuda.Description : null,
            AutoPrecision = Precisions.AutoOnProcessor,
            Int8 = Precisions.ProcessorHasInt8 ? "fast" : "as slow as fp32: the processor has neither AVX-512 VNNI nor AVX-VNNI",
            Operators = TorchRuntime.HasFusedOperators
                ? "oneDNN's, fused"
                : "torch's plain ones, 1.2 to 2.5 times slower than oneDNN's fused ones, which are used on Linux x64 only",
            JpegDecoder = ImageFile.JpegDecoder,
        };
        var json = call.GetValue(Json);
        if (!json)
            Array.ForEach<string>(
                [
                    $"YoloV1      {checks.YoloV1}",
                    $".NET        {checks.Dotnet}",
                    $"system      {checks.System} ({checks.Architecture}, {checks.Processors} processors)",
                    $"TorchSharp  {checks.TorchSharp}",
                    $"libtorch    {checks.LibTorch ?? "does not load"}",
                    $"threads     {checks.Threads?.ToString() ?? "-"}",
                    $"device      {checks.Device ?? "-"}",
                    $"CUDA        {checks.Cuda ?? "-"}",
                    $"precision   auto on the CPU is {checks.AutoPrecision}",
                    $"int8        {checks.Int8}",
                    $"operators   on the CPU are {checks.Operators}",
                    $"JPEG files  decoded by {checks.JpegDecoder}",
                ],
                Terminal.Line);

        var findings = problem is null && device!.type != DeviceType.CPU ? TryOut(device, json) : [];
        if (findings.Any(finding => finding.IsWrong))
            problem = $"Something is wrong on '{device}'; please report it with all of this.";
        if (json)
            JsonOutput.Write(new
            {
                checks.YoloV1,
                checks.Dotnet,
                checks.System,
                checks.Architecture,
                checks.Processors,
                checks.TorchSharp,
                checks.LibTorch,
                checks.Threads,
                checks.Device,
                checks.Cuda,
                checks.AutoPrecision,
                checks.Int8,
                checks.Operators,
                checks.JpegDecoder,
                DeviceChecks = findings,
                Problem = problem,
            });
        else
            Terminal.Line(problem ?? "All is well.");
        return problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    // Takes about a minute: each finding is told as soon as it is there.
    private static List<DeviceFinding> TryOut(torch.Device device, bool json)
    {
        var findings = new List<DeviceFinding>();
        foreach (var finding in new DeviceCheck(device, YoloV1Config.Small).Run())
        {
            findings.Add(finding);
            if (!json)
                Terminal.Line($"{finding.What,-12}{(finding.IsWrong ? "WRONG: " : "")}{finding.Found}");
        }
        return findings;
    }

    /// <summary>The device of a name, or the reason why there is none: a CUDA package is there to be used.</summary>
    private static (torch.Device? Device, string? Missing) Find(string name)
    {
        try
        {
            var device = Devices.Parse(name);
            var isMissed = Cuda.HasPackage && device.type == DeviceType.CPU && name == "auto";
            return (device, isMissed && Cuda.WhyNot() is { } reason ? $"The application has a CUDA package, and {reason}." : null);
        }
        catch (ArgumentException fault)
        {
            return (null, fault.Message);
        }
    }
}
