namespace YoloV1.Cli.Output;

/// <summary>Folders that the command writes into.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder of a file that is to be written, as for a folder.</summary>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    public static void CreateFor(string file, string option) => Create(Path.GetDirectoryName(Path.GetFullPath(file))!, option);

    /// <summary>Refuses to replace a file, before anything is computed for it.</summary>
    /// <exception cref="IOException">One of the files is there.</exception>
    public static void ThrowIfThere(IEnumerable<string> files, string option)
    {
        if (files.FirstOrDefault(Path.Exists) is { } there)
            throw new IOException($"{there}: this file exists; give {option} another folder, or add --overwrite to replace it.");
    }

    /// <summary>Makes a folder, and finds out before the work rather than after it whether files can be written there.</summary>
    /// <param name="path">The folder; it may be there already.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    public static void Create(string path, string option)
    {
        try
        {
            Directory.CreateDirectory(path);
            using var probe = new FileStream(
                Path.Combine(path, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var reason = File.Exists(path) ? "there is a file of that name" : "the folder cannot be written";
            throw new IOException($"{path}: {reason}; give {option} another folder. ({fault.Message})", fault);
        }
    }
}
