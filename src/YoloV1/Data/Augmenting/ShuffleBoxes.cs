namespace YoloV1.Data;

/// <summary>
/// Puts the boxes in a random order: of those that share a cell the first has it, so that each has its turn, as in Darknet.
/// </summary>
public sealed record ShuffleBoxes : AugmentationStep
{
    internal override Canvas Apply(Canvas canvas, StepContext context) => canvas with { BoxOrder = context.Random.Next() };
}
