using CsCheck;
using SkiaSharp;
using YoloV1.Drawing;

namespace YoloV1.Tests.Drawing;

public sealed class LabelLayoutTests
{
    private static readonly ImageSize Size = new(400, 300);
    private static readonly SKSize Label = new(60, 16);

    [Fact]
    public void Place_PutsTheLabelOnTopOfItsFrame_WhereThereIsRoom() =>
        new LabelLayout(Size, [new(100, 100, 200, 200)]).Place(0, Label).Should().Be(SKRect.Create(100, 84, 60, 16));

    [Fact]
    public void Place_StaysWithinTheImage_WhateverTheFrame() =>
        Gen.Select(Gen.Float[0, 400], Gen.Float[0, 300], Gen.Float[0, 400], Gen.Float[0, 300]).Array[1, 12].Sample(corners =>
        {
            SKRect[] frames = [.. corners.Select(
                c =>
                    new SKRect(
                        Math.Min(c.Item1, c.Item3), Math.Min(c.Item2, c.Item4), Math.Max(c.Item1, c.Item3),
                        Math.Max(c.Item2, c.Item4)))];
            var layout = new LabelLayout(Size, frames);
            return Enumerable.Range(0, frames.Length).Select(i => layout.Place(i, Label))
                .All(
                    place => place.Left >= 0 && place.Top >= 0 && place.Right <= 400.001f && place.Bottom <= 300.001f
                        && Math.Abs(place.Width - Label.Width) < 0.001f);
        }, iter: 200);

    [Fact]
    public void Place_KeepsLabelsApart_WhenFramesAreTheSame()
    {
        SKRect frame = new(100, 100, 200, 200);
        var layout = new LabelLayout(Size, [frame, frame, frame, frame]);

        SKRect[] places = [.. Enumerable.Range(0, 4).Select(i => layout.Place(i, Label))];

        for (var i = 0; i < places.Length; i++)
            for (var j = 0; j < i; j++)
                places[i].IntersectsWith(places[j]).Should().BeFalse($"labels {i} and {j} are apart");
    }

    [Fact]
    public void Place_LeavesAnotherObjectFree_WhereItCan()
    {
        SKRect own = new(100, 100, 200, 200), above = new(90, 80, 210, 99);

        var place = new LabelLayout(Size, [own, above]).Place(0, Label);

        place.IntersectsWith(above).Should().BeFalse();
    }

    [Fact]
    public void Place_PutsALabelAsWideAsTheImageAtItsEdge() =>
        new LabelLayout(new(50, 40), [new(10, 10, 20, 20)]).Place(0, new(50, 10)).Left.Should().Be(0);
}
