using System.Text.Json;
using System.Xml.Linq;

namespace YoloV1.Tests.Package;

/// <summary>What the package's targets do in the build of an application, with lists of files in place of restored packages.</summary>
public sealed class TargetsTests : IDisposable
{
    private const string Shown = "files: ";

    private static readonly string Targets = Path.Combine(Repository.Root, "src/YoloV1/buildTransitive/net10.0/YoloV1.targets");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnApplicationWithoutABackend_IsWarned_WithTheCommandThatAddsOne()
    {
        var build = Build("", natives: [("skiasharp.nativeassets.linux", "libSkiaSharp.so")]);

        build.ExitCode.Should().Be(0);
        build.Output.Should().MatchRegex(
            @"warning YOLOV1001: app uses YoloV1 and has no native backend.*dotnet add package libtorch-cpu-\S+ --version \d+\.\d+\.\d+\.");
    }

    [Theory]
    [InlineData("", "libtorch-cpu-linux-x64")]
    [InlineData("", "libtorch-cuda-12.8-linux-x64")]
    [InlineData("<OutputType>Library</OutputType>", "none")]
    [InlineData("<YoloV1WarnWithoutBackend>false</YoloV1WarnWithoutBackend>", "none")]
    public void OthersAreNot(string property, string package) =>
        Build(property, natives: [(package, "libc10.so")]).Output.Should().NotContain("warning");

    [Fact]
    public void LibrariesThatNothingLoads_StayOutOfTheOutput()
    {
        (string, string)[] natives =
        [
            ("libtorch-cpu-linux-x64", "libtorch_cpu.so"), ("libtorch-cpu-linux-x64", "libtorch_python.so"),
            ("libtorch-cpu-linux-x64", "libtorchbind_test.so"), ("libtorch-cpu-win-x64", "torch_python.dll"),
            ("SkiaSharp.NativeAssets.Win32", "libSkiaSharp.dll"), ("SkiaSharp.NativeAssets.Win32", "libSkiaSharp.pdb"),
            ("another", "libshm.so"), ("another", "another.pdb"),
        ];

        FilesOf(Build("", natives)).Should().Equal("libtorch_cpu.so", "libSkiaSharp.dll", "libshm.so", "another.pdb");
        FilesOf(Build("<YoloV1LeaveOutUnusedLibraries>false</YoloV1LeaveOutUnusedLibraries>", natives))
            .Should().Equal(natives.Select(native => native.Item2));
    }

    [Fact]
    public void SettingsOfTheRuntime_AreThePackages_UnlessTheApplicationHasItsOwn()
    {
        Items("", "RuntimeHostConfigurationOption").Should().Equal(("System.GC.LOHThreshold", "2097152"));
        Items("<YoloV1LargeObjectThreshold>0</YoloV1LargeObjectThreshold>", "RuntimeHostConfigurationOption").Should().BeEmpty();
        Items("<OutputType>Library</OutputType>", "RuntimeHostConfigurationOption").Should().BeEmpty();
        Items("", "RuntimeHostConfigurationOption", """<RuntimeHostConfigurationOption Include="System.GC.LOHThreshold" Value="1" />""")
            .Should().Equal(("System.GC.LOHThreshold", "1"));
    }

    [Fact]
    public void GlobalUsings_AreGivenOnRequest_AndExist()
    {
        Items("", "Using").Should().BeEmpty();
        var namespaces = typeof(Box).Assembly.GetExportedTypes().Select(type => type.Namespace).ToHashSet();

        Items("<YoloV1GlobalUsings>true</YoloV1GlobalUsings>", "Using").Select(item => item.Name).Should().HaveCountGreaterThan(8)
            .And.BeSubsetOf(namespaces);
    }

    [Fact]
    public void TheBackendThatTheWarningNames_IsTheRepositorys()
    {
        static string ValueOf(string name, string path) => XDocument.Load(path).Descendants(name).Single().Value;

        ValueOf("YoloV1LibTorchVersion", Targets)
            .Should().Be(ValueOf("LibTorchVersion", Path.Combine(Repository.Root, "Directory.Build.props")));
    }

    private ProcessRun Build(string property, (string Package, string File)[] natives) =>
        MSBuild(property, string.Concat(natives.Select(native =>
            $"""<NativeCopyLocalItems Include="{native.File}" NuGetPackageId="{native.Package}" />""")), "-t:ResolvePackageAssets");

    private static string[] FilesOf(ProcessRun build) =>
        build.ShouldSucceed().Lines.Single(line => line.StartsWith(Shown, StringComparison.Ordinal))[Shown.Length..].Split(';');

    private (string Name, string? Value)[] Items(string property, string kind, string item = "")
    {
        using var document = JsonDocument.Parse(MSBuild(property, item, $"-getItem:{kind}").ShouldSucceed().Output);
        return
        [
            .. from entry in document.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray()
               select (entry.GetProperty("Identity").GetString()!, entry.TryGetProperty("Value", out var value) ? value.GetString() : null),
        ];
    }

    private ProcessRun MSBuild(string property, string items, string word)
    {
        var output = property.Contains("OutputType", StringComparison.Ordinal) ? "" : "<OutputType>Exe</OutputType>";
        File.WriteAllText(_folder["app.proj"], $"""
            <Project>
              <PropertyGroup>{output}{property}<YoloV1FixTorchSharpOnOldLinux>false</YoloV1FixTorchSharpOnOldLinux></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
              <Target Name="ResolvePackageAssets" />
              <Import Project="{Targets}" />
              <Target Name="Show" AfterTargets="LeaveOutUnusedLibraries;WarnWithoutBackend">
                <Message Importance="high" Text="{Shown}@(NativeCopyLocalItems)" />
              </Target>
            </Project>
            """);
        return ProcessRun.Of("dotnet", ["msbuild", _folder["app.proj"], "-nologo", "-nodeReuse:false", word]);
    }
}
