using System.Runtime.InteropServices;
using System.Text;

namespace YoloV1.Runtime;

/// <summary>
/// NVIDIA's driver, asked by its own C interface (cuda.h): it answers where torch has no CUDA too, and says what TorchSharp does not.
/// </summary>
/// <param name="Version">The newest CUDA that the driver runs, 12.8 for example.</param>
/// <param name="Cards">The cards that the process may use, in torch's order.</param>
/// <param name="Error">What the driver answers instead of its cards, by its number; 0 for none.</param>
internal sealed record CudaDriver(Version Version, IReadOnlyList<CudaCard> Cards, int Error)
{
    private const int Done = 0;
    private const int NameLength = 256;
    private const int CapabilityMajor = 75;
    private const int CapabilityMinor = 76;

    private static readonly Lazy<CudaDriver?> Found = new(Ask);

    /// <summary>The driver of this machine; null where there is none.</summary>
    public static CudaDriver? Here => Found.Value;

    /// <summary>Bytes of a card that are in use, by all processes together; null where the driver does not say.</summary>
    /// <remarks>Of the card that torch has last worked with on this thread.</remarks>
    public static long? UsedMemory() =>
        Function<GetMemory>("cuMemGetInfo_v2") is { } ask && ask(out var free, out var total) == Done ? (long)(total - free) : null;

    private static CudaDriver? Ask()
    {
        if (Function<Initialize>("cuInit") is not { } initialize || Function<GetNumber>("cuDriverGetVersion") is not { } version)
            return null;
        version(out var number);
        var (newest, error) = (new Version(number / 1000, number % 1000 / 10), initialize(0));
        return new(newest, error == Done ? [.. FindCards()] : [], error);
    }

    private static IEnumerable<CudaCard> FindCards()
    {
        if (Function<GetNumber>("cuDeviceGetCount") is not { } count || Function<GetName>("cuDeviceGetName") is not { } nameOf
            || Function<GetAttribute>("cuDeviceGetAttribute") is not { } attributeOf
            || Function<GetSize>("cuDeviceTotalMem_v2") is not { } memoryOf || count(out var cards) != Done)
            yield break;
        for (var card = 0; card < cards; card++)
        {
            var name = new byte[NameLength];
            if (nameOf(name, NameLength, card) != Done || attributeOf(out var major, CapabilityMajor, card) != Done
                || attributeOf(out var minor, CapabilityMinor, card) != Done || memoryOf(out var memory, card) != Done)
                yield break;
            yield return new(Encoding.UTF8.GetString(name).TrimEnd('\0'), new Version(major, minor), (long)memory);
        }
    }

    private static T? Function<T>(string name) where T : Delegate =>
        NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver)
        && NativeLibrary.TryGetExport(driver, name, out var address)
            ? Marshal.GetDelegateForFunctionPointer<T>(address)
            : null;

    private delegate int Initialize(uint flags);

    private delegate int GetNumber(out int number);

    private delegate int GetName(byte[] name, int length, int device);

    private delegate int GetAttribute(out int value, int attribute, int device);

    private delegate int GetSize(out nuint bytes, int device);

    private delegate int GetMemory(out nuint free, out nuint total);
}
