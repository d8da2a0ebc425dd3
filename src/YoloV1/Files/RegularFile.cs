using System.Runtime.InteropServices;

namespace YoloV1.Files;

/// <summary>Opens files for reading: only regular files, and untrusted ones only up to a limit.</summary>
/// <remarks>
/// A pipe may never begin, and a device never end. What counts is what can be read: the length that the file system says may be wrong.
/// </remarks>
internal static partial class RegularFile
{
    /// <summary>Bytes of a line; a path has at most 4096 on Linux, the outline of an object seldom as many.</summary>
    public const int LongestLine = 1 << 20;

    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>Opens a file that others may read meanwhile; a link is followed.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no regular file.</exception>
    public static FileStream Open(string path, int bufferSize = 4096) => TryOpen(path, bufferSize) ?? throw Refused(path);

    /// <summary>As <see cref="Open(string, int)"/>; null where it is no regular file.</summary>
    /// <remarks>That is asked before: opening a pipe would wait for its writer.</remarks>
    public static FileStream? TryOpen(string path, int bufferSize = 4096)
    {
        if (!IsRegular(path))
            return null;
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);
        }
        catch (FileNotFoundException fault)
        {
            throw new FileNotFoundException($"{Printable.Path(path)}: there is no such file; check the path.", path, fault);
        }
    }

    /// <summary>Opens a file of which so many bytes may be read.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no regular file; or, while it is read, it has more bytes.</exception>
    public static Stream Open(string path, long mostBytes) => new BoundedStream(Open(path), path, mostBytes);

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="mostBytes">The bound.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has more bytes, or is no regular file.</exception>
    public static byte[] Read(string path, int mostBytes)
    {
        using var file = Open(path, (long)mostBytes);
        using var read = new MemoryStream();
        file.CopyTo(read);
        return read.ToArray();
    }

    /// <summary>The lines of a text, read one by one.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// It has more bytes, a line of more than <see cref="LongestLine"/>, or is no regular file.
    /// </exception>
    public static IEnumerable<string> Lines(string path, long mostBytes)
    {
        using var reader = new StreamReader(new BoundedStream(Open(path), path, mostBytes, LongestLine));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>Finds out whether a path is a file before another one opens it.</summary>
    /// <exception cref="InvalidDataException">It is no regular file.</exception>
    public static void Check(string path)
    {
        if (!IsRegular(path))
            throw Refused(path);
    }

    /// <summary>
    /// Whether a path that a folder lists can be opened. Linux takes any bytes as a name; those that are not UTF-8 are listed with U+FFFD
    /// in their place, and there is nothing of that name.
    /// </summary>
    public static bool HasName(string path) => !path.Contains('\uFFFD', StringComparison.Ordinal) || Path.Exists(path);

    /// <summary>The message for something that is not a regular file.</summary>
    public const string NotRegular = "this is a folder, a pipe or a device";

    /// <summary>Whether it is a file, or not there.</summary>
    public static bool IsRegular(string path)
    {
        // Windows opens no pipe or device by a file's name.
        if (OperatingSystem.IsWindows())
            return true;
        // The runtime's own form of stat, the same on all systems: flags, then the mode, then fields that are not needed here.
        var status = new int[64];
        return Stat(path, status) != 0 || (status[1] & TypeMask) == RegularType;
    }

    private static InvalidDataException Refused(string path) => new($"{Printable.Path(path)}: {NotRegular}; give a file.");

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, [Out] int[] status);
}
