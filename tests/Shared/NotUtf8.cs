using System.Diagnostics;

namespace YoloV1.Tests;

/// <summary>Files whose names are not UTF-8: Linux takes any bytes, and .NET lists them and cannot open them.</summary>
internal sealed class NotUtf8 : IDisposable
{
    private readonly string _folder;
    private readonly string _ending;

    private NotUtf8(string source, string folder, string ending)
    {
        (_folder, _ending) = (folder, ending);
        Shell("cp -r \"$3\" \"$1/$(printf 'caf\\351')$2\"", source);
    }

    /// <summary>
    /// A copy of a file or folder whose name is caf and the byte 0xE9, as Latin-1 writes café; it goes with this object, as .NET cannot
    /// delete it. Skips the test where no file can be called so.
    /// </summary>
    /// <param name="source">The file or folder.</param>
    /// <param name="folder">Where the copy goes.</param>
    /// <param name="ending">What the name ends with.</param>
    public static NotUtf8 Copy(string source, string folder, string ending)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has file names of any bytes.");
        return new(source, folder, ending);
    }

    public void Dispose() => Shell("rm -r \"$1/$(printf 'caf\\351')$2\"");

    private void Shell(string script, params string[] words)
    {
        using var shell = Process.Start("sh", ["-c", script, "sh", _folder, _ending, .. words]);
        shell.WaitForExit();
        shell.ExitCode.Should().Be(0);
    }
}
