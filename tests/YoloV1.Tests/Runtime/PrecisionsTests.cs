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

    [Fact]
    public void Int8_IsRefused_OnOtherDevicesThanTheProcessor()
    {
        FluentActions.Invoking(() => Precisions.Take(Precision.Int8, torch.META)).Should().Throw<ArgumentException>()
            .WithMessage("Precision int8 is for the processor, and the device is 'meta'; take bf16, or device 'cpu'.");
        Precisions.Take(Precision.Int8, torch.CPU).Should().Be(Precision.Int8);
    }

    [Fact]
    public void TensorFloat32_IsOneSwitchForConvolutionsAndProducts()
    {
        var before = (torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32);
        foreach (var allowed in new[] { true, false })
        {
            Precisions.AllowTensorFloat32(allowed);
            (torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32).Should().Be((allowed, allowed));
        }
        (torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32) = before;
    }

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
