using System.Text.Json;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>
/// Writes the parts of a COCO file as files beside it, each with all that the file says of its images: outlines, key points, licences.
/// </summary>
/// <remarks>The images stay where they are; a name is written anew where its image would not be found by it from the new file.</remarks>
internal static class CocoSplitFiles
{
    /// <summary>The file of a part: not COCO's own name, so that dividing <c>instances_train.json</c> leaves it as it is.</summary>
    public static string PathOf(string file, string part) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $"split_{part}.json");

    /// <summary>Writes a file for each part.</summary>
    /// <param name="file">The COCO file.</param>
    /// <param name="parts">The parts of its images, which are all there.</param>
    public static void Write(string file, IReadOnlyList<FileDataset> parts)
    {
        using var stream = RegularFile.Open(file, CocoFile.MostBytes);
        using var document = JsonDocument.Parse(stream);
        foreach (var part in parts)
        {
            var path = PathOf(file, part.Split);
            AtomicFile.Write(path, output => Write(document.RootElement, output, new Part(path, part)));
        }
    }

    private static void Write(JsonElement root, Stream output, Part part)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        foreach (var property in root.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.Name == "images")
                WriteArray(writer, property.Value, image => part.WriteImage(writer, image));
            else if (property.Name == "annotations")
                WriteArray(writer, property.Value, item => part.WriteAnnotation(writer, item));
            else
                property.Value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, JsonElement array, Action<JsonElement> write)
    {
        writer.WriteStartArray();
        foreach (var item in array.EnumerateArray())
            write(item);
        writer.WriteEndArray();
    }

    /// <summary>What a part has of the file.</summary>
    private sealed class Part
    {
        private readonly string _folder;
        private readonly CocoImages _images;
        private readonly Dictionary<long, string> _paths;      // of its images, by id

        public Part(string path, FileDataset dataset)
        {
            _folder = Path.GetDirectoryName(path)!;
            _paths = Enumerable.Range(0, dataset.Count).ToDictionary(dataset.ImageId, index => Path.GetFullPath(dataset.ImagePath(index)));
            _images = new(path, new CocoFile { Images = [] }, imageFolder: null);
        }

        public void WriteImage(Utf8JsonWriter writer, JsonElement element)
        {
            var image = element.Deserialize(CocoJson.Default.CocoImage)!;
            if (!_paths.TryGetValue(image.Id, out var path))
                return;
            var isFound = _images.Find(image.FileName!) is { } found && Path.GetFullPath(found) == path;
            writer.WriteStartObject();
            foreach (var property in element.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                if (!isFound && property.Name == "file_name")
                    writer.WriteStringValue(WrittenPath.WithSlashes(NameOf(path)));
                else
                    property.Value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }

        public void WriteAnnotation(Utf8JsonWriter writer, JsonElement element)
        {
            if (_paths.ContainsKey(element.Deserialize(CocoJson.Default.CocoObject)!.ImageId))
                element.WriteTo(writer);
        }

        // Images are looked for around a file: from its folder, and from the one around that.
        private string NameOf(string path)
        {
            var around = Path.GetDirectoryName(_folder) ?? _folder;
            return Path.GetRelativePath(RealPath.IsWithin(path, _folder) || !RealPath.IsWithin(path, around) ? _folder : around, path);
        }
    }
}
