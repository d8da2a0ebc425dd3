using YoloV1.Cli.Commands;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Cli.Tests;

/// <summary>The check of a device finds nothing where the device is the processor itself, and finds what is made wrong.</summary>
public sealed class DeviceCheckTests
{
    private static readonly YoloV1Config Config = YoloV1Config.Fine.WithInputSize(ImageSize.Square(64));

    [Fact]
    public void TheProcessor_AgreesWithItself()
    {
        var findings = new DeviceCheck(CPU, Config) { WatchedSteps = 3 }.Run().ToList();

        findings.Should().OnlyContain(finding => !finding.IsWrong);
        findings.Select(finding => finding.What).Should().StartWith("operators").And.ContainInOrder("predictions", "training", "memory");
        findings[0].Found.Should().MatchRegex("^all [0-9]+ agree with the processor$");
        findings[^1].Found.Should().MatchRegex("^[0-9.]+ ms an image, [0-9.]+ for 4, [0-9.]+ a step of 4$");
    }

    /// <summary>The first call of an operator is the processor's, in float64; the second is the device's.</summary>
    [Fact]
    public void AWrongOperator_IsNamed()
    {
        var calls = 0;
        var wrong = new DeviceOperator("doubling", [[4, 4]], x => calls++ % 2 == 0 ? x[0] + x[0] : x[0] - x[0]);
        var refusing = new DeviceOperator("refusing", [[4, 4]], x => x[0].mm(ones([5, 5], device: x[0].device)));
        var check = new DeviceCheck(CPU, Config) { WatchedSteps = 1, Operators = [.. DeviceOperator.All, wrong, refusing] };

        var finding = check.Run().First();

        finding.IsWrong.Should().BeTrue();
        finding.Found.Should().Match("* are wrong: doubling in Float32 by 100.0%;*refusing in Float32 failed: *")
            .And.NotContain("convolution");
    }

    [Fact]
    public void AnOperatorThatGivesNaN_IsWrong()
    {
        var calls = 0;
        var nan = new DeviceOperator("root", [[4, 4]], x => calls++ % 2 == 0 ? x[0].abs().sqrt() : x[0].sqrt());

        double.IsNaN(nan.ErrorOn(CPU, ScalarType.Float32)).Should().BeTrue();
    }

    /// <summary>META has shapes and no values.</summary>
    [Fact]
    public void ADeviceThatFails_IsReported_CheckByCheck()
    {
        var findings = new DeviceCheck(META, Config) { WatchedSteps = 1 }.Run().ToList();

        findings.Should().HaveCountGreaterThan(4).And.OnlyContain(finding => finding.IsWrong);
        findings[0].Found.Should().Contain("leaky ReLU in Float32 failed: Cannot copy out of meta tensor; no data!");
        findings.Should().OnlyContain(finding => !finding.Found.Contains('\n'));
    }

    [Fact]
    public void MemoryThatGrows_IsAFault()
    {
        var used = 0L;
        var check = new DeviceCheck(CPU, Config) { WatchedSteps = 1, Operators = [], UsedMemory = () => used += 300L << 20 };

        check.Run().Single(finding => finding.What == "memory").Should().Be(
            new DeviceFinding("memory", "1 steps took 300 MiB more of 300", IsWrong: true));
    }
}
