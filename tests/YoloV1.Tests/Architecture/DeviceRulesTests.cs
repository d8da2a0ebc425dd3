namespace YoloV1.Tests.Architecture;

/// <summary>Each rule on devices can fail: files with one line wrong, and the same line made right.</summary>
public sealed class DeviceRulesTests
{
    [Theory]
    [InlineData("zeros(2, 3)", "zeros(2, 3, device: CPU)")]
    [InlineData("torch.ones([2])", "torch.ones([2], device: x.device)")]
    [InlineData("empty([2], ScalarType.Float32)", "empty([2], ScalarType.Float32, place)")]
    [InlineData("tensor(1f)", "tensor(1f, device: torch.CPU)")]
    [InlineData("arange(5)", "arange(5, device: place)")]
    [InlineData("eye(5)", "eye(5, device: get_default_device())")]
    [InlineData("linspace(0, 1, 5)", "linspace(0, 1, 5, device: CPU)")]
    [InlineData("randn(5)", "randn(5, device: CPU)")]
    public void ATensor_IsMadeOnANamedDevice(string wrong, string right)
    {
        Rules(wrong).CreationsWithoutADevice().Should().ContainSingle().Which.Should().Match(
            "src/YoloV1/Losses/Case.cs(2): * makes a tensor without a device");
        Rules(right).CreationsWithoutADevice().Should().BeEmpty();
        Rules("zeros_like(x)").CreationsWithoutADevice().Should().BeEmpty("it is made where the other lies");
    }

    [Theory]
    [InlineData("tensor(1f, device: place)", "full([], 1f, ScalarType.Float32, place)")]
    [InlineData("tensor(new[] { 1L }, device: x.device)", "tensor(new[] { 1L }, device: CPU)")]
    public void Values_AreNotBroughtToADevice_WhereTheyCanBeFilledIn(string wrong, string right)
    {
        Rules(wrong).ValuesBroughtToADevice().Should().ContainSingle().Which.Should().Contain("Case.cs(2): tensor brings values");
        Rules(right).ValuesBroughtToADevice().Should().BeEmpty();
    }

    [Theory]
    [InlineData("x.to(ScalarType.Float64)", "x.cpu().to(ScalarType.Float64)")]
    [InlineData("x.to_type(float64)", "x.detach().cpu().to_type(float64)")]
    [InlineData("zeros(2, ScalarType.Float64, place)", "zeros(2, ScalarType.Float64, CPU)")]
    public void Float64_IsForTheProcessor(string wrong, string right)
    {
        Rules(wrong).Float64OnADevice().Should().ContainSingle().Which.Should().Contain(
            "Case.cs(2): ", "Float64 takes float64 where the device may not have it");
        Rules(right).Float64OnADevice().Should().BeEmpty();
    }

    [Theory]
    [InlineData("x.data<float>()[0]", "x.cpu().data<float>()[0]")]
    [InlineData("x.view(-1).data<float>()[0]", "x.view(-1).cpu().data<float>()[0]")]
    [InlineData("x.bytes[0]", "x.cpu().bytes[0]")]
    [InlineData("x.bytes[0]", "x.device_type == TorchSharp.DeviceType.CPU ? x.bytes[0] : 0")]
    [InlineData("x.bytes[0]", "empty([2], device: CPU).bytes[0]")]
    public void Memory_IsReadOfTheProcessor(string wrong, string right)
    {
        Rules(wrong).MemoryReadOfADevice().Should().ContainSingle().Which.Should().Contain(
            "Case.cs(2): ", "reads memory that may not be the processor's");
        Rules(right).MemoryReadOfADevice().Should().BeEmpty();
    }

    private static DeviceRules Rules(string expression) => new(new SourceRooms([new SourceFile(
        SourceFile.Library + "Losses/Case.cs",
        "using TorchSharp; using static TorchSharp.torch;\n"
        + $"class Case {{ object Of(Tensor x, Device place) => {expression}; }}")]));
}
