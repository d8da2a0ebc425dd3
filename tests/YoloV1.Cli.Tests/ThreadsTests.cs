using System.Runtime.InteropServices;
using System.Text.Json;
using YoloV1.Runtime;

namespace YoloV1.Cli.Tests;

/// <summary>Threads of the network's operators, as a process of its own finds them.</summary>
public sealed class ThreadsTests
{
    [SkippableTheory]
    [InlineData(2, "--threads", "2")]
    [InlineData(1, "--threads", "1")]
    [InlineData(1, "", "", "DOTNET_PROCESSOR_COUNT=1")]
    [InlineData(2, "", "", "DOTNET_PROCESSOR_COUNT=1", "OMP_NUM_THREADS=2")]
    [InlineData(1, "--threads", "1", "OMP_NUM_THREADS=2")]
    public void AreAsManyAsTheProcessMayUse_OrAsAreAskedFor(int threads, string option, string value, params string[] environment)
    {
        Skip.If(OperatingSystem.IsWindows(), Needs.Unix);
        Skip.If(Environment.ProcessorCount < 2, "Needs two cores.");

        var checks = Checks(environment, option, value);

        checks.GetProperty("threads").GetInt32().Should().Be(threads);
    }

    // What .NET counts is the quota of the container, as DOTNET_PROCESSOR_COUNT stands for it above.
    [SkippableFact]
    public void AreNoMoreThanTheQuotaOfAContainer()
    {
        Skip.If(Environment.ProcessorCount < 2, "Needs two cores.");
        var group = $"/sys/fs/cgroup/cpu/yolov1-{Environment.ProcessId}";
        Skip.IfNot(TryCreate(group), "Needs a group of processes (cgroup v1) that may be made here.");
        try
        {
            File.WriteAllText($"{group}/cpu.cfs_quota_us", "100000");

            Checks(["sh", "-c", $"echo $$ > {group}/cgroup.procs; exec \"$@\"", "sh"]).GetProperty("threads").GetInt32().Should().Be(1);
        }
        finally
        {
            Directory.Delete(group);
        }
    }

    [SkippableFact]
    public void DoNotWaitInALoopForLong()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "GNU's OpenMP is libtorch's on Linux alone.");
        foreach (var variable in new[] { "GOMP_SPINCOUNT", "OMP_WAIT_POLICY" })
            Skip.If(Environment.GetEnvironmentVariable(variable) is not null, $"{variable} says how long the threads of this run wait.");
        TorchRuntime.EnsureLoaded();

        var ofC = Marshal.GetDelegateForFunctionPointer<GetEnv>(NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "getenv"));
        Marshal.PtrToStringUTF8(ofC("GOMP_SPINCOUNT")).Should().Be("2000");
    }

    private static bool TryCreate(string folder)
    {
        try
        {
            return Directory.Exists(Path.GetDirectoryName(folder)) && Directory.CreateDirectory(folder).Exists;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static JsonElement Checks(string[] before, params string[] options)
    {
        using var process = ProcessRun.Start("env",
        [
            .. before, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "YoloV1.Cli.dll"), "checks", "--json",
            .. options.Where(word => word.Length > 0),
        ]);
        return JsonDocument.Parse(ProcessRun.EndOf(process).ShouldSucceed().Output).RootElement;
    }

    private delegate nint GetEnv(string name);
}
