using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace YoloV1.Tests.Docs;

/// <summary>A program of the documentation, compiled as in a new console application that has the package.</summary>
internal sealed class CodeProgram
{
    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    // What a file that is run by itself says of its project.
    private const string Directive = "#:property YoloV1GlobalUsings=true";

    private static readonly string[] PackageUsings =
        [.. XDocument.Load(Path.Combine(Repository.Root, "src/YoloV1/buildTransitive/net10.0/YoloV1.targets")).Descendants("Using")
            .SelectMany(item => item.Attribute("Include")!.Value.Split(';'))];

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly CSharpCompilation _compilation;

    public CodeProgram(string code)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var namespaces = code.Contains(Directive, StringComparison.Ordinal) ? [.. ImplicitUsings, .. PackageUsings] : ImplicitUsings;
        var usings = string.Concat(namespaces.Select(name => $"global using {name};\n"));
        _compilation = CSharpCompilation.Create(
            $"CodeProgram-{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(usings, options), CSharpSyntaxTree.ParseText(code, options)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What the compiler has against it.</summary>
    public IEnumerable<string> Errors =>
        _compilation.GetDiagnostics().Where(fault => fault.Severity == DiagnosticSeverity.Error).Select(fault => fault.ToString());

    /// <summary>Runs it as a process with the libraries of the tests.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="words">Its arguments.</param>
    public ProcessRun Run(string folder, params string[] words)
    {
        // Beside the libraries, where their list looks for them.
        var program = Path.Combine(AppContext.BaseDirectory, $"{_compilation.AssemblyName}.dll");
        _compilation.Emit(program).Success.Should().BeTrue();
        var libraries = Path.Combine(AppContext.BaseDirectory, "YoloV1.Tests");
        var run = ProcessRun.Of(
            "dotnet",
            ["exec", "--runtimeconfig", $"{libraries}.runtimeconfig.json", "--depsfile", $"{libraries}.deps.json", program, .. words],
            folder);
        File.Delete(program);
        return run;
    }

    /// <summary>Runs it as an application that has the library and no native one.</summary>
    /// <param name="folder">The application's folder.</param>
    public ProcessRun RunWithoutBackend(TemporaryFolder folder)
    {
        foreach (var library in new[] { "YoloV1.dll", "TorchSharp.dll" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, library), folder[library]);
        _compilation.Emit(folder["CodeProgram.dll"]).Success.Should().BeTrue();
        var configuration = Path.Combine(AppContext.BaseDirectory, "YoloV1.Tests.runtimeconfig.json");
        return ProcessRun.Of("dotnet", ["exec", "--runtimeconfig", configuration, folder["CodeProgram.dll"]]);
    }
}
