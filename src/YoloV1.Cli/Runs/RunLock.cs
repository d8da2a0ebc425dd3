using YoloV1.Files;

namespace YoloV1.Cli.Runs;

/// <summary>That one process writes into a run folder: a file held open. The system lets go of it however the process ends.</summary>
/// <remarks>The files stay: a lock on a file that another process deletes would be no lock.</remarks>
internal sealed class RunLock : IDisposable
{
    private const string File = ".lock";
    private const string Owner = ".owner";

    private readonly FileStream _held;

    private RunLock(FileStream held) => _held = held;

    /// <summary>Refuses a folder that another process has, before anything is computed for it.</summary>
    /// <exception cref="IOException">Another process has it, or the folder cannot be written.</exception>
    public static void ThrowIfTaken(string folder)
    {
        if (!System.IO.File.Exists(Path.Combine(folder, File)))
            return;
        using var held = Open(folder) ?? throw Taken(folder);
    }

    /// <summary>Takes the lock of a folder that is there.</summary>
    /// <exception cref="IOException">Another process has it, or the folder cannot be written.</exception>
    public static RunLock Take(string folder) => TryTake(folder) ?? throw Taken(folder);

    /// <summary>Takes the lock; null where another process has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RunLock? TryTake(string folder)
    {
        if (Open(folder) is not { } held)
            return null;
        // Beside the lock, which no one else can read.
        System.IO.File.WriteAllText(
            Path.Combine(folder, Owner), $"process {Environment.ProcessId} on {Environment.MachineName}");
        return new(held);
    }

    public void Dispose() => _held.Dispose();

    private static FileStream? Open(string folder) => ExclusiveFile.TryOpen(Path.Combine(folder, File), bufferSize: 1);

    private static IOException Taken(string folder) => new(
        $"{Printable.Path(folder)}: {OwnerOf(folder)} trains in this folder; wait until it ends, stop it, or give --run another folder.");

    private static string OwnerOf(string folder)
    {
        try
        {
            var owner = RegularFile.Lines(Path.Combine(folder, Owner), mostBytes: 4096).FirstOrDefault();
            return string.IsNullOrWhiteSpace(owner) ? "another process" : Printable.Of(owner);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            // It has taken the lock but not yet written its name.
            return "another process";
        }
    }
}
