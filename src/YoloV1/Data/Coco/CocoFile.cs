using System.Text.Json;
using System.Text.Json.Serialization;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>A COCO instances file, as far as boxes go; values are as the file has them.</summary>
internal sealed class CocoFile
{
    /// <summary>Bytes of a file; COCO's own for 118,000 images has half a gigabyte.</summary>
    public const long MostBytes = 4L << 30;

    /// <summary>The images.</summary>
    public List<CocoImage>? Images { get; set; }

    /// <summary>The objects; null in a file that has none.</summary>
    public List<CocoObject>? Annotations { get; set; }

    /// <summary>The classes; their ids may have holes.</summary>
    public List<CocoCategory>? Categories { get; set; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not such a file; the message names the line.</exception>
    public static CocoFile Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        try
        {
            using var stream = RegularFile.Open(path, MostBytes);
            var file = JsonSerializer.Deserialize(stream, CocoJson.Default.CocoFile);
            if (file is not { Images: not null, Categories: not null })
                throw new InvalidDataException($"{path}(1): 'images' or 'categories' is missing; give a COCO instances file.");
            var images = file.WithoutNulls(path).Images!;
            if (images.Find(image => image.FileName?.Contains('\0', StringComparison.Ordinal) is true) is { } broken)
            {
                throw new InvalidDataException(
                    $"{path}(image {CocoTextIds.Shown(broken.Id)}): 'file_name' contains the character \\0; correct it.");
            }
            return file;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}({e.LineNumber + 1}): {Printable.Of(e.Path ?? "$")} is not valid in a COCO instances file; correct it. "
                + JsonReason.Of(e),
                e);
        }
    }

    private CocoFile WithoutNulls(string path)
    {
        Refuse("images", Images!.IndexOf(null!));
        Refuse("annotations", Annotations?.IndexOf(null!) ?? -1);
        Refuse("categories", Categories!.IndexOf(null!));
        return this;

        void Refuse(string list, int place)
        {
            if (place >= 0)
                throw new InvalidDataException($"{path}: {list}[{place}] is null; remove it.");
        }
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, CocoJson.Default.CocoFile));
}

/// <summary>An image of a COCO file.</summary>
internal sealed record CocoImage(long Id, string? FileName, int Width, int Height);

/// <summary>An object of a COCO file.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="ImageId">The id of its image.</param>
/// <param name="CategoryId">The id of its class.</param>
/// <param name="Bbox">Left, top, width and height in pixels.</param>
/// <param name="Area">The area of the outline in pixels, which COCO's sizes go by; null when the file does not say.</param>
/// <param name="Iscrowd">1 for a box around many objects.</param>
/// <param name="Difficult">1 for Pascal VOC's flag, which only files written here have.</param>
/// <param name="Truncated">1 for Pascal VOC's other flag, likewise.</param>
internal sealed record CocoObject(
    long Id,
    long ImageId,
    long CategoryId,
    double[]? Bbox,
    double? Area = null,
    int Iscrowd = 0,
    int? Difficult = null,
    int? Truncated = null);

/// <summary>A class of a COCO file.</summary>
internal sealed record CocoCategory(long Id, string? Name, string? Supercategory = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(CocoIdConverter), typeof(CocoIntConverter), typeof(CocoNameConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CocoFile))]
internal sealed partial class CocoJson : JsonSerializerContext;
