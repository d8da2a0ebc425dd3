using System.CommandLine;
using System.Runtime.InteropServices;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Imaging;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Runtime;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 checks</c>: what is here, what is wrong, and what to do about it.</summary>
internal static class ChecksCommand
{
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "checks",
            "Shows versions, device and native library, tries convolutions out; says what is wrong and what to do.",
            "yolov1 checks",
            "yolov1 checks --device cuda",
            "yolov1 checks --json")
        {
            Device, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var torch = TorchRuntime.WhyNotLoaded is null;
        var (device, missing) = torch ? Find(call.GetValue(Device)!) : (null, null);
        var problem = torch ? missing ?? ConvolutionCheck.WhatIsWrong() : TorchRuntime.WhyNotLoaded;
        var checks = new
        {
            YoloV1 = typeof(YoloV1Model).Assembly.GetName().Version?.ToString(3),
            Dotnet = Environment.Version.ToString(),
            System = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            Processors = Environment.ProcessorCount,
            TorchSharp = TorchRuntime.TorchSharpVersion,
            LibTorch = torch ? TorchRuntime.LibTorchVersion : null,
            Threads = torch ? TorchRuntime.Threads : (int?)null,
            Device = device,
            AutoPrecision = Precisions.AutoOnProcessor,
            Int8 = Precisions.ProcessorHasInt8 ? "fast" : "as slow as fp32: the processor has neither AVX-512 VNNI nor AVX-VNNI",
            Operators = TorchRuntime.HasFusedOperators
                ? "oneDNN's, fused"
                : "torch's plain ones, in 1.2 to 2.5 times the time: oneDNN's fused ones are called on Linux x64 only",
            JpegDecoder = ImageFile.JpegDecoder,
            Problem = problem,
        };

        if (call.GetValue(Json))
            JsonOutput.Write(checks);
        else
            Terminal.Line(
                $"""
                YoloV1      {checks.YoloV1}
                .NET        {checks.Dotnet}
                system      {checks.System} ({checks.Architecture}, {checks.Processors} processors)
                TorchSharp  {checks.TorchSharp}
                libtorch    {checks.LibTorch ?? "does not load"}
                threads     {checks.Threads?.ToString() ?? "-"}
                device      {checks.Device ?? "-"}
                precision   auto on the processor is {checks.AutoPrecision}
                int8        {checks.Int8}
                operators   on the processor are {checks.Operators}
                JPEG files  read by {checks.JpegDecoder}
                {problem ?? "All is well."}
                """);
        return problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The device that a name stands for, or why there is none.</summary>
    private static (string? Device, string? Missing) Find(string name)
    {
        try
        {
            return (Devices.Parse(name).ToString(), null);
        }
        catch (ArgumentException fault)
        {
            return (null, fault.Message);
        }
    }
}
