using System.Runtime.InteropServices;

namespace YoloV1.Imaging;

/// <summary>
/// libjpeg-turbo, where a Linux system has it. It gives the pixels that SkiaSharp gives, in less time: SkiaSharp's own copy was built for
/// Linux without vector instructions.
/// </summary>
/// <remarks>The TurboJPEG functions of libjpeg-turbo's <c>turbojpeg.h</c>.</remarks>
internal static partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";

    // TJPF_RGB and TJFLAG_STOPONWARNING.
    private const int Rgb = 0;
    private const int StopOnWarning = 8192;

    private static readonly Lazy<bool> Loads = new(() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad(Library, typeof(TurboJpeg).Assembly, DllImportSearchPath.SafeDirectories, out _));

    /// <summary>Whether the system has it.</summary>
    public static bool IsAvailable => Loads.Value;

    /// <summary>Decodes a JPEG file of this size, without rotating its pixels.</summary>
    /// <returns>
    /// Null where the system does not have it, for colours that it does not make RGB, and for a file with the least damage: whoever knows
    /// more about these is to decode it.
    /// </returns>
    public static RgbImage? Decode(ReadOnlySpan<byte> jpeg, ImageSize size)
    {
        if (!IsAvailable)
            return null;
        var image = RgbImage.Unwritten(size);
        var decoder = CreateDecoder();
        try
        {
            var pitch = RgbImage.Channels * size.Width;
            var fault = Decompress(decoder, jpeg, (nuint)jpeg.Length, image.Rgb, size.Width, pitch, size.Height, Rgb, StopOnWarning);
            return fault == 0 ? image : null;
        }
        finally
        {
            _ = Destroy(decoder);
        }
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CreateDecoder();

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Decompress(
        nint decoder, ReadOnlySpan<byte> jpeg, nuint length, Span<byte> pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Destroy(nint decoder);
}
