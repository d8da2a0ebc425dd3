using System.Runtime.InteropServices;
using YoloV1.Runtime;
using YoloV1.Tests.Docs;

namespace YoloV1.Tests.Runtime;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void WhereTorchLoads_VersionsAreThoseOfItsPackages()
    {
        TorchRuntime.WhyNotLoaded.Should().BeNull();
        FluentActions.Invoking(TorchRuntime.EnsureLoaded).Should().NotThrow();
        TorchRuntime.TorchSharpVersion.Should().StartWith("0.");
        TorchRuntime.LibTorchVersion.Should().StartWith("2.");
        TorchRuntime.Threads.Should().BePositive();
    }

    [Fact]
    public void AnOldCppLibrary_IsExplainedWithTheBuildsSwitch()
    {
        var failure = new DllNotFoundException(
            """
            Unable to load shared library 'LibTorchSharp' or one of its dependencies. Consider a tool like strace.
            /usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)
            /app/LibTorchSharp.so: cannot open shared object file: No such file or directory
            """);

        TorchRuntime.Explain(new TypeInitializationException("TorchSharp.torch", failure)).Should().Match(
            "Torch does not load: the C++ library of this system is older *YoloV1FixTorchSharpOnOldLinux to false. "
            + "The loader said: /usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)")
            .And.NotContain("\n");
    }

    [Fact]
    public void AMissingBackend_IsExplainedWithThePackageToAdd()
    {
        var package = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "libtorch-cpu-win-x64"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "libtorch-cpu-osx-arm64" : "libtorch-cpu-linux-x64";

        var failure = new DllNotFoundException("Unable to load shared library 'LibTorchSharp'.\nand where it looked");

        TorchRuntime.Explain(failure).Should().Match(
            $"Torch does not load: *{package}*The loader said: Unable to load shared library 'LibTorchSharp'.");
    }

    [Theory]
    [InlineData("new YoloV1.Models.YoloV1Model();")]
    [InlineData("YoloV1.Runtime.TorchRuntime.Tune();")]
    [InlineData("YoloV1.Runtime.TorchRuntime.EnsureLoaded();")]
    public void WhateverNeedsTheMissingBackendFirst_ThrowsTheExplanation(string statement)
    {
        using var folder = new TemporaryFolder();

        var run = new CodeProgram(statement).RunWithoutBackend(folder);

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().BeEmpty();
        run.Error.Should().MatchRegex(
            @"^Unhandled exception\. YoloV1\.Runtime\.TorchNotAvailableException: Torch does not load: add [^\n]* package libtorch-cpu-");
    }
}
