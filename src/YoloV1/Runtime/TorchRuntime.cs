using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace YoloV1.Runtime;

/// <summary>The native library behind TorchSharp: whether it loads, in which version, and with how many threads.</summary>
/// <example><code>
/// TorchRuntime.Tune();   // first, before other calls
/// Console.WriteLine(TorchRuntime.WhyNotLoaded ?? $"libtorch {TorchRuntime.LibTorchVersion}, {TorchRuntime.Threads} threads");
/// </code></example>
public static class TorchRuntime
{
    /// <summary>The part of libtorch whose C interface is called directly, by its name on Linux.</summary>
    internal const string Library = "libtorch_cpu";

    private const string Binding = "LibTorchSharp";

    private static readonly Lazy<Exception?> LoadFailure = new(TryLoad);

    [ThreadStatic]
    private static bool _loads;

    private static int? _threads;

    /// <summary>TorchSharp's version, "0.107.0" for example; does not load the native library.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <summary>libtorch's version, "2.10.0" for example.</summary>
    /// <exception cref="TorchNotAvailableException">The native library does not load.</exception>
    public static string LibTorchVersion
    {
        get
        {
            EnsureLoaded();
            return torch.__version__;
        }
    }

    /// <summary>
    /// Threads that one operation uses: the processor's cores, fewer where the process may not use them all (affinity, a container's quota)
    /// or <see cref="Tune"/> or <c>OMP_NUM_THREADS</c> says so.
    /// </summary>
    /// <exception cref="TorchNotAvailableException">The native library does not load.</exception>
    public static int Threads
    {
        get
        {
            EnsureLoaded();
            return torch.get_num_threads();
        }
    }

    /// <summary>
    /// Whether detection on the processor can call oneDNN's fused operators inside libtorch: on Linux x64. Elsewhere torch's plain
    /// operators compute the same, in 1.2 to 2.5 times the time.
    /// </summary>
    public static bool HasFusedOperators { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Why the native library does not load and what to do about it; null when it loads.</summary>
    public static string? WhyNotLoaded => LoadFailure.Value is { } failure ? Explain(failure) : null;

    /// <summary>Loads the native library if that has not happened yet.</summary>
    /// <exception cref="TorchNotAvailableException">It does not load; the message says why and what to do.</exception>
    public static void EnsureLoaded()
    {
        if (LoadFailure.Value is { } failure)
            throw new TorchNotAvailableException(Explain(failure), failure);
    }

    /// <summary>
    /// Prepares the process for speed, and loads torch: freed memory is kept (<see cref="Allocator.KeepFreedMemory"/>). For a program's own
    /// start, before the first tensor.
    /// </summary>
    /// <param name="threads">Threads that one operation uses; null for as many as the process may use.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    /// <exception cref="TorchNotAvailableException">The native library does not load.</exception>
    public static void Tune(int? threads = null)
    {
        Allocator.KeepFreedMemory();
        LimitThreads(threads);
        EnsureLoaded();
    }

    /// <summary>As <see cref="Tune"/>, for who may not need torch at all: it is not loaded.</summary>
    internal static void LimitThreads(int? threads)
    {
        if (threads is { } count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(threads));
        _threads = threads;
        if (LoadFailure is { IsValueCreated: true, Value: null })
            SetThreads();
    }

    /// <summary>
    /// Lets a missing backend be told by <see cref="TorchNotAvailableException"/> whatever needs it first: <c>new YoloV1Model()</c>, for
    /// example, which calls nothing of this class.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It subscribes to an event and loads nothing, before any call of an application.")]
    internal static void ExplainWhatIsMissing()
    {
        if (AssemblyLoadContext.GetLoadContext(typeof(TorchRuntime).Assembly) is { } context)
            context.ResolvingUnmanagedDll += Explain;
    }

    /// <summary>Explains the message of the loader.</summary>
    internal static string Explain(Exception failure)
    {
        var words = failure.ToString();
        var remedy = words switch
        {
            _ when words.Contains("GLIBCXX_", StringComparison.Ordinal) || words.Contains("GLIBC_2", StringComparison.Ordinal) =>
                "the C++ library of this system is older than TorchSharp's native library requires (as on Debian 12 and Ubuntu 22.04); "
                + "the build of the YoloV1 package fixes this: clean and rebuild, and do not set YoloV1FixTorchSharpOnOldLinux to false",
            _ when RuntimeInformation.IsOSPlatform(OSPlatform.Windows) =>
                "add the package libtorch-cpu-win-x64 to the application; if it is there: TorchSharp 0.107.0 is known to lack imports on "
                + "Windows, so pin TorchSharp 0.106.0, which uses the same libtorch",
            _ => $"add the native backend to the application: the package libtorch-cpu-{PlatformName} or a TorchSharp-cuda one",
        };
        return $"Torch does not load: {remedy}. The loader said: {FirstCause(failure)}";
    }

    // Comes when the system's loader has found no library of the name.
    private static nint Explain(Assembly assembly, string name)
    {
        if (name == Binding && !_loads && IsPartOfTheApplication)
            EnsureLoaded();
        return 0;
    }

    private static string PlatformName => RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx-arm64" : "linux-x64";

    private static Exception? TryLoad()
    {
        try
        {
            OpenMp.Prepare(_threads);
            if (IsPartOfTheApplication)
                LoadFromTheApplication();
            torch.InitializeDeviceType(DeviceType.CPU);
            using var probe = torch.zeros(1, device: torch.CPU);
            SetThreads();
            return null;
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException or NotSupportedException
            or BadImageFormatException or EntryPointNotFoundException or FileNotFoundException)
        {
            return failure;
        }
    }

    // Where the variables come too late, or are not read.
    private static void SetThreads()
    {
        if (_threads is { } count && torch.get_num_threads() != count)
            torch.set_num_threads(count);
    }

    // A notebook or a script takes TorchSharp from the package cache instead, where TorchSharp has ways of its own to find its backend.
    private static bool IsPartOfTheApplication => File.Exists(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll"));

    /// <summary>
    /// Loads the library that TorchSharp would load first. If this fails, TorchSharp itself would copy half a gigabyte of libraries from
    /// the package cache into the application's folder and write a report to standard output, which belongs to the application.
    /// </summary>
    private static void LoadFromTheApplication()
    {
        var assembly = typeof(torch).Assembly;
        _loads = true;
        try
        {
            NativeLibrary.TryLoad("torch_cpu", assembly, null, out _);
            // Torch decides at its first question whether it has CUDA, and does not ask again.
            if (Cuda.HasPackage)
                NativeLibrary.TryLoad("torch_cuda", assembly, null, out _);
            NativeLibrary.Load(Binding, assembly, null);
        }
        finally
        {
            _loads = false;
        }
    }

    /// <summary>The line of the loader's words that tells most: the one on versions, else the first.</summary>
    private static string FirstCause(Exception failure)
    {
        while (failure is TypeInitializationException { InnerException: { } inner })
            failure = inner;
        string[] lines = failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("GLIBC", StringComparison.Ordinal)) ?? lines[0];
    }
}
