using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using YoloV1.Runtime;

namespace YoloV1.Ranks;

/// <summary>The system's MPI library, initialised, and what it calls the things that calls need.</summary>
/// <param name="World">All processes.</param>
/// <param name="Byte">The type of a byte.</param>
/// <param name="Version">Name and version.</param>
internal sealed record MpiLibrary(nint World, nint Byte, string Version)
{
    /// <summary>A path that is loaded in place of the names below.</summary>
    public const string Variable = "YOLOV1_MPI";

    private const int Serialized = 2;
    private const int LongestVersion = 8192;

    // MPICH's constants, in Intel's, MVAPICH's and Cray's too.
    private const nint MpichWorld = 0x44000000;
    private const nint MpichByte = 0x4c00010d;

    private static readonly string[] OpenMpiNames = ["libmpi.so.40", "libmpi.so", "libmpi.40.dylib", "libmpi.dylib"];
    private static readonly string[] MpichNames =
        ["libmpich.so.12", "libmpi.so.12", "libmpich.so", "libmpi.so", "libmpi.12.dylib", "libmpi.dylib"];

    private static int _started;

    /// <summary>Loads the launcher's library and initialises it.</summary>
    /// <exception cref="RankGroupException">It is not here, or was initialised before.</exception>
    public static MpiLibrary Start(MpiLauncher launcher)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new RankGroupException("MPI was opened in this process before, which it allows once; keep what that gave.");
        // UCX, which reads it when it is loaded, takes SIGSEGV otherwise, and .NET turns that into exceptions.
        NativeEnvironment.Set("UCX_ERROR_SIGNALS", "SIGILL,SIGBUS,SIGFPE", overwrites: false);
        var library = Load(launcher);
        NativeLibrary.SetDllImportResolver(typeof(Mpi).Assembly, Resolve);
        if (Mpi.Start(0, 0, Serialized, out _) is not 0 and var code)
            throw new RankGroupException($"MPI does not start, error {code}.");
        // Open MPI's handles are addresses.
        return NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world)
            ? new(world, NativeLibrary.GetExport(library, "ompi_mpi_byte"), ReadVersion())
            : new(MpichWorld, MpichByte, ReadVersion());

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Mpi.Library ? library : 0;
    }

    private static nint Load(MpiLauncher launcher)
    {
        string[] names = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? [path]
            : launcher.IsMpich ? MpichNames : OpenMpiNames;
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }
        throw new RankGroupException(
            $"{launcher.Name} has started this process, and the library of that MPI does not load ({names[0]}); install it on each "
            + $"machine, or give its path in {Variable}.");
    }

    // "Open MPI v4.1.4, package: ..."; "MPICH Version:\t4.0.2\nMPICH Release date: ...".
    private static string ReadVersion()
    {
        var bytes = new byte[LongestVersion];
        _ = Mpi.GetLibraryVersion(bytes, out var length);
        var text = Encoding.UTF8.GetString(bytes, 0, Math.Clamp(length, 0, bytes.Length));
        return text.Split(',', '\n', '\0')[0].Replace("Version:", "", StringComparison.Ordinal).Replace('\t', ' ').Trim();
    }
}
