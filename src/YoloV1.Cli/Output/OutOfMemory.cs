using System.Runtime.InteropServices;

namespace YoloV1.Cli.Output;

/// <summary>Out-of-memory failures, which libtorch reports only by their text.</summary>
internal static class OutOfMemory
{
    // The processor's allocator on Linux, macOS and Windows; C++; CUDA and its libraries.
    private static readonly string[] Texts = ["can't allocate memory", "not enough memory", "bad_alloc", "out of memory", "ALLOC_FAILED"];

    private const string Allocator = "DefaultCPUAllocator: ";

    /// <summary>Whether a failure is one, or comes of one.</summary>
    public static bool Is(Exception fault) => CauseOf(fault) is not null;

    /// <summary>The message, without libtorch's position and call stack.</summary>
    public static string Reason(Exception fault)
    {
        var line = (CauseOf(fault) ?? fault).Message.Split('\n')[0].Trim();
        var start = line.IndexOf(Allocator, StringComparison.Ordinal);
        return start < 0 ? line : line[(start + Allocator.Length)..];
    }

    private static Exception? CauseOf(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is OutOfMemoryException
                || cause is ExternalException && Texts.Any(text => cause.Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
                return cause;
        }
        return null;
    }
}
