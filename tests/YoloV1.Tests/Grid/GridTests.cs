using CsCheck;
using YoloV1.Grid;

namespace YoloV1.Tests.Grid;

public sealed class GridTests
{
    private static readonly GridShape Paper = new(7, 2, 20);

    private static readonly Gen<LabeledBox> AnyObject =
        from x in Gen.Float[0, 1]
        from y in Gen.Float[0, 1]
        from w in Gen.Float[0.01f, 1]
        from h in Gen.Float[0.01f, 1]
        from classId in Gen.Int[0, 19]
        select new LabeledBox(new Box(x, y, w, h), classId);

    [Theory]
    [InlineData(BoxSizeEncoding.Linear)]
    [InlineData(BoxSizeEncoding.SquareRoot)]
    public void Decode_GivesBackWhatEncodeWrote(BoxSizeEncoding sizes)
    {
        var (encoder, decoder) = (new GridEncoder(Paper, sizes), new GridDecoder(Paper, sizes));
        AnyObject.Array[0, 12].Sample(objects =>
        {
            var target = new float[Paper.Length];
            var lost = encoder.Encode(objects, target);
            var found = new List<Detection>();
            decoder.Decode(target, 0.5f, found);

            found.Should().HaveCount(objects.Length - lost);
            foreach (var detection in found)
            {
                detection.Score.Should().Be(1);
                objects.Should().Contain(o => o.ClassId == detection.ClassId && Same(o.Box, detection.Box));
            }
        });
    }

    [Fact]
    public void DecodeCells_GivesTheBoxesOfEveryCell_AndItsLikeliestClass()
    {
        var shape = new GridShape(2, 2, 3);
        var prediction = new float[shape.Length];
        float[] last = [0.5f, 0.5f, 0.2f, 0.4f, 0.9f, -0.5f, 2, 0.1f, 0.3f, -0.1f, 0.3f, 0.7f, 0.6f];
        last.CopyTo(prediction, 3 * shape.D);

        var cells = new GridDecoder(shape, BoxSizeEncoding.Linear).DecodeCells(prediction);

        cells.Select(cell => (cell.Row, cell.Column)).Should().Equal((0, 0), (0, 1), (1, 0), (1, 1));
        cells[3].Boxes.Should().Equal(new(new(0.75f, 0.75f, 0.2f, 0.4f), 0.9f), new GridBox(new(0.25f, 1.5f, 0.1f, 0.3f), -0.1f));
        (cells[3].ClassId, cells[3].Probability).Should().Be((1, 0.7f));
        (cells[0].ClassId, cells[0].Probability, cells[0].Boxes.Count).Should().Be((0, 0, 2));
    }

    [Theory]
    [InlineData(0f, 0f, 0)]
    [InlineData(0.5f, 0.5f, 24)]
    [InlineData(1f, 1f, 48)]
    [InlineData(1f, 0f, 6)]
    public void Encode_PutsAnObjectIntoTheCellOfItsCentre(float x, float y, int expectedCell)
    {
        var target = new float[Paper.Length];

        new GridEncoder(Paper, BoxSizeEncoding.Linear).Encode([new LabeledBox(new Box(x, y, .1f, .2f), 3)], target);

        var cell = target.AsSpan(expectedCell * 30, 30);
        (cell[4], cell[13], target.Count(number => number == 1f)).Should().Be((1f, 1f, x == 1f && y == 1f ? 4 : x == 1f ? 3 : 2));
    }

    [Fact]
    public void Encode_KeepsTheFirstObjectOfACell_AndCountsTheOthers()
    {
        var target = new float[Paper.Length];
        LabeledBox[] objects = [new(new Box(.5f, .5f, .1f, .1f), 1), new(new Box(.51f, .51f, .3f, .3f), 2)];

        new GridEncoder(Paper, BoxSizeEncoding.Linear).Encode(objects, target).Should().Be(1);

        target[24 * 30 + 2].Should().Be(.1f);
        target[24 * 30 + 10 + 2].Should().Be(0);
    }

    [Fact]
    public void Encode_RefusesAClassOutsideTheGrid() =>
        FluentActions
            .Invoking(() => new GridEncoder(Paper, BoxSizeEncoding.Linear).Encode([new LabeledBox(default, 20)], new float[Paper.Length]))
            .Should().Throw<ArgumentException>().WithMessage("*Class 20 is outside 0..19*");

    [Fact]
    public void Decode_GivesACandidateForEveryPairOfBoxAndClass()
    {
        var grid = new GridShape(1, 2, 3);
        float[] prediction = [.5f, .5f, .5f, .5f, 1f, .2f, .2f, 1f, 1f, .5f, .9f, .1f, .4f];
        var found = new List<Detection>();

        new GridDecoder(grid, BoxSizeEncoding.SquareRoot).Decode(prediction, 0.1f, found);

        found.Select(detection => (detection.ClassId, detection.Score, detection.Box.Width)).Should()
            .Equal((0, .9f, .25f), (2, .4f, .25f), (0, .45f, 1f), (2, .2f, 1f));
    }

    private static bool Same(Box a, Box b) =>
        Math.Abs(a.CenterX - b.CenterX) < 1e-6 && Math.Abs(a.CenterY - b.CenterY) < 1e-6
        && Math.Abs(a.Width - b.Width) < 1e-6 && Math.Abs(a.Height - b.Height) < 1e-6;
}
