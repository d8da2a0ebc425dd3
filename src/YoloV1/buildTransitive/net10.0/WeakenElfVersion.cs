using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library and makes one symbol version that it needs a weak one, so that the loader takes the
/// library where that version is missing. Writes nothing when the library does not need the version or the copy is up to date.
/// </summary>
public class WeakenElfVersion : Task
{
    const int VersionNeedSection = 0x6ffffffe;
    const ushort WeakFlag = 2;

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    /// <summary>The symbol version, for example GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        var copy = new FileInfo(Destination);
        if (copy.Exists && copy.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Source) && copy.Length == new FileInfo(Source).Length)
            return true;

        var elf = File.ReadAllBytes(Source);
        if (!TryWeaken(elf))
        {
            File.Delete(Destination);
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        var unfinished = Destination + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(unfinished, elf);
        if (File.Exists(Destination))
            File.Delete(Destination);
        File.Move(unfinished, Destination);
        Log.LogMessage(MessageImportance.Normal, "{0}: {1} is no longer required.", Destination, Version);
        return true;
    }

    bool TryWeaken(byte[] elf)
    {
        var isElf64LittleEndian = elf.Length > 64 && elf[0] == 0x7f && elf[1] == 'E' && elf[2] == 'L' && elf[3] == 'F' && elf[4] == 2
            && elf[5] == 1;
        if (!isElf64LittleEndian)
            return false;

        var sections = BitConverter.ToInt64(elf, 0x28);
        int sectionSize = BitConverter.ToUInt16(elf, 0x3A), sectionCount = BitConverter.ToUInt16(elf, 0x3C);
        for (var i = 0; i < sectionCount; i++)
        {
            var section = sections + (long)i * sectionSize;
            if (BitConverter.ToInt32(elf, (int)section + 4) != VersionNeedSection)
                continue;
            var strings = sections + (long)BitConverter.ToInt32(elf, (int)section + 0x28) * sectionSize;
            return WeakenIn(elf, BitConverter.ToInt64(elf, (int)section + 0x18), BitConverter.ToInt64(elf, (int)strings + 0x18));
        }
        return false;
    }

    /// <summary>Walks the Verneed records (one a library) and their Vernaux records (one a version).</summary>
    bool WeakenIn(byte[] elf, long need, long names)
    {
        var found = false;
        for (uint nextNeed = 1; nextNeed != 0; need += nextNeed)
        {
            var version = need + BitConverter.ToUInt32(elf, (int)need + 8);
            for (uint nextVersion = 1; nextVersion != 0; version += nextVersion)
            {
                if (NameAt(elf, names + BitConverter.ToUInt32(elf, (int)version + 8)) == Version)
                {
                    BitConverter.GetBytes((ushort)(BitConverter.ToUInt16(elf, (int)version + 4) | WeakFlag)).CopyTo(elf, version + 4);
                    found = true;
                }
                nextVersion = BitConverter.ToUInt32(elf, (int)version + 12);
            }
            nextNeed = BitConverter.ToUInt32(elf, (int)need + 12);
        }
        return found;
    }

    static string NameAt(byte[] elf, long start)
    {
        var end = Array.IndexOf(elf, (byte)0, (int)start);
        return Encoding.ASCII.GetString(elf, (int)start, end - (int)start);
    }
}
