namespace YoloV1.Tests.Architecture;

/// <summary>The source keeps the rules that a device needs: no machine of these tests has one to find out by.</summary>
public sealed class DeviceTests
{
    // Each with the reason why its tensors are on the CPU.
    private static readonly string[] Float64OnTheCpu =
    [
        // The processor's own check.
        "src/YoloV1/Kernels/ConvolutionCheck.cs",
        // Both who read a normalisation read it to the CPU: LayerWeights and Onnx's NetworkWeights.
        "src/YoloV1/Models/Rows/BatchNormWeights.cs",
    ];

    private static readonly string[] MemoryOfTheCpu =
    [
        // Whose callers ask for the device; `bytes` refuses another.
        "src/YoloV1/Kernels/FlatTensor.cs", "src/YoloV1/Kernels/TensorMemory.cs",
        // What InferenceNetwork.Run gives.
        "src/YoloV1/Inference/Detector.cs",
    ];

    private static readonly Lazy<DeviceRules> Rules = new(() => new DeviceRules(SourceRooms.House.Value));

    [Fact]
    public void EveryTensor_IsMadeOnANamedDevice() => ShouldBeIn([], Rules.Value.CreationsWithoutADevice());

    [Fact]
    public void NoValues_AreBroughtToADevice_ThatWouldBeWaitedFor() => ShouldBeIn([], Rules.Value.ValuesBroughtToADevice());

    [Fact]
    public void Float64_IsForTheProcessor() => ShouldBeIn(Float64OnTheCpu, Rules.Value.Float64OnADevice());

    [Fact]
    public void Memory_IsReadOfTheProcessor() => ShouldBeIn(MemoryOfTheCpu, Rules.Value.MemoryReadOfADevice());

    private static void ShouldBeIn(string[] known, IEnumerable<string> found) =>
        string.Join('\n', found.Where(place => !known.Contains(place.Split('(')[0]))).Should().BeEmpty();
}
