namespace YoloV1.Tests.Architecture;

/// <summary>A name in one file that stands for a type of another file, or for a member of it.</summary>
/// <param name="From">The file that the name is written in.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Type">The type that the compiler finds.</param>
/// <param name="To">A file that declares the type: a partial type that several rooms declare is a use of each of them.</param>
/// <param name="IsPublic">Whether callers of the library see the type.</param>
internal sealed record Use(SourceFile From, int Line, string Type, SourceFile To, bool IsPublic)
{
    public override string ToString() => $"{From.Path}({Line}): {From.Room} uses {Type} of {To.Room}";
}
