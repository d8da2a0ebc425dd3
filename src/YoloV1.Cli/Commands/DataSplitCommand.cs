using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data split</c>: divides a data set into parts to train, to measure and to test on.</summary>
internal static class DataSplitCommand
{
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<bool> SkipBroken = CommonOptions.SkipBroken();
    private static readonly Option<int> MaxMegapixels = CommonOptions.MaxMegapixels();
    private static readonly Option<string?> Split = new("--split")
    {
        Description = "The split to divide. Default: the only one.",
    };
    private static readonly Option<string?> Output = new("--output")
    {
        Description = "A folder for a data set of the same format with the new splits; it must not exist, or be empty. "
            + "Default: lists of the splits, for COCO files, are written beside the data set.",
    };
    private static readonly Option<bool> Link = new("--link")
    {
        Description = "With --output: create symbolic links to the images instead of copies.",
    };
    private static readonly Option<double> Validation =
        CommonOptions.Number("--val-fraction", "Fraction of the images for evaluation.", DataSource.HeldOut, 0.001, 0.9);
    private static readonly Option<double> Test = CommonOptions.Number("--test-fraction", "Fraction of the images for testing.", 0, 0, 0.9);
    private static readonly Option<int> Seed =
        CommonOptions.Number("--seed", "Random seed; equal seeds give equal splits.", 0, 0, int.MaxValue);

    public static Command Create()
    {
        var command = new Verb(
            "split",
            "Splits a data set for training and evaluation, balanced by class; images that look alike stay in one split.",
            "yolov1 data split --data cards",
            "yolov1 data split --data cards --val-fraction 0.15 --test-fraction 0.15 --seed 1",
            "yolov1 data split --data instances_default.json --output cards-split --link")
        {
            Data, Split, Validation, Test, Seed, Output, Link, SkipBroken, MaxMegapixels, Json,
        };
        command.SetAction((call, cancellation) => Task.FromResult(Divide(call, cancellation)));
        return command;
    }

    private static int Divide(ParseResult call, CancellationToken cancellation)
    {
        var (data, output) = (call.GetValue(Data)!, call.GetValue(Output));
        if (output is null && call.GetValue(Link))
            throw new ArgumentException("--link needs --output; give both.");
        if (output is not null)
            DatasetConversion.RequireEmpty(output);
        var source = Datasets.OpenSource(data);
        var whole = DataSource.Read(source, data, call.GetValue(Split), CommonOptions.LimitsOf(call, MaxMegapixels));
        var (readable, signatures) = ReadableImages.Of(whole, call.GetValue(SkipBroken));
        var parts = DatasetParts.Of(readable, signatures, call.GetValue(Validation), call.GetValue(Test), call.GetValue(Seed));
        var written = output ?? SplitLists.Write(data, source, parts.Parts);
        if (output is not null)
        {
            Progress.ShowImages("split", images => DatasetConversion.Write(
                data, source.Format, parts.Parts, source.Format, output, call.GetValue(Link), images, cancellation));
        }
        SplitReport[] counts = [.. parts.Parts.Select(DatasetConversion.Count)];
        if (call.GetValue(Json))
            JsonOutput.Write(SplitPartsOutput.ToJson(written, parts, counts));
        else
            SplitPartsOutput.WriteText(written, parts, counts);
        return ExitCode.Done;
    }
}
