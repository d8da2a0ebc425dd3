using System.Globalization;
using YoloV1.Darknet;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Files;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Tests.Docs;

/// <summary>The bounds that docs/security.md promises are those of the code.</summary>
public sealed class SecurityBoundTests
{
    private static readonly (string What, string Most)[] Expected =
    [
        ("YAML: bytes", Bytes(YamlFile.MostBytes)),
        ("YAML: levels of nested maps and lists", Number(YamlFile.MostDepth)),
        ("YAML: keys and values", Number(YamlFile.MostNodes)),
        ("YAML: characters of a value", Number(YamlFile.MostCharacters)),
        ("YAML: aliases", "0"),
        ("XML: bytes", Bytes(XmlFile.MostBytes)),
        ("XML: levels of nested elements", Number(XmlFile.MostDepth)),
        ("text: bytes of a line", Bytes(RegularFile.LongestLine)),
        ("text label", Bytes(YoloLabel.MostBytes)),
        ("list of images", Bytes(ImageFolders.MostBytesOfAList)),
        ("file of class names", Bytes(ClassNames.MostBytes)),
        ("cfg file", Bytes(CfgFile.LongestFile)),
        ("comp4 file of detections", Bytes(Comp4Folder.MostBytes)),
        ("COCO file of instances or results", Bytes(CocoFile.MostBytes)),
        ("JPEG: scans", Number(ImageLimits.MaxScans)),
        ("image: megapixels, by default (--max-megapixels, ImageLimits)", Number(ImageLimits.Default.MaxMegapixels)),
        ("safetensors: bytes of the header", Number(SafetensorsHeader.MaxLength)),
        ("safetensors: tensors", Number(SafetensorsHeader.MaxTensors)),
        (".pth: bytes of the pickle", Bytes(PyTorchArchive.MaxPickle)),
        (".pth: values of the pickle", Number(Unpickler.MaxValues)),
        (".pth: bytes of all tensors together", $"{PyTorchFile.MaxTimesFile} times the file and {Bytes(PyTorchFile.Spare)}"),
        ("dimensions of a tensor", Number(TensorTypes.MaxRank)),
        ("network: pixels along a side of the input", Number(Bounds.InputSide.Greatest)),
        ("network: S, and B", Number(Bounds.GridSize.Greatest)),
        ("network: channels of a convolution", Number(Bounds.Filters.Greatest)),
        ("network: outputs of a layer", Number(Bounds.Outputs.Greatest)),
    ];

    [Fact]
    public void EachBound_IsThatOfTheCode() => MarkdownTable.With("docs/security.md", "at most").Cells
        .Select(row => (row.Key, row.Value["at most"])).Should().Equal(Expected);

    private static string Bytes(long count) => count >= 1 << 30 ? $"{count >> 30} GiB" : $"{count >> 20} MiB";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
