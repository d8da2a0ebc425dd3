using System.Text;

namespace YoloV1.Files;

/// <summary>Files that are there whole or not at all, also after a crash.</summary>
internal static class AtomicFile
{
    // With the letters behind it a name of so many characters, of up to four bytes each, stays below the 255 bytes of a file's name.
    private const int MostOfTheName = 40;

    // ENOSPC, EDQUOT and EFBIG, and what Windows says instead.
    private static readonly int[] DiskFull = [28, 122, 27, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Writes beside the target and renames it when everything is on the disk; an existing file stays until then.</summary>
    /// <remarks>
    /// A link at the target is replaced, and its own target stays unchanged. A folder, a pipe or a device is not replaced: who may
    /// write into /dev would lose it for the whole machine.
    /// </remarks>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written, or the target is not a file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new DirectoryNotFoundException($"{path}: its folder does not exist; create it first.");
        if (!RegularFile.IsRegular(target))
            throw new IOException($"{path}: {RegularFile.NotRegular}; give the path of a file.");
        var draft = DraftOf(target);
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, target, overwrite: true);
        }
        catch (IOException fault) when (IsOfAFullDisk(fault))
        {
            File.Delete(draft);
            throw FullDisk(path, fault);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>A new path beside a file or folder, to write under until all is there: its name, cut if long, and letters.</summary>
    public static string DraftOf(string path)
    {
        var name = Path.GetFileName(path);
        var length = Math.Min(name.Length, MostOfTheName);
        if (length < name.Length && char.IsHighSurrogate(name[length - 1]))
            length--;
        return Path.Combine(Path.GetDirectoryName(path) ?? "", $"{name[..length]}.{Guid.NewGuid():N}.tmp");
    }

    /// <summary>Whether a write failed for want of room.</summary>
    public static bool IsOfAFullDisk(IOException fault) => DiskFull.Contains(fault.HResult);

    /// <summary>The message for this.</summary>
    public static IOException FullDisk(string path, IOException fault) =>
        new($"{path}: the disk is full; make room, or write elsewhere.", fault);

    /// <summary>Writes a text in UTF-8, as <see cref="Write"/> does.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes lines in UTF-8, as <see cref="Write"/> does.</summary>
    public static void WriteLines(string path, IEnumerable<string> lines) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines)
            writer.WriteLine(line);
    });
}
