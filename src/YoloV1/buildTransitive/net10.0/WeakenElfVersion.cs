#nullable disable

using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;

/// <summary>
/// Copies a 64-bit little-endian ELF library and makes one symbol version that it needs a weak one, so that the loader takes the
/// library where that version is missing. The library itself is only read. One that cannot be read as ELF is left alone with a warning.
/// </summary>
public class WeakenElfVersion : Microsoft.Build.Utilities.Task
{
    private const int VersionNeedSection = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>The library.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>Where the copy goes. A file or link that is there is replaced in one step, as other builds may be reading it.</summary>
    [Required]
    public string Destination { get; set; }

    /// <summary>The symbol version, for example GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    /// <summary>The copy; null where the library does not need the version or was left alone.</summary>
    [Output]
    public string Mended { get; private set; }

    public override bool Execute()
    {
        try
        {
            var elf = File.ReadAllBytes(Source);
            if (!TryWeaken(elf))
                return true;
            if (!HoldsAlready(elf))
                Write(elf);
            Mended = Destination;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.LogWarning(
                null, "YOLOV1002", null, null, 0, 0, 0, 0,
                "{0} is used unchanged: {1} It may not load on Debian 12 and Ubuntu 22.04; restore its package again.",
                Source, fault.Message);
        }
        return true;
    }

    private bool HoldsAlready(byte[] elf)
    {
        var copy = new FileInfo(Destination);
        return copy.Exists && (copy.Attributes & FileAttributes.ReparsePoint) == 0 && copy.Length == elf.Length
            && File.ReadAllBytes(Destination).SequenceEqual(elf);
    }

    private void Write(byte[] elf)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        var draft = Destination + "." + Guid.NewGuid().ToString("N");
        try
        {
            File.WriteAllBytes(draft, elf);
            PutInPlace(draft);
        }
        finally
        {
            File.Delete(draft);
        }
        Log.LogMessage(MessageImportance.Normal, "{0}: {1} is no longer required.", Destination, Version);
    }

    // File.Move with its overwriting is newer than what tasks compile against. Both calls rename, so that a reader finds one whole copy or
    // the other, and a link or a second name of the file in the cache is replaced rather than written through.
    private void PutInPlace(string draft)
    {
        if (!File.Exists(Destination))
        {
            try
            {
                File.Move(draft, Destination);
                return;
            }
            catch (IOException) when (File.Exists(Destination))
            {
                // Another build was faster.
            }
        }
        File.Replace(draft, Destination, destinationBackupFileName: null);
    }

    private bool TryWeaken(byte[] elf)
    {
        var isElf64LittleEndian = elf.Length > 64 && elf[0] == 0x7f && elf[1] == 'E' && elf[2] == 'L' && elf[3] == 'F' && elf[4] == 2
            && elf[5] == 1;
        if (!isElf64LittleEndian)
            throw new InvalidDataException("it is not a 64-bit ELF library.");
        try
        {
            return WeakenSection(elf);
        }
        catch (Exception fault) when (fault is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("its tables point outside the file.", fault);
        }
    }

    private bool WeakenSection(byte[] elf)
    {
        var sections = BitConverter.ToInt64(elf, 0x28);
        int sectionSize = BitConverter.ToUInt16(elf, 0x3A), sectionCount = BitConverter.ToUInt16(elf, 0x3C);
        // The table is the end of a library.
        if (sections + (long)sectionCount * sectionSize > elf.Length)
            throw new InvalidDataException("it is truncated.");
        for (var i = 0; i < sectionCount; i++)
        {
            var section = checked((int)(sections + (long)i * sectionSize));
            if (BitConverter.ToInt32(elf, section + 4) != VersionNeedSection)
                continue;
            var strings = checked((int)(sections + (long)BitConverter.ToInt32(elf, section + 0x28) * sectionSize));
            return WeakenIn(elf, BitConverter.ToInt64(elf, section + 0x18), BitConverter.ToInt64(elf, strings + 0x18));
        }
        return false;
    }

    /// <summary>Walks the Verneed records (one a library) and their Vernaux records (one a version).</summary>
    private bool WeakenIn(byte[] elf, long need, long names)
    {
        var found = false;
        for (uint nextNeed = 1; nextNeed != 0; need += nextNeed)
        {
            var version = need + UInt32At(elf, need + 8);
            for (uint nextVersion = 1; nextVersion != 0; version += nextVersion)
            {
                if (NameAt(elf, names + UInt32At(elf, version + 8)) == Version)
                {
                    var flags = checked((int)version + 4);
                    BitConverter.GetBytes((ushort)(BitConverter.ToUInt16(elf, flags) | WeakFlag)).CopyTo(elf, flags);
                    found = true;
                }
                nextVersion = UInt32At(elf, version + 12);
            }
            nextNeed = UInt32At(elf, need + 12);
        }
        return found;
    }

    private static uint UInt32At(byte[] elf, long place) => BitConverter.ToUInt32(elf, checked((int)place));

    private static string NameAt(byte[] elf, long place)
    {
        var start = checked((int)place);
        var end = Array.IndexOf(elf, (byte)0, start);
        return Encoding.ASCII.GetString(elf, start, end - start);
    }
}
