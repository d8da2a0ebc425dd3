using System.Runtime.InteropServices;

namespace YoloV1.Ranks;

/// <summary>What is called of MPI's C interface.</summary>
/// <remarks>Handles are addresses in Open MPI and 32-bit integers in MPICH: both fit into a register.</remarks>
internal static partial class Mpi
{
    /// <summary>A name that no file has: <see cref="MpiLibrary"/> says which library it is.</summary>
    public const string Library = "mpi of the launcher";

    [LibraryImport(Library, EntryPoint = "MPI_Init_thread")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Start(nint argumentCount, nint arguments, int required, out int provided);

    [LibraryImport(Library, EntryPoint = "MPI_Finalize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int EndAll();

    [LibraryImport(Library, EntryPoint = "MPI_Abort")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Abort(nint world, int exitCode);

    [LibraryImport(Library, EntryPoint = "MPI_Get_library_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetLibraryVersion(Span<byte> version, out int length);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_rank")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int CommRank(nint world, out int rank);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_size")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int CommSize(nint world, out int size);

    [LibraryImport(Library, EntryPoint = "MPI_Bcast")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Broadcast(Span<byte> data, int count, nint type, int root, nint world);

    [LibraryImport(Library, EntryPoint = "MPI_Allgather")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AllGather(
        ReadOnlySpan<byte> mine, int count, nint type, Span<byte> all, int countOfEach, nint typeOfEach, nint world);

    [LibraryImport(Library, EntryPoint = "MPI_Alltoall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AllToAll(
        ReadOnlySpan<byte> sent, int count, nint type, Span<byte> received, int countOfEach, nint typeOfEach, nint world);
}
