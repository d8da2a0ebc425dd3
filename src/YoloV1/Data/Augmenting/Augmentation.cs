namespace YoloV1.Data;

/// <summary>Random augmentation of training images: a list of steps, applied in order.</summary>
/// <remarks>
/// However many steps there are, each pixel is sampled once. Boxes follow the pixels exactly and are clipped. Of an object
/// turned by any angle (<see cref="Turn"/>) that is the upright box around its turned box, which is larger than the object. A value outside
/// its bounds, here or in a step, is refused with an <see cref="ArgumentOutOfRangeException"/> when it is set.
/// </remarks>
/// <example><code>
/// var mine = new Augmentation(new Mosaic { Probability = 0.3f }, new ScaleAndMove { MaxScale = 0.5f }, new Flip(), new ChangeColors());
/// var more = Augmentation.Paper.Then(new RandomErasing());
/// </code></example>
public sealed record Augmentation
{
    /// <summary>An augmentation of the given steps.</summary>
    public Augmentation(params IReadOnlyList<AugmentationStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Steps = [.. steps];
    }

    /// <summary>Leaves images as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Mirrors half the images, and nothing else.</summary>
    public static Augmentation Mirrored { get; } = new(new Flip());

    /// <summary>The paper's scales, translations, exposure and saturation (section 2.2), with Darknet's flip and hue.</summary>
    public static Augmentation Paper { get; } = new(new ScaleAndMove(), new Flip(), new ChangeColors { MaxHue = 0.1f });

    /// <summary>
    /// As the paper's, with less change of hue: many classes differ by their hue, and a fifth of the circle turns a red card into an
    /// orange one.
    /// </summary>
    public static Augmentation Gentle { get; } = new(new ScaleAndMove(), new Flip(), new ChangeColors { MaxHue = 0.02f });

    /// <summary>What Darknet does in training yolov1.cfg, value by value.</summary>
    public static Augmentation Darknet { get; } = DarknetWith(new DarknetCrop(), new DarknetColors());

    /// <summary>For cropped objects: wider scales within their surroundings, otherwise as <see cref="Gentle"/>.</summary>
    public static Augmentation Crops { get; } = new(new ScaleAndMove { MaxScale = 0.3f }, new Flip(), new ChangeColors { MaxHue = 0.02f });

    /// <summary>Half the images in mosaics, then as <see cref="Gentle"/>.</summary>
    public static Augmentation Mosaics { get; } = new([new Mosaic { Probability = 0.5f }, .. Gentle.Steps, new ShuffleBoxes()]);

    /// <summary>
    /// Turned by quarters of the circle, some in mosaics, wider scales: for objects without a top, such as things on a table seen from
    /// above.
    /// </summary>
    public static Augmentation Turned { get; } = new(
        new QuarterTurns(),
        new Mosaic { Probability = 0.3f, MinScale = 0.6f },
        new ScaleAndMove { MaxScale = 0.3f },
        new Flip(),
        new ChangeColors { MaxHue = 0.02f },
        new ShuffleBoxes());

    /// <summary>Mosaics, wider scales and colours, and random erasing.</summary>
    public static Augmentation Modern { get; } = new(
        new Mosaic { Probability = 0.5f },
        new ScaleAndMove { MaxScale = 0.4f },
        new Flip(),
        new ChangeColors { MaxHue = 0.03f, MaxSaturation = 1.8f, MaxExposure = 1.8f },
        new RandomErasing { Probability = 0.25f },
        new ShuffleBoxes());

    /// <summary>The augmentations by the names that <c>--augmentation</c> takes.</summary>
    public static IReadOnlyDictionary<string, Augmentation> Recipes { get; } = new OrderedDictionary<string, Augmentation>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = None,
        ["flip"] = Mirrored,
        ["paper"] = Paper,
        ["gentle"] = Gentle,
        ["darknet"] = Darknet,
        ["mosaic"] = Mosaics,
        ["turned"] = Turned,
        ["modern"] = Modern,
    };

    /// <summary>As <see cref="Darknet"/>, with the values of another cfg.</summary>
    internal static Augmentation DarknetWith(DarknetCrop crop, DarknetColors colors) =>
        new(crop, new Flip(), colors, new ShuffleBoxes()) { MinVisibleFraction = 0 };

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<AugmentationStep> Steps { get; }

    /// <summary>A box is dropped if a smaller fraction of it stays visible; 0 to 1. The paper does not specify it.</summary>
    public float MinVisibleFraction { get; init => field = Limit.Check(value, 0, 1); } = 0.25f;

    /// <summary>
    /// A box whose width or height is a smaller fraction of the varied image's is dropped; 0 to 1. Two pixels of 448, as in Darknet.
    /// </summary>
    public float MinBoxSize { get; init => field = Limit.Check(value, 0, 1); } = 0.005f;

    /// <summary>The fixed magnification of all steps.</summary>
    internal float Zoom => Steps.OfType<ScaleAndMove>().Aggregate(1f, (zoom, step) => zoom * step.Zoom);

    /// <summary>This augmentation with more steps at its end.</summary>
    public Augmentation Then(params IReadOnlyList<AugmentationStep> steps) =>
        new([.. Steps, .. steps]) { MinVisibleFraction = MinVisibleFraction, MinBoxSize = MinBoxSize };

    /// <summary>A varied copy of an image stretched to the output's size in the same pass, and its boxes where they are then.</summary>
    /// <param name="image">The image.</param>
    /// <param name="random">Where everything is drawn from.</param>
    /// <param name="output">The copy's size.</param>
    /// <param name="others">Draws another image, for steps that mix several.</param>
    /// <exception cref="ArgumentException">A step mixes images, and there are no others.</exception>
    public LabeledImage Apply(LabeledImage image, Random random, ImageSize output, Func<Random, LabeledImage>? others = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(random);
        var limits = new BoxLimits(MinVisibleFraction, MinBoxSize);
        return Vary(image, Steps.Count).Paint(output, limits);

        Canvas Vary(LabeledImage start, int steps)
        {
            var canvas = Canvas.Of(start);
            for (var i = 0; i < steps; i++)
            {
                var before = i;
                canvas = Steps[i].Apply(canvas, new(random, output, limits, () => Vary(Other(before), before)));
            }
            return canvas;
        }

        LabeledImage Other(int step) => others is not null
            ? others(random)
            : throw new ArgumentException($"{Steps[step].GetType().Name} mixes images; give a function that draws others.", nameof(others));
    }

    /// <summary>Whether the steps and the limits are equal.</summary>
    public bool Equals(Augmentation? other) => other is not null
        && Steps.SequenceEqual(other.Steps) && MinVisibleFraction == other.MinVisibleFraction && MinBoxSize == other.MinBoxSize;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Steps.Count, MinVisibleFraction, MinBoxSize);

    /// <summary>The steps in their order, each with its values.</summary>
    public override string ToString() => Steps.Count == 0 ? "none" : string.Join(", ", Steps);
}
