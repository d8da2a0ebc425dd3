namespace YoloV1.Files;

/// <summary>Files that one process has at a time. The system lets go of them however the process ends.</summary>
internal static class ExclusiveFile
{
    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.
    private static readonly int[] TakenCodes = [11, 35, 32];

    /// <summary>Opens a file to read and write, and makes it where it is not there; null where another process has it.</summary>
    /// <exception cref="IOException">It cannot be opened or made.</exception>
    public static FileStream? TryOpen(string path, int bufferSize = 4096)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize);
        }
        catch (IOException fault) when (TakenCodes.Contains(fault.HResult & 0xFFFF))
        {
            return null;
        }
    }
}
