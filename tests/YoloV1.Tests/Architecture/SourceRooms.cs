using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YoloV1.Tests.Architecture;

/// <summary>What each file uses of the others, as the compiler understands it: in code and in the crefs of comments.</summary>
/// <remarks>
/// What generators write is missing, so the compilation has errors. A name that binds to nothing is counted, not followed; the tests
/// hold the count low.
/// </remarks>
internal sealed class SourceRooms
{
    // What the project files say.
    private const string ProjectFile = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("yolov1")]
        """;

    // Comments are parsed, so that their crefs bind.
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Compiling =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    // The libraries that the tests run with, but for what is compiled here.
    private static readonly MetadataReference[] References =
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           where !Path.GetFileName(path).StartsWith("YoloV1", StringComparison.Ordinal)
           select MetadataReference.CreateFromFile(path),
    ];

    private readonly Dictionary<SyntaxTree, SourceFile> _files;

    /// <summary>The library and the command line, compiled once for all tests.</summary>
    public static Lazy<SourceRooms> House { get; } = new(() => new SourceRooms(SourceFile.Under("src")));

    public SourceRooms(IReadOnlyCollection<SourceFile> files)
    {
        _files = files.ToDictionary(file => CSharpSyntaxTree.ParseText(file.Text, Parsing, file.Path));
        var isLibrary = _files.ToLookup(file => file.Value.Path.StartsWith(SourceFile.Library, StringComparison.Ordinal), file => file.Key);
        var library = Compile("YoloV1", isLibrary[true], References);
        var commandLine = Compile("yolov1", isLibrary[false], [.. References, library.ToMetadataReference()]);
        Names = [.. Bind(library, isLibrary[true]), .. Bind(commandLine, isLibrary[false])];
        Uses = [.. Names.SelectMany(UsesOf).DistinctBy(use => (use.From.Path, use.Type, use.To.Room))];
    }

    /// <summary>Each name of the files.</summary>
    public IReadOnlyList<BoundName> Names { get; }

    /// <summary>The uses of types that other files declare; the first in a file of each type and room.</summary>
    public IReadOnlyList<Use> Uses { get; }

    private static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(ProjectFile, Parsing), .. trees], references, Compiling);

    private static ParallelQuery<BoundName> Bind(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees) =>
        from tree in trees.AsParallel().AsOrdered()
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).Where(IsName)
        select new BoundName(node, SymbolsOf(model, node));

    // `new(...)` names a type without writing it. `var` is not a name: what is done with its value is.
    private static bool IsName(SyntaxNode node) =>
        node is ImplicitObjectCreationExpressionSyntax or SimpleNameSyntax { Parent: not NameColonSyntax, IsVar: false, IsMissing: false };

    private static ImmutableArray<ISymbol> SymbolsOf(SemanticModel model, SyntaxNode name)
    {
        var found = model.GetSymbolInfo(name);
        return found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols;
    }

    private IEnumerable<Use> UsesOf(BoundName name) =>
        from symbol in name.Symbols
        let type = TypeOf(symbol)?.OriginalDefinition
        where type is { IsTupleType: false, IsAnonymousType: false }
        from declaration in type.DeclaringSyntaxReferences
        let position = name.Node.GetLocation().GetLineSpan().StartLinePosition
        let to = _files.GetValueOrDefault(declaration.SyntaxTree)
        let @from = _files[name.Node.SyntaxTree]
        where to is not null && to != @from
        select new Use(@from, position.Line + 1, type.Name, to, IsPublic(type));

    private static INamedTypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
        _ => null,
    };

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
