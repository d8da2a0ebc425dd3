using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Tests;

/// <summary>A record prints what it holds, not the type of its lists.</summary>
public sealed class RecordPrintingTests
{
    private static readonly ImageSize Size = new(500, 375);
    private static readonly LabeledBox Cat = new(new Box(0.5f, 0.5f, 1, 1), 0);
    private static readonly Detection Found = new(Cat.Box, 0, 0.5f);
    private static readonly TruthBox Truth = TruthBox.From("a.jpg", Size, Cat);

    public static TheoryData<object, string> Lines => new()
    {
        { new ClassNames(["cat", "dog"]), "cat, dog" },
        { new Annotation("a.jpg", Size, [Cat]), "a.jpg, 500x375, 1 object" },
        { new MeasuredImage(new("a.jpg", Size, [Cat, Cat]), [Found]), "a.jpg, 500x375, 2 objects; 1 detection" },
        { new DetectedImage("a.jpg", new RgbImage(Size), []), "a.jpg, 500x375: 0 detections" },
        { new DetectedImage("a.jpg", new IOException("a.jpg: this is no image.")), "a.jpg: this is no image." },
        { new LabeledImage(new RgbImage(Size), []), "500x375, 0 objects" },
        {
            new EvaluationReport("voc10", 0.5, null, []) { MapInterval = new(0.25, 0.75) },
            "voc10: mAP 0.5000 (0.2500 to 0.7500) over 0 classes"
        },
        { new EvaluationReport("coco", null, null, [new("cat", null, 0, 1)]), "coco: mAP unknown over 1 class" },
        { new ClassResult("cat", 0.5, 2, 3), "cat: AP 0.5000, 2 objects, 3 detections" },
        { new ClassResult("cat", null, 0, 3), "cat: AP unknown, 0 objects, 3 detections" },
        { new ClassCurve("cat", 2, [new(0.5, 1, 1)]), "cat: 2 objects, 1 point" },
        { new ClassErrors("cat", 3, [1, 0, 0, 2, 0]), "cat: Correct 1, Localization 0, Similar 0, Other 2, Background 0" },
        { new JudgedImage("a.jpg", [(Truth, true), (Truth, false)], []), "a.jpg: 1 of 2 objects missed, 0 of 0 detections wrong" },
        { Augmentation.None, "none" },
        { new Augmentation(new Flip(), new ShuffleBoxes()), "Flip { Probability = 0.5 }, ShuffleBoxes { }" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void ARecordWithLists_IsALineToRead(object record, string line) => record.ToString().Should().Be(line);

    [Fact]
    public void NoRecord_PrintsTheTypeOfAList() => typeof(Box).Assembly.GetExportedTypes()
        .Where(type => PrintMembersOf(type) is { } print && IsGenerated(print) && IsGenerated(type.GetMethod("ToString", [])!))
        .Where(type => type.GetProperties().Any(IsPrintedAsItsType))
        .Select(type => type.FullName).Should().BeEquivalentTo(Array.Empty<string>());

    private static MethodInfo? PrintMembersOf(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance);

    private static bool IsGenerated(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsPrintedAsItsType(PropertyInfo property) =>
        !property.GetMethod!.IsStatic
        && property.PropertyType != typeof(string)
        && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
        && (property.PropertyType.IsInterface || property.PropertyType.GetMethod("ToString", [])!.DeclaringType == typeof(object));
}
