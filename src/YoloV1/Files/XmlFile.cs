using System.Xml;
using System.Xml.Linq;

namespace YoloV1.Files;

/// <summary>Reads a stranger's XML: without entities and document types, and within bounds that hold while it is read.</summary>
internal static class XmlFile
{
    /// <summary>Bytes of a file: an annotation of ten thousand objects takes half of them.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>Elements inside each other; annotations need four.</summary>
    public const int MostDepth = 64;

    /// <summary>The root of a file, with the lines of its elements.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not a regular file, or has too many bytes.</exception>
    /// <exception cref="XmlException">It is not well-formed, too deep, or has a document type; the error has the line.</exception>
    public static XElement Read(string path)
    {
        using var file = RegularFile.Open(path, (long)MostBytes);
        using var reader = new BoundedReader(file);
        return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
    }

    private sealed class BoundedReader : XmlTextReader
    {
        public BoundedReader(Stream file)
            : base(file) => (DtdProcessing, XmlResolver, Normalization) = (DtdProcessing.Prohibit, null, true);

        public override bool Read()
        {
            var isThere = base.Read();
            return Depth <= MostDepth ? isThere : throw new XmlException(
                $"Elements are nested more than {MostDepth} deep; close those above.", null, LineNumber, LinePosition);
        }
    }
}
