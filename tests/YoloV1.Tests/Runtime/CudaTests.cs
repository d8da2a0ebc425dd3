using TorchSharp;
using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

public sealed class CudaTests
{
    private static readonly CudaCard Ampere = new("NVIDIA A100", new(8, 0), 40L << 30);
    private static readonly CudaCard Turing = new("NVIDIA T4", new(7, 5), 15L << 30);
    private static readonly CudaDriver Driver = new(new(12, 8), [Ampere], Error: 0);

    [Fact]
    public void WhyNot_SaysNothing_WhereTorchHasCuda() => Cuda.WhyNot(isAvailable: true, hasPackage: true, Driver).Should().BeNull();

    [Fact]
    public void WhyNot_NamesThePackage_WhereThereIsNone() =>
        Cuda.WhyNot(isAvailable: false, hasPackage: false, Driver).Should().Match("the application has torch without CUDA: reference *");

    [Fact]
    public void WhyNot_TellsWhatIsMissing_BehindThePackage()
    {
        Why(driver: null).Should().Match("there is no NVIDIA driver (*): install one of CUDA 12.0 or newer");
        Why(Driver with { Version = new(11, 4) }).Should().Be(
            "the NVIDIA driver is too old: it runs CUDA 11.4, and torch needs 12.0 or newer");
        Why(Driver with { Cards = [], Error = 100 }).Should().Match("the NVIDIA driver shows no card (cuInit answers 100): *--gpus all");
        Why(Driver with { Cards = [] }).Should().Match("the NVIDIA driver lists no card *CUDA_VISIBLE_DEVICES");
        Why(Driver).Should().Match("torch finds no card, and the driver has NVIDIA A100 (compute capability 8.0, 40 GiB): *");

        static string? Why(CudaDriver? driver) => Cuda.WhyNot(isAvailable: false, hasPackage: true, driver);
    }

    [Fact]
    public void ThisMachine_IsExplained_WhereItHasNoCuda() => (Cuda.WhyNot() is null).Should().Be(torch.cuda.is_available());

    [Fact]
    public void ACard_MultipliesBFloat16_FromAmpereOn()
    {
        Ampere.HasBFloat16.Should().BeTrue();
        Turing.HasBFloat16.Should().BeFalse();
    }
}
