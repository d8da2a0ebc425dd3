using Microsoft.Win32.SafeHandles;

namespace YoloV1.Kernels;

/// <summary>Reads a part of a file into memory that does not move, by several threads.</summary>
/// <remarks>
/// Used to read large weights on every system: most of the time goes into memory that is touched for the first time, which each thread
/// does for its own part.
/// </remarks>
internal static unsafe class ParallelRead
{
    private const int PartBytes = 8 << 20;

    /// <summary>Fills memory with the bytes of a file from a position on.</summary>
    /// <param name="file">The file; its own position does not count.</param>
    /// <param name="bytes">Memory outside the managed heap, such as a tensor's.</param>
    /// <param name="position">The first byte to read.</param>
    /// <exception cref="EndOfStreamException">The file ends earlier.</exception>
    public static void Fill(SafeFileHandle file, Span<byte> bytes, long position)
    {
        var length = bytes.Length;
        if (length <= PartBytes)
        {
            Plain.Fill(file, bytes, position);
            return;
        }
        var isShort = false;
        fixed (byte* first = bytes)
        {
            var start = (nint)first;
            Parallel.For(0, (length + PartBytes - 1) / PartBytes, part =>
            {
                var begin = part * PartBytes;
                var size = Math.Min(PartBytes, length - begin);
                if (!Plain.TryFill(file, new Span<byte>((byte*)start + begin, size), position + begin))
                    isShort = true;
            });
        }
        if (isShort)
            throw new EndOfStreamException();
    }

    /// <summary>The same by one thread.</summary>
    public static class Plain
    {
        /// <inheritdoc cref="ParallelRead.Fill"/>
        public static void Fill(SafeFileHandle file, Span<byte> bytes, long position)
        {
            if (!TryFill(file, bytes, position))
                throw new EndOfStreamException();
        }

        /// <summary>The same; false where the file ends earlier.</summary>
        public static bool TryFill(SafeFileHandle file, Span<byte> bytes, long position)
        {
            while (!bytes.IsEmpty)
            {
                var count = RandomAccess.Read(file, bytes, position);
                if (count == 0)
                    return false;
                bytes = bytes[count..];
                position += count;
            }
            return true;
        }
    }
}
