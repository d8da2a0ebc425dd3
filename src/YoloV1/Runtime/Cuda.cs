using static TorchSharp.torch;

namespace YoloV1.Runtime;

/// <summary>Whether torch can use a card of NVIDIA's, and why not.</summary>
internal static class Cuda
{
    // The packages are built with CUDA 12.8, which runs with every driver of the same major version.
    private static readonly Version LeastDriver = new(12, 0);

    /// <summary>Whether the application has torch's part for CUDA, from a CUDA package.</summary>
    public static bool HasPackage { get; } = NativeFolders().Any(folder =>
        File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "torch_cuda.dll" : "libtorch_cuda.so")));

    /// <summary>Why CUDA is not available here, and what to do; null where it is. Loads torch.</summary>
    public static string? WhyNot() => WhyNot(cuda.is_available(), HasPackage, CudaDriver.Here);

    /// <summary>The same of what was found.</summary>
    /// <param name="isAvailable">What torch says.</param>
    /// <param name="hasPackage">Whether torch's part for CUDA is there.</param>
    /// <param name="driver">The driver; null for none.</param>
    public static string? WhyNot(bool isAvailable, bool hasPackage, CudaDriver? driver) => (isAvailable, hasPackage, driver) switch
    {
        (true, _, _) => null,
        (_, false, _) => $"the application has torch without CUDA: reference {Package} in place of the libtorch-cpu package",
        (_, _, null) => $"there is no NVIDIA driver ({Library} does not load): install one of CUDA {LeastDriver} or newer",
        (_, _, { } old) when old.Version < LeastDriver =>
            $"the NVIDIA driver is too old: it runs CUDA {old.Version}, and torch needs {LeastDriver} or newer",
        (_, _, { Error: not 0 } silent) =>
            $"the NVIDIA driver shows no card (cuInit answers {silent.Error}): see what nvidia-smi lists; a container needs --gpus all",
        (_, _, { Cards.Count: 0 }) => "the NVIDIA driver lists no card that this process may use: see CUDA_VISIBLE_DEVICES",
        _ => $"torch finds no card, and the driver has {string.Join(", ", driver!.Cards)}: see that all parts of {Package} are restored",
    };

    /// <summary>The cards and what the driver runs, or why torch has none, for a person to read. Loads torch.</summary>
    public static string Description => WhyNot() is { } reason ? $"not here: {reason}"
        : $"{string.Join(", ", CudaDriver.Here?.Cards ?? [])}; the driver runs CUDA {CudaDriver.Here?.Version}";

    /// <summary>The card behind a device of torch's; null where the driver does not say.</summary>
    public static CudaCard? CardOf(Device device) => CudaDriver.Here?.Cards.ElementAtOrDefault(Math.Max(0, device.index));

    private static string Package => OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";

    private static string Library => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    // Where the host looks for native libraries: the application's folder, and those that its packages name.
    private static string[] NativeFolders() =>
    [
        AppContext.BaseDirectory,
        .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
    ];
}
