namespace YoloV1.Cli.Options;

/// <summary>The words that other detectors' programs have for the same options and verbs.</summary>
internal static class Counterparts
{
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--conf"] = ["--score"],
        ["--conf-thres"] = ["--score"],
        ["--confidence"] = ["--score"],
        ["--thresh"] = ["--score"],
        ["--threshold"] = ["--score"],
        ["--iou-thres"] = ["--iou"],
        ["--nms"] = ["--iou"],
        ["--agnostic-nms"] = ["--any-class"],
        ["--save-crop"] = ["--crops"],
        ["--save-txt"] = ["--labels"],
        ["--imgsz"] = ["--image-size"],
        ["--img"] = ["--image-size"],
        ["--img-size"] = ["--image-size"],
        ["--lr"] = ["--learning-rate"],
        ["--lr0"] = ["--learning-rate"],
        ["--batch-size"] = ["--batch"],
        ["--wd"] = ["--weight-decay"],
        ["--hyp"] = ["--options"],
        ["--name"] = ["--run"],
        ["--project"] = ["--run", "--save"],
        ["--save-dir"] = ["--run", "--save"],
        ["--ckpt"] = ["--weights"],
        ["--checkpoint"] = ["--weights"],
        ["--gpu"] = ["--device"],
        ["--gpus"] = ["--device"],
        ["validate"] = ["val"],
        ["valid"] = ["val"],
        ["evaluate"] = ["eval"],
        ["detect"] = ["predict"],
        ["infer"] = ["predict"],
        ["fit"] = ["train"],
    };

    /// <summary>The known word for the same thing; null where there is none.</summary>
    public static string? Of(string word, IEnumerable<string> known) =>
        Words.GetValueOrDefault(word)?.FirstOrDefault(candidate => known.Contains(candidate, StringComparer.Ordinal));
}
