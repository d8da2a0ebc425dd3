using YoloV1.Files;

namespace YoloV1.Models;

public sealed partial record YoloV1Config
{
    /// <summary>Checks that the settings fit together.</summary>
    /// <returns>The shape of the feature map that the backbone gives.</returns>
    /// <exception cref="ArgumentException">They do not; the message has the settings and what would fit.</exception>
    public FeatureMap Validate()
    {
        CheckSettings();
        CheckInput();
        var features = FeaturesOf(InputSize);
        CheckGrid(features);
        return features;
    }

    private void CheckSettings()
    {
        // A file's JSON may say null where code cannot.
        if (Name is null || Backbone is null || Head is null)
            throw new ArgumentException(
                "The config lacks a name, a backbone or a head; all three are required, but the head may be an empty list.");
        var check = new SettingCheck(Printable.Of(Name));
        check.Within(Bounds.NameLength, "the length of its name", Name.Length);
        check.Within(Bounds.GridSize, "S", GridSize);
        check.Within(Bounds.BoxesPerCell, "B", BoxesPerCell);
        check.Within(Bounds.ClassCount, "C", ClassCount);
        check.Within(Bounds.Outputs, "S x S x (5 B + C)", (long)GridSize * GridSize * (5L * BoxesPerCell + ClassCount));
        check.Within(Bounds.InputSide, "the input's width", InputSize.Width);
        check.Within(Bounds.InputSide, "the input's height", InputSize.Height);
        foreach (var row in Backbone.Concat(Head))
        {
            check.IsThere(row);
            row.Check(check);
        }
        check.IsKnown("the output", OutputActivation);
    }

    private void CheckInput()
    {
        if (AnyGrid || (InputSize.Width % Stride == 0 && InputSize.Height % Stride == 0))
            return;
        throw new ArgumentException(
            $"The input size {InputSize} is not divisible by {Stride}, the stride of '{Name}'; "
            + $"take {Nearest(InputSize.Width)}x{Nearest(InputSize.Height)}.");

        int Nearest(int side) => Math.Max(1, (int)Math.Round((double)side / Stride)) * Stride;
    }

    private void CheckGrid(FeatureMap features)
    {
        if (!Fits(features.Height) || !Fits(features.Width))
            throw new ArgumentException(
                $"S = {GridSize} does not match the {features.Height}x{features.Width} feature map of '{Name}' at {InputSize}; "
                + $"take S = {features.Height}, or an input of {GridSize * Stride}x{GridSize * Stride}.");
        if (SharedHead && !TakesSharedHead)
            throw new ArgumentException(
                $"The cells of '{Name}' cannot share a head: this requires a head of one layer, and an S that is a multiple of the side "
                + $"of a square feature map (here S = {GridSize} on {features.Height}x{features.Width}).");

        bool Fits(int side) => AnyGrid || GridSize == side || (FreeGrid && (GridSize % side == 0 || side % GridSize == 0));
    }

    /// <summary>The feature map that the backbone makes of an input.</summary>
    /// <exception cref="ArgumentException">A layer cannot take its input.</exception>
    private FeatureMap FeaturesOf(ImageSize image)
    {
        var features = FeatureMap.Of(image);
        foreach (var (row, input, output) in LayerSpec.Along(Backbone, features))
        {
            if (row.FaultFor(input) is { } fault)
                throw new ArgumentException($"{row} of '{Name}' {fault}.");
            features = output;
        }
        return features;
    }
}
