using System.Runtime.InteropServices;

namespace YoloV1.Runtime;

/// <summary>How the process's C library hands out memory.</summary>
public static partial class Allocator
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;
    private const int ArenaMax = -8;

    /// <summary>
    /// Keeps freed memory in the process rather than giving it back to the system. Feature maps are large and short-lived; asking for
    /// their pages again at every layer costs up to half of a training step. The price is that memory once used stays used.
    /// </summary>
    /// <remarks>For a program's own start, before the first tensor: it changes the whole process. Linux with glibc only.</remarks>
    /// <returns>Whether the settings were taken; false on other systems.</returns>
    public static bool KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return Mallopt(ArenaMax, 1) != 0
                && Mallopt(MmapMax, 0) != 0
                && Mallopt(TrimThreshold, -1) != 0
                && Mallopt(TopPad, 64 << 20) != 0;
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mallopt(int parameter, int value);
}
