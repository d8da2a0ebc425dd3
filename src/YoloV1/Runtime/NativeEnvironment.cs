using System.Runtime.InteropServices;

namespace YoloV1.Runtime;

/// <summary>
/// The environment that native libraries read: .NET's own <c>SetEnvironmentVariable</c> does not reach C's <c>getenv</c>.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable for libraries that are loaded from now on; of no effect on other systems than Linux.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="overwrites">Whether in place of one that is there.</param>
    public static void Set(string name, string value, bool overwrites)
    {
        if (OperatingSystem.IsLinux())
            _ = SetEnv(name, value, overwrites ? 1 : 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
