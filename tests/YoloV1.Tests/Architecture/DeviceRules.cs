using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YoloV1.Tests.Architecture;

/// <summary>
/// What goes unnoticed on a processor and fails, or waits, on another device: tensors made without a device, float64 where a device may not
/// have it, and memory read where it may not be the processor's.
/// </summary>
internal sealed class DeviceRules
{
    private const string Torch = "TorchSharp.torch";

    private static readonly string[] FromManagedValues = ["tensor", "as_tensor", "from_array", "frombuffer"];

    private readonly IReadOnlyList<BoundName> _names;
    private readonly Dictionary<SyntaxNode, BoundName> _byNode;

    public DeviceRules(SourceRooms source)
    {
        _names = source.Names;
        _byNode = _names.ToDictionary(name => name.Node);
    }

    /// <summary>Calls that make a tensor and do not say where: it would lie on the default device, whatever the others lie on.</summary>
    public IEnumerable<string> CreationsWithoutADevice() =>
        from name in _names
        where name.Symbols.Any(IsCreation)
        let call = CallOf(name.Node)
        where call is not null && !call.ArgumentList.Arguments.Any(MentionsADevice)
        select Say(name, "makes a tensor without a device");

    /// <summary>Calls that bring values of the program to another device than the CPU, which waits until it has them.</summary>
    public IEnumerable<string> ValuesBroughtToADevice() =>
        from name in _names
        where name.Symbols.Any(symbol => IsCreation(symbol) && FromManagedValues.Contains(symbol.Name))
        let call = CallOf(name.Node)
        where call is not null && call.ArgumentList.Arguments.Any(MentionsADevice) && !call.ArgumentList.Arguments.Any(MentionsTheCpu)
        select Say(name, "brings values to a device, which waits for it; fill them in there with full, or copy by DeviceCopy");

    /// <summary>float64 in a call that is not seen to compute on the CPU: neither MPS nor every other device has it.</summary>
    public IEnumerable<string> Float64OnADevice() =>
        from name in _names
        where name.Symbols.Any(symbol =>
            symbol is { Name: "Float64" or "float64" or "kDouble" } && symbol.ContainingType?.ToDisplayString().StartsWith(Torch) == true)
        let call = name.Node.Ancestors().OfType<ArgumentSyntax>().FirstOrDefault()?.Parent?.Parent as InvocationExpressionSyntax
        where call is not null && !IsOfTheCpu(call.Expression) && !call.ArgumentList.Arguments.Any(MentionsTheCpu)
        select Say(name, "takes float64 where the device may not have it");

    /// <summary>
    /// Memory that is read in a method that does not say why it is the processor's. <c>data</c> has to be read of what <c>cpu()</c> gives,
    /// since it copies silently from any device; for <c>bytes</c>, which refuses other devices, it is enough that the method names the CPU.
    /// </summary>
    public IEnumerable<string> MemoryReadOfADevice() =>
        from name in _names
        where name.Symbols.Any(symbol => symbol.Name is "bytes" or "data" && IsTensor(symbol.ContainingType))
        where name.Node.Parent is MemberAccessExpressionSyntax access && !IsOfTheCpu(access.Expression)
        where name.Symbols[0].Name == "data" || !MemberOf(name.Node).DescendantNodes().Any(IsEvidenceOfTheCpu)
        select Say(name, "reads memory that may not be the processor's");

    private static bool IsCreation(ISymbol symbol) =>
        symbol is IMethodSymbol method
        && method.ContainingType.ToDisplayString() == Torch
        && IsTensor(method.ReturnType)
        && !method.Parameters.Any(parameter => IsTensor(parameter.Type))
        && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Any(overload => overload.Parameters.Any(parameter => IsDevice(parameter.Type)));

    private static bool IsTensor(ITypeSymbol? type) => type is { Name: "Tensor" };

    private static bool IsDevice(ITypeSymbol? type) => type is { Name: "Device" };

    private static InvocationExpressionSyntax? CallOf(SyntaxNode name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Parent : name.Parent)
            as InvocationExpressionSyntax;

    private bool MentionsADevice(ArgumentSyntax argument) => Symbols(argument).Any(symbol => IsDevice(TypeOf(symbol)));

    private bool MentionsTheCpu(ArgumentSyntax argument) => Symbols(argument).Any(IsTheCpu);

    private bool IsEvidenceOfTheCpu(SyntaxNode node) =>
        _byNode.TryGetValue(node, out var name) && name.Symbols.Any(symbol => IsTheCpu(symbol) || symbol.Name is "cpu" or "device_type");

    private bool IsOfTheCpu(ExpressionSyntax expression) => Symbols(expression).Any(symbol => symbol.Name == "cpu");

    private static bool IsTheCpu(ISymbol symbol) => symbol.Name == "CPU";

    private IEnumerable<ISymbol> Symbols(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Where(_byNode.ContainsKey).SelectMany(inner => _byNode[inner].Symbols);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };

    private static MemberDeclarationSyntax MemberOf(SyntaxNode node) => node.Ancestors().OfType<MemberDeclarationSyntax>().First();

    private static string Say(BoundName name, string what)
    {
        var place = name.Node.GetLocation().GetLineSpan();
        return $"{place.Path}({place.StartLinePosition.Line + 1}): {name.Node} {what}";
    }
}
