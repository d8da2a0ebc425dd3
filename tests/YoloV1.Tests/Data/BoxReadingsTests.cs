using System.Globalization;
using YoloV1.Data;

namespace YoloV1.Tests.Data;

/// <summary>Sets whose boxes are not what their format says; three boxes on images of 100x50.</summary>
public sealed class BoxReadingsTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Boxes = new()
    {
        ["corners in pixels"] = ["40 20 70 40", "10 5 90 45", "60 10 90 48"],
        ["centres in pixels"] = ["55 30 30 20", "50 25 80 40", "75 29 30 38"],
        ["sizes in pixels"] = ["40 20 30 20", "10 5 80 40", "60 10 30 38"],
        ["corners in fractions"] = [".4 .4 .7 .8", ".1 .1 .9 .9", ".6 .2 .9 .96"],
        ["centres in fractions"] = [".55 .6 .3 .4", ".5 .5 .8 .8", ".75 .58 .3 .76"],
        ["sizes in fractions"] = [".4 .4 .3 .4", ".1 .1 .8 .8", ".6 .2 .3 .76"],
    };

    private readonly DataFolder _folder = new();

    public static TheoryData<string, string, string?> Cases => new()
    {
        { nameof(DataFormat.Yolo), "centres in fractions", null },
        { nameof(DataFormat.Yolo), "corners in fractions", "left, top, right and bottom in fractions of the image" },
        { nameof(DataFormat.Yolo), "corners in pixels", "left, top, right and bottom in pixels" },
        { nameof(DataFormat.Yolo), "centres in pixels", "x and y of the centre, width and height in pixels" },
        { nameof(DataFormat.Yolo), "sizes in fractions", "left, top, width and height in fractions of the image" },
        { nameof(DataFormat.Voc), "corners in pixels", null },
        { nameof(DataFormat.Voc), "corners in fractions", "left, top, right and bottom in fractions of the image" },
        { nameof(DataFormat.Voc), "sizes in pixels", "left, top, width and height in pixels" },
        { nameof(DataFormat.Voc), "centres in fractions", "x and y of the centre, width and height in fractions of the image" },
        { nameof(DataFormat.Coco), "sizes in pixels", null },
        { nameof(DataFormat.Coco), "corners in pixels", "left, top, right and bottom in pixels" },
        { nameof(DataFormat.Coco), "sizes in fractions", "left, top, width and height in fractions of the image" },
        { nameof(DataFormat.Coco), "centres in pixels", "x and y of the centre, width and height in pixels" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void BoxesThatMeanSomethingElse_AreOneFault_AndNoSetToTrainOn(string format, string boxes, string? meaning)
    {
        Lay(format, Boxes[boxes]);

        var faults = DatasetCheck.Run(_folder.Root, readImages: false).Faults;

        if (meaning is null)
        {
            faults.Should().BeEmpty();
            Datasets.Open(_folder.Root).Count.Should().Be(1);
            return;
        }
        var fault = faults.Should().ContainSingle().Subject;
        fault.Kind.Should().Be(DataFaultKind.WrongBoxes);
        fault.ToString().Should().Match(
            $"* of the 3 boxes of this data set cannot be *, as the format requires, *{meaning}; export*");
        FluentActions.Invoking(() => Datasets.Open(_folder.Root)).Should().Throw<InvalidDataException>().WithMessage(fault.ToString());
    }

    [Theory]
    [InlineData(nameof(DataFormat.Yolo), ".35 .35 .5 .5", ".65 .55 .5 .7", ".2 .5 .6 .4")]
    [InlineData(nameof(DataFormat.Voc), "10 5 60 30", "40 10 90 45", "60 20 130 48")]
    [InlineData(nameof(DataFormat.Coco), "10 5 50 25", "40 10 50 35", "60 20 90 28")]
    public void ASlip_IsAClippedBoxAsBefore(string format, params string[] boxes)
    {
        Lay(format, boxes);

        DatasetCheck.Run(_folder.Root, readImages: false).Faults.Should().ContainSingle().Which.Kind.Should().Be(DataFaultKind.BoxClipped);
    }

    [Theory]
    [InlineData(nameof(DataFormat.Yolo), "35 17.5 50 25")]
    [InlineData(nameof(DataFormat.Yolo), ".35 .35 .5 .5", "10 10 40 40")]
    [InlineData(nameof(DataFormat.Coco), "10 5 50 25", "40 10 50 35", "2 20 97 28", ".1 .1 .5 .5")]
    [InlineData(nameof(DataFormat.Voc), "10 5 60 30", ".1 .1 .6 .6")]
    public void ASingleBoxInTheOtherUnit_IsOne(string format, params string[] boxes)
    {
        Lay(format, boxes);

        DatasetCheck.Run(_folder.Root, readImages: false).Faults.Select(fault => fault.Kind).Should().Contain(DataFaultKind.WrongBoxes);
        FluentActions.Invoking(() => Datasets.Open(_folder.Root)).Should().Throw<InvalidDataException>().WithMessage("*cannot be*");
    }

    private void Lay(string format, params string[] boxes)
    {
        double[][] values =
            [.. boxes.Select(box => box.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
        _ = Enum.Parse<DataFormat>(format) switch
        {
            DataFormat.Yolo => _folder.Images("a.png").Text("classes.txt", "dog").Text("a.txt", [.. boxes.Select(box => $"0 {box}")]),
            DataFormat.Voc => _folder.Images("a.png").Text("a.xml",
                [
                    "<annotation><size><width>100</width><height>50</height></size>",
                    .. values.Select(value => VocFolder.Object("dog", Text(value[0]), Text(value[1]), Text(value[2]), Text(value[3]))),
                    "</annotation>",
                ]),
            _ => _folder.Images("a.png").Text("instances.json",
                """{"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}], "categories": [{"id": 1, "name": "dog"}],""",
                "\"annotations\": [",
                string.Join(",\n", values.Select((value, id) =>
                    $$"""{"id": {{id}}, "image_id": 1, "category_id": 1, "bbox": [{{string.Join(", ", value.Select(Text))}}]}""")),
                "]}"),
        };

        static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
