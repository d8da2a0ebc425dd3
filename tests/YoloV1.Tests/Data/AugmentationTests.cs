using YoloV1.Data;

namespace YoloV1.Tests.Data;

public sealed class AugmentationTests
{
    private static readonly LabeledImage Plain = new(TestImages.Coordinates(20, 10), [new(new Box(0.5f, 0.5f, 0.5f, 0.25f), 1)]);

    [Fact]
    public void None_ChangesNothing()
    {
        var same = Augmentation.None.Apply(Plain, new Random(1), Plain.Image.Size);

        same.Image.Rgb.Should().Equal(Plain.Image.Rgb);
        same.Boxes.Should().Equal(Plain.Boxes);
    }

    [Fact]
    public void Steps_AreDoneInTheirOrder()
    {
        // What is moved to the right and then mirrored lies on the left; the other way round, on the right.
        var (move, flip) = (new ScaleAndMove { MaxScale = 0, MaxTranslation = 0.3f }, new Flip { Probability = 1 });
        var center = Center(new(move));

        Center(new(move, flip)).Should().BeApproximately(1 - center, 1e-6f).And.NotBeApproximately(center, 0.01f);
        Center(new(flip, flip)).Should().Be(0.5f);

        static float Center(Augmentation augmentation) => augmentation.Apply(Plain, new Random(5), Plain.Image.Size).Boxes[0].Box.CenterX;
    }

    [Fact]
    public void EveryRecipe_RepeatsItself_FromTheSameRandom()
    {
        foreach (var (name, recipe) in Augmentation.Recipes)
        {
            var (first, again) = (Vary(recipe), Vary(recipe));

            again.Image.Rgb.Should().Equal(first.Image.Rgb, name);
            again.Boxes.Should().Equal(first.Boxes, name);
        }

        static LabeledImage Vary(Augmentation recipe) =>
            recipe.Apply(Plain, new Random(9), ImageSize.Square(16), random => OtherOf(random.Next(4)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void ABoxOfWhichTooLittleStays_IsDropped(float minVisible, int kept)
    {
        // Moved by up to half the image, a box at the edge almost always loses some of itself.
        var augmentation = new Augmentation(new ScaleAndMove { MaxScale = 0, MaxTranslation = 0.5f }) { MinVisibleFraction = minVisible };
        var whole = Plain with { Boxes = [new(new Box(0.5f, 0.5f, 1, 1), 0)] };

        Enumerable.Range(1, 20).Should().OnlyContain(
            seed => augmentation.Apply(whole, new Random(seed), ImageSize.Square(10), null).Boxes.Count == kept);
    }

    [Fact]
    public void ABoxThatIsTooSmall_IsDropped()
    {
        var small = Plain with { Boxes = [new(new(0.5f, 0.5f, 0.004f, 0.5f), 0), new(new(0.5f, 0.5f, 0.006f, 0.5f), 1)] };

        Augmentation.None.Apply(small, new Random(1), ImageSize.Square(10)).Boxes.Should().ContainSingle().Which.ClassId.Should().Be(1);
    }

    [Fact]
    public void AStepThatMixes_WithoutOthers_IsRefused() => FluentActions
        .Invoking(() => Augmentation.Modern.Apply(Plain, new Random(3), ImageSize.Square(10)))
        .Should().Throw<ArgumentException>().WithMessage("Mosaic mixes images; give a function that draws others.*");

    [Fact]
    public void AugmentationsOfEqualSteps_AreEqual()
    {
        var gentle = new Augmentation(new ScaleAndMove(), new Flip(), new ChangeColors { MaxHue = 0.02f });

        gentle.Should().Be(Augmentation.Gentle).And.NotBe(Augmentation.Paper);
        (gentle with { MinBoxSize = 0.1f }).Should().NotBe(Augmentation.Gentle);
        Augmentation.Gentle.Then(new ShuffleBoxes()).Steps.Should().HaveCount(4);
    }

    [Fact]
    public void AnOptionOutOfBounds_IsRefusedWithItsBounds() => FluentActions.Invoking(() => new ChangeColors { MaxHue = 0.7f })
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("MaxHue must lie in 0..0.5.*");

    private static LabeledImage OtherOf(int number) => Plain with { Boxes = [new(new Box(0.5f, 0.5f, 0.2f, 0.2f), number)] };
}
