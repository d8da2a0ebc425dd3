using System.Runtime.InteropServices;

namespace YoloV1.Files;

/// <summary>A stranger's small file, read whole and never beyond a bound.</summary>
internal static partial class RegularFile
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>All bytes of a file. Its length is what can be read, not what the file system says.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="mostBytes">The bound.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It has more bytes, or is no regular file: a pipe may never begin, and a device never end.
    /// </exception>
    public static byte[] Read(string path, int mostBytes)
    {
        if (!IsRegular(path))
            throw new InvalidDataException($"{Printable.Path(path)}: this is a folder, a pipe or a device; give a file.");
        using var file = File.OpenRead(path);
        using var read = new MemoryStream();
        var buffer = new byte[Math.Min(mostBytes, 1 << 16)];
        while (file.Read(buffer) is > 0 and var count)
        {
            if (read.Length + count > mostBytes)
            {
                throw new InvalidDataException(
                    $"{Printable.Path(path)}: this has more than {mostBytes} bytes, and none of its kind needs them; check the path.");
            }
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    /// <summary>Whether a path is no pipe, device or folder; also true where there is nothing.</summary>
    // Opening a pipe waits for its writer, so the question comes before. Windows opens no pipe or device by a file's name.
    public static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        // The runtime's own form of stat, the same on all systems: flags, then the mode, then what is not asked for here.
        var status = new int[64];
        return Stat(path, status) != 0 || (status[1] & TypeMask) == RegularType;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, [Out] int[] status);
}
