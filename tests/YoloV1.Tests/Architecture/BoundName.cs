using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace YoloV1.Tests.Architecture;

/// <summary>A name in the source, and what it may stand for.</summary>
/// <param name="Node">Where it is written.</param>
/// <param name="Symbols">What the compiler finds: several for overloads that it cannot choose from, none for what it does not know.</param>
internal sealed record BoundName(SyntaxNode Node, ImmutableArray<ISymbol> Symbols);
