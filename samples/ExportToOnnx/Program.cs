using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using YoloV1;
using YoloV1.Imaging;
using YoloV1.Onnx;
using YoloV1.Weights;

// Writes a detector as an ONNX file, and detects with it without torch:
//
//   ExportToOnnx export MODEL FILE.onnx
//   ExportToOnnx run FILE.onnx IMAGE
//
// The second half needs ONNX Runtime, the ONNX file and an image reader: no TorchSharp, no libtorch, no model file.

switch (args)
{
    case ["export", var model, var file]:
        Export(model, file);
        return 0;
    case ["run", var file, var image]:
        return Run(file, image);
    default:
        Console.Error.WriteLine(
            "ExportToOnnx export MODEL FILE.onnx, with a model file as samples/TrainOnYourPictures writes one; then ExportToOnnx run "
            + "FILE.onnx IMAGE.");
        return 2;
}

static void Export(string path, string output)
{
    using var file = ModelFile.Open(path);
    using var model = file.CreateModel();
    OnnxExport.Save(model, file.Classes, output, new OnnxExportOptions { BatchSize = 1, Outputs = OnnxOutputs.Detections });
    Console.WriteLine(FormattableString.Invariant($"{output}: {new FileInfo(output).Length:N0} bytes"));
}

static int Run(string path, string imagePath)
{
    using var session = new InferenceSession(path);
    if (!session.OutputMetadata.ContainsKey("class_ids"))
    {
        Console.Error.WriteLine($"{path} gives {string.Join(", ", session.OutputNames)}; export it with OnnxOutputs.Detections.");
        return 1;
    }
    // [N, 3, H, W]; the class names are beside the graph.
    var shape = session.InputMetadata["images"].Dimensions;
    var classes = JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap["yolov1.classes"])!;

    var image = ImageFile.Read(imagePath);
    var pixels = new float[3 * shape[2] * shape[3]];
    ImageInput.Fill(image, new ImageSize(shape[3], shape[2]), pixels);

    using var options = new RunOptions();
    using var images = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, shape[2], shape[3]]);
    using var results = session.Run(options, ["images"], [images], ["boxes", "scores", "class_ids"]);
    var boxes = results[0].GetTensorDataAsSpan<float>();        // [K, 4]: left, top, right, bottom as fractions
    var scores = results[1].GetTensorDataAsSpan<float>();       // [K]
    var classIds = results[2].GetTensorDataAsSpan<long>();      // [K]
    for (var k = 0; k < scores.Length; k++)
    {
        var (x1, y1, x2, y2) = Box.FromCorners(boxes[4 * k], boxes[4 * k + 1], boxes[4 * k + 2], boxes[4 * k + 3]).Clip()
            .ToPixels(image.Size);
        Console.WriteLine(FormattableString.Invariant($"{classes[classIds[k]]} {scores[k]:0.00} at ({x1:0}, {y1:0}) to ({x2:0}, {y2:0})"));
    }

    var torch = AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "TorchSharp");
    Console.WriteLine(torch ? "TorchSharp was loaded." : "TorchSharp was not loaded.");
    return 0;
}
