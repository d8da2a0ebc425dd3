namespace YoloV1.Data;

/// <summary>
/// Shuffles the boxes, as Darknet does: the first box in a cell wins, so each gets its turn.
/// </summary>
public sealed record ShuffleBoxes : AugmentationStep
{
    internal override Canvas Apply(Canvas canvas, StepContext context) => canvas with { BoxOrder = context.Random.Next() };
}
