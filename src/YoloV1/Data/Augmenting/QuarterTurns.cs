using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Turns by a quarter, a half or three quarters of the circle, each as often as not at all.</summary>
/// <remarks>For objects without a top: things on a table seen from above, cells under a microscope. Not for streets and people.</remarks>
public sealed record QuarterTurns : AugmentationStep
{
    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var turns = context.Random.Next(4);
        var turned = turns % 2 == 1 ? Turn(canvas) : canvas;
        return turns >= 2 ? turned.Show(CropWindow.UpsideDown) : turned;
    }

    /// <summary>A clockwise rotation by 90 degrees: (x, y) becomes (1 - y, x), on the canvas as in the images.</summary>
    private static Canvas Turn(Canvas canvas) => canvas with
    {
        Size = new ImageSize(canvas.Size.Height, canvas.Size.Width),
        Tiles = [.. canvas.Tiles.Select(tile => tile with
        {
            Source = Turn(tile.Source),
            Window = new CropWindow(1 - tile.Window.Bottom, tile.Window.Left, 1 - tile.Window.Top, tile.Window.Right),
            Area = new Area(1 - tile.Area.Bottom, tile.Area.Left, 1 - tile.Area.Top, tile.Area.Right),
        })],
    };

    private static LabeledImage Turn(LabeledImage source) => new(
        Upright.TurnClockwise(source.Image),
        [.. source.Boxes.Select(labeled => labeled with
        {
            Box = new Box(1 - labeled.Box.CenterY, labeled.Box.CenterX, labeled.Box.Height, labeled.Box.Width),
        })]);
}
