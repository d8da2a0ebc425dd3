using System.Runtime.InteropServices;
using System.Text;

namespace YoloV1.Cli.Output;

/// <summary>
/// Standard output or standard error on systems with signals: that no one reads it any more, which .NET's own console tells
/// sometimes by an exception and sometimes not at all, is told here in one way.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int Interrupted = 4;
    private const int InputOutputFault = 5;
    private const int BrokenPipe = 32;

    // "Try again" of Linux and of macOS.
    private static readonly int[] Busy = [11, 35];
    private static readonly CancellationTokenSource Hangup = new();

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    /// <summary>Cancelled once the terminal is closed, or the program that read a pipe has ended.</summary>
    public static CancellationToken Closed => Hangup.Token;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes the place of the console's two streams.</summary>
    public static void Install()
    {
        if (OperatingSystem.IsWindows())
            return;
        Console.SetOut(WriterOf(OutputDescriptor));
        Console.SetError(WriterOf(ErrorDescriptor));
    }

    /// <summary>Writes what can be written. A message that no one can get is dropped, and a result is not.</summary>
    /// <exception cref="IOException">Standard output goes to a file or device that takes no more.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = Write(_descriptor, buffer, buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (!GoOn(Marshal.GetLastPInvokeError()))
                return;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static StreamWriter WriterOf(int descriptor) =>
        new(new StandardStream(descriptor), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    /// <summary>Whether the rest is worth another try.</summary>
    private bool GoOn(int fault)
    {
        if (fault == Interrupted)
            return true;
        if (Busy.Contains(fault))
        {
            Thread.Sleep(1);
            return true;
        }
        if (fault is BrokenPipe or InputOutputFault)
            _ = Hangup.CancelAsync();
        else if (_descriptor == OutputDescriptor)
            throw new IOException($"The result cannot be written to standard output: {Marshal.GetPInvokeErrorMessage(fault)}.");
        return false;
    }
}
