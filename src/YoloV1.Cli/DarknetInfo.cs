using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli;

/// <summary>What <c>yolov1 info</c> says of a Darknet weights file.</summary>
internal static class DarknetInfo
{
    public static int Write(string path, string? cfg, bool json)
    {
        var file = DarknetWeights.Inspect(path, cfg is null ? null : YoloV1Config.FromDarknetCfg(cfg));
        if (json)
            JsonOutput.Write(Document(file));
        else
            WriteText(file);
        return ExitCode.Done;
    }

    private static object Document(DarknetInspection file) => new
    {
        Format = "darknet",
        Bytes = new FileInfo(file.Path).Length,
        Header = new { file.Header.Version, file.Header.Major, file.Header.Minor, file.Header.Revision, Bytes = file.Header.Length, file.Header.Transposed },
        file.Header.Seen,
        file.Numbers,
        Model = file.Config.Name,
        BestFit = file.Fit,
        file.Fits,
        Whole = file.IsWhole,
        GridSize = file.Config.GridSize,
        BoxesPerCell = file.Config.BoxesPerCell,
        ClassCount = file.Config.ClassCount,
        file.LeftoverBytes,
        Tensors = file.Tensors.Select(tensor => new { Name = tensor.Key, Type = tensor.Value.Type.ToString(), tensor.Value.Shape }),
    };

    private static void WriteText(DarknetInspection file)
    {
        Console.Out.WriteLine(FormattableString.Invariant(
            $"""
            format     Darknet weights
            header     version {file.Header.Version}, {file.Header.Length} bytes{(file.Header.Transposed ? ", connected layers transposed" : "")}
            seen       {file.Header.Seen:N0} pictures
            numbers    {file.Numbers:N0}
            best fit   {file.Fit}
            left over  {file.LeftoverBytes:N0} bytes{(file.LeftoverBytes < 0 ? " (missing)" : "")}
            """));
        foreach (var (name, tensor) in file.Tensors)
            Console.Out.WriteLine($"  {name,-28}  [{string.Join(", ", tensor.Shape)}]");
    }
}
