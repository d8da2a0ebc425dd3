using TorchSharp;
using YoloV1.Runtime;

namespace YoloV1.Tests.Runtime;

public sealed class DevicesTests
{
    [Theory]
    [InlineData("cpu")]
    [InlineData(" CPU ")]
    public void Parse_TakesTheProcessor_InAnyCase(string device) => Devices.Parse(device).type.Should().Be(DeviceType.CPU);

    [Fact]
    public void Auto_IsTheBestThatIsThere()
    {
        var expected = torch.cuda.is_available() ? DeviceType.CUDA : torch.mps_is_available() ? DeviceType.MPS : DeviceType.CPU;

        Devices.Best().type.Should().Be(expected);
        Devices.Parse("auto").type.Should().Be(expected);
    }

    [Theory]
    [InlineData("gpu", "Device 'gpu' is unknown; take auto, cpu, cuda, cuda:N or mps.")]
    [InlineData("", "Device '' is unknown; *")]
    [InlineData("cuda:one", "Device 'cuda:one' is unknown; *")]
    [InlineData("cuda:-1", "Device 'cuda:-1' is not on this machine*")]
    [InlineData("cuda:99", "Device 'cuda:99' is not on this machine*")]
    public void Parse_NamesWhatIsNotThere_AndWhatIs(string device, string message) =>
        FluentActions.Invoking(() => Devices.Parse(device)).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Parse_RefusesAnAcceleratorThatTheMachineLacks()
    {
        if (!torch.cuda.is_available())
            FluentActions.Invoking(() => Devices.Parse("cuda")).Should().Throw<ArgumentException>()
                .WithMessage($"Device 'cuda' is not on this machine: {Cuda.WhyNot()}; take 'cpu' or 'auto'.");
        if (!torch.mps_is_available())
            FluentActions.Invoking(() => Devices.Parse("mps")).Should().Throw<ArgumentException>()
                .WithMessage("*'mps' is not on this machine; take 'cpu' or 'auto'.");
    }
}
