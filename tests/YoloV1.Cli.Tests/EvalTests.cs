using System.Text.Json;

namespace YoloV1.Cli.Tests;

public sealed class EvalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvalTests()
    {
        File.WriteAllText(_folder["truth.json"], """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 50, "height": 50}],
             "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "area": 100, "iscrowd": 0}]}
            """);
        Found("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 6], "score": 0.5}]""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_HasTheProtocolTheMeanTheClassesAndAnInterval()
    {
        var report = Json("--protocol", "voc07");

        report.GetRawText().ReplaceLineEndings("").Replace(" ", "").Should().StartWith(
            """{"protocol":"voc07","map":1,"map50":1,"classes":[{"name":"cat","ap":1,"truths":1,"detections":1},"""
            + """{"name":"dog","ap":null,"truths":0,"detections":0}],"interval":{""");
        var interval = report.GetProperty("interval");
        interval.GetProperty("method").GetString().Should().Be("percentile bootstrap over images, bias-corrected");
        interval.GetProperty("level").GetDouble().Should().Be(0.95);
        interval.GetProperty("map").EnumerateArray().Select(end => end.GetDouble()).Should().Equal(1, 1);
    }

    [Fact]
    public void CocoJson_HasTheTwelveNumbersToo_WithNullForWhatIsNotThere()
    {
        var report = Json("--protocol", "coco");

        report.GetProperty("map").GetDouble().Should().BeApproximately(0.3, 1e-12, "an IoU of 0.6 passes three of ten thresholds");
        report.GetProperty("map50").GetDouble().Should().Be(1);
        report.GetProperty("classes")[0].GetProperty("ap50").GetDouble().Should().Be(1);
        report.GetProperty("coco").EnumerateObject().Select(number => number.Name).Should().Equal(
            "AP", "AP50", "AP75", "APsmall", "APmedium", "APlarge", "AR1", "AR10", "AR100", "ARsmall", "ARmedium", "ARlarge");
        report.GetProperty("coco").GetProperty("ARlarge").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void SeveralProtocols_GiveAnArrayOfTheSame() =>
        Json("--protocol", "coco,voc10").EnumerateArray().Select(report => report.GetProperty("protocol").GetString()).Should()
            .Equal("coco", "voc10");

    [Fact]
    public void TheRulesOfVoc_CanBeChanged()
    {
        double Map(params string[] words) => Json(["--protocol", "voc10", .. words]).GetProperty("map").GetDouble();

        Map("--iou", "0.6").Should().Be(0);
        Map("--iou", "0.6", "--at-least").Should().Be(1);
        Map("--iou", "0.59").Should().Be(1);
        Map("--iou", "0.59", "--no-plus-one").Should().Be(0, "9 x 5 pixels are 0.56 of 9 x 9");
        Json("--protocol", "voc10", "--iou", "0.6").GetProperty("map50").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Table_HasALineAClass_AndTheMeansWithTheirIntervals()
    {
        var lines = Eval("--protocol", "voc10,coco").ShouldSucceed().Output;

        lines.Should().MatchRegex(@"cat +1\.0000 +1 +1").And.Contain("mAP (voc10): 1.0000 (95 % interval 1.0000 to 1.0000").And.Contain(
            "mAP (coco, IoU 0.5 to 0.95): 0.3000 (95 % interval 0.3000 to");
    }

    [Fact]
    public void WhatIsWrong_IsSaidInOneLine()
    {
        Eval("--protocol", "voc11").ShouldFail(2, "Protocol 'voc11' is unknown; take voc07, voc10, coco.");
        Eval("--iou", "50").ShouldFail(2, "--iou is '50'; give a number from 0 to 1.*");
        Found("""[{"image_id": 5, "category_id": 1, "bbox": [0, 0, 10, 6], "score": 0.5}]""");
        Eval("--protocol", "coco").ShouldFail(1, "*found.json: entry 0 is for image 5, which is not in *truth.json; *");
        Call.Run("eval", "--detections", _folder["found.json"], "--truth", _folder["none.json"])
            .ShouldFail(1, "*none.json: there is no such file*");
    }

    private void Found(string json) => File.WriteAllText(_folder["found.json"], json);

    private Call Eval(params string[] words) =>
        Call.Run(["eval", "--detections", _folder["found.json"], "--truth", _folder["truth.json"], .. words]);

    private JsonElement Json(params string[] words)
    {
        using var document = JsonDocument.Parse(Eval([.. words, "--json"]).ShouldSucceed().Output);
        return document.RootElement.Clone();
    }
}
