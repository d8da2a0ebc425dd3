using TorchSharp;
using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

public sealed class PrecisionsTests
{
    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Resolve_KeepsWhatWasAskedFor(Precision precision) =>
        Precisions.Resolve(precision, torch.CPU).Should().Be(precision);

    [Fact]
    public void Auto_FollowsTheProcessor() =>
        Precisions.Resolve(Precision.Auto, torch.CPU).Should().Be(Precisions.ProcessorHasBFloat16 ? Precision.BFloat16 : Precision.Float32);

    [SkippableFact]
    public void WhatTheProcessorHas_AgreesWithTheKernel()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var flags = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))
            : null;
        Skip.If(flags is null, "Only Linux on x86 lists what the processor has.");

        Precisions.ProcessorHasBFloat16.Should().Be(Has("avx512_bf16", "amx_bf16"));
        Precisions.ProcessorHasInt8.Should().Be(Has("avx512_vnni", "avx_vnni"));

        bool Has(params string[] known) => flags.Split(' ').Intersect(known).Any();
    }
}
