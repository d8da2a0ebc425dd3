using System.Runtime.CompilerServices;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>How training pictures are varied at random; the defaults are the paper's (section 2.2), with Darknet's hue and flip.</summary>
/// <remarks>
/// What lies outside the picture after a move repeats its nearest edge, as in Darknet. A value outside its bounds is refused with an
/// <see cref="ArgumentOutOfRangeException"/> when it is set.
/// </remarks>
public sealed record Augmentation
{
    /// <summary>Leaves pictures as they are.</summary>
    public static Augmentation None { get; } = new()
    {
        FlipProbability = 0,
        MaxScale = 0,
        MaxTranslation = 0,
        MaxExposure = 1,
        MaxSaturation = 1,
        MaxHue = 0,
    };

    /// <summary>How often a picture is mirrored left to right, 0 to 1.</summary>
    public float FlipProbability { get; init => field = Checked(value, 0, 1); } = 0.5f;

    /// <summary>Width and height are each scaled by a factor between 1 - this and 1 + this; 0 to 0.9.</summary>
    public float MaxScale { get; init => field = Checked(value, 0, 0.9f); } = 0.2f;

    /// <summary>The picture is moved by up to this fraction of its width and of its height; 0 to 1.</summary>
    public float MaxTranslation { get; init => field = Checked(value, 0, 1); } = 0.2f;

    /// <summary>V in HSV is multiplied by a factor between 1 / this and this; 1 to 10.</summary>
    public float MaxExposure { get; init => field = Checked(value, 1, 10); } = 1.5f;

    /// <summary>S in HSV is multiplied by a factor between 1 / this and this; 1 to 10.</summary>
    public float MaxSaturation { get; init => field = Checked(value, 1, 10); } = 1.5f;

    /// <summary>H in HSV is turned by up to this fraction of the colour circle, either way; 0 to 0.5.</summary>
    public float MaxHue { get; init => field = Checked(value, 0, 0.5f); } = 0.1f;

    /// <summary>A box of which a smaller fraction stays on the picture is dropped; 0 to 1. The paper does not say.</summary>
    public float MinVisibleFraction { get; init => field = Checked(value, 0, 1); } = 0.25f;

    /// <summary>A box whose width or height is a smaller fraction of the varied picture's is dropped; 0 to 1. Two pixels of 448.</summary>
    public float MinBoxSize { get; init => field = Checked(value, 0, 1); } = 0.005f;

    /// <summary>A varied copy of a picture at its own size, and its boxes where they are then.</summary>
    public (Picture Picture, IReadOnlyList<LabeledBox> Boxes) Apply(Picture picture, IReadOnlyList<LabeledBox> boxes, Random random)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Apply(picture, boxes, random, picture.Size);
    }

    /// <summary>A varied copy of a picture stretched to the output's size in the same pass, and its boxes where they are then.</summary>
    /// <remarks>The boxes follow the pixels and are clipped. Every call takes eight numbers from <paramref name="random"/>.</remarks>
    public (Picture Picture, IReadOnlyList<LabeledBox> Boxes) Apply(
        Picture picture, IReadOnlyList<LabeledBox> boxes, Random random, ImageSize output)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(random);
        var window = DrawWindow(random);
        var colors = DrawColors(random);
        return (Render(picture, window, colors, output), Move(boxes, window));
    }

    private CropWindow DrawWindow(Random random)
    {
        var (left, right) = DrawSide(random);
        var (top, bottom) = DrawSide(random);
        return random.NextSingle() < FlipProbability ? new(right, top, left, bottom) : new(left, top, right, bottom);
    }

    private (float From, float To) DrawSide(Random random)
    {
        var length = 1 / (1 + MaxScale * Either(random));
        var center = 0.5f + MaxTranslation * Either(random);
        return (center - length / 2, center + length / 2);
    }

    private ColorShift DrawColors(Random random) => new(
        Hue: MaxHue * Either(random),
        Saturation: MathF.Pow(MaxSaturation, Either(random)),
        Exposure: MathF.Pow(MaxExposure, Either(random)));

    /// <summary>A number from -1 to 1.</summary>
    private static float Either(Random random) => 2 * random.NextSingle() - 1;

    private static Picture Render(Picture source, CropWindow window, ColorShift colors, ImageSize output)
    {
        var picture = new Picture(output);
        var resampler = window.Over(source, output);
        var row = new float[output.Width * Picture.Channels];
        for (var y = 0; y < output.Height; y++)
        {
            resampler.SampleRow(y, row);
            colors.Write(row, picture.Rgb.AsSpan(y * row.Length, row.Length));
        }
        return picture;
    }

    private List<LabeledBox> Move(IReadOnlyList<LabeledBox> boxes, CropWindow window)
    {
        var kept = new List<LabeledBox>(boxes.Count);
        foreach (var labeled in boxes)
        {
            var whole = window.Map(labeled.Box);
            var visible = whole.Clip();
            if (visible.Area > 0 && visible.Area >= MinVisibleFraction * whole.Area && Math.Min(visible.Width, visible.Height) >= MinBoxSize)
                kept.Add(labeled with { Box = visible });
        }
        return kept;
    }

    private static float Checked(float value, float least, float most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {least}..{most}.");
}
