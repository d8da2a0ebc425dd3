using System.Text.Json;
using System.Text.RegularExpressions;

namespace YoloV1.Cli.Tests;

public sealed partial class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = TrainingFolder.Create();

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void Eval_GivesTheNumbersOfVal_OnWhatValWrote()
    {
        var val = Json("val", "--weights", Weights(), "--data", _voc.Root, "--predictions", _folder["found"]);

        foreach (var detections in new[] { _folder["found"], Path.Combine(_folder["found"], "coco_results.json") })
        {
            var eval = Json("eval", "--detections", detections, "--truth", _voc.Root, "--split", "val");
            foreach (var (wanted, got) in val.EnumerateArray().Zip(eval.EnumerateArray()))
                foreach (var number in new[] { "map", "map50" })
                    got.GetProperty(number).GetDouble().Should().BeApproximately(wanted.GetProperty(number).GetDouble(), 1e-9);
        }
    }

    [Fact]
    public void Report_IsOnePageWithAllImagesInIt_AndItsNumbersBeside()
    {
        var found = Enumerable.Range(1, 3).Select(
            id => $$"""{"image_id": 1, "category_id": {{id}}, "bbox": [0, 0, 20, 20], "score": 0.9}""");
        Detections($"[{string.Join(',', found)}]");

        var call = Call.Run(
            "eval", "--detections", _folder["found.json"], "--truth", _voc.Root, "--split", "val", "--protocol", "voc10,coco",
            "--report", _folder["page"]).ShouldSucceed();

        var html = File.ReadAllText(Path.Combine(_folder["page"], "index.html"));
        call.Error.Should().Contain("index.html");
        html.Should().NotMatchRegex("(src|href)=\"(?!data:)", "nothing is loaded from elsewhere");
        Image().Count(html).Should().BeGreaterThan(4, "charts and images");
        html.Should().Contain("mAP, voc10").And.Contain("p7: ").And.Contain("objects missed");
        foreach (var chart in new[] { "precision-recall.png", "f1.png", "confusion.png", "errors.png" })
            File.Exists(Path.Combine(_folder["page"], chart)).Should().BeTrue(chart);
        using var numbers = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["page"], "report.json")));
        numbers.RootElement.GetProperty("reports").GetArrayLength().Should().Be(2);
        numbers.RootElement.GetProperty("errors").GetProperty("shares").EnumerateObject().Select(share => share.Name)
            .Should().Equal("correct", "localization", "similar", "other", "background");
    }

    [Fact]
    public void Report_IsMadeOfNothing_AndOfNamesThatLookLikeTags()
    {
        Detections("[]");
        File.WriteAllText(_folder["truth.json"], """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 50, "height": 50}],
             "categories": [{"id": 1, "name": "<b>cat</b> & \"co\""}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "area": 100, "iscrowd": 0}]}
            """);

        Call.Run("eval", "--detections", _folder["found.json"], "--truth", _folder["truth.json"], "--report", _folder["page"])
            .ShouldSucceed();

        File.ReadAllText(Path.Combine(_folder["page"], "index.html")).Should()
            .Contain("&lt;b&gt;cat&lt;/b&gt; &amp;").And.NotContain("<b>cat")
            .And.Contain("Nothing was detected.").And.Contain("The image is missing or cannot be read.");
    }

    [Fact]
    public void WhatIsWrong_IsSaidBeforeTheWork()
    {
        File.WriteAllText(_folder["file"], "");
        Directory.CreateDirectory(_folder["found"]);
        File.WriteAllText(Path.Combine(_folder["found"], "comp4_det_val_zebra.txt"), "");

        Val("--similar", "cat,dog").ShouldFail(2, "--similar needs --report; give both.");
        Val("--report", _folder["file"]).ShouldFail(1, "*file: there is a file of that name; give --report another folder.*");
        Val("--predictions", _folder["found"]).ShouldFail(1, "*comp4_det_val_zebra.txt: this file is for a class that is not evaluated*");
    }

    private Call Val(params string[] words) => Call.Run(["val", "--weights", Weights(), "--data", _voc.Root, .. words]);

    private string Weights() => SmallModel.Save(_folder["small.safetensors"], new(["circle", "square", "triangle"]));

    private void Detections(string json) => File.WriteAllText(_folder["found.json"], json);

    private static JsonElement Json(params string[] words)
    {
        using var document = JsonDocument.Parse(Call.Run([.. words, "--protocol", "voc07,voc10,coco", "--json"]).ShouldSucceed().Output);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("<img src=\"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]{1000,}\" alt=\"[^\"]+\"")]
    private static partial Regex Image();
}
