using System.Collections.Immutable;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>An augmented image before painting: tiles, each painted over the ones before it.</summary>
/// <param name="Size">The size of the image that it began with.</param>
/// <param name="Tiles">The tiles; the first ones cover the canvas.</param>
internal sealed record Canvas(ImageSize Size, ImmutableArray<Tile> Tiles)
{
    /// <summary>The random source of the order of the boxes; null for the order of the tiles.</summary>
    public int? BoxOrder { get; init; }

    /// <summary>The image as it was read.</summary>
    public static Canvas Of(LabeledImage image) => new(image.Image.Size, [new Tile(image)]);

    /// <summary>The canvas with all its tiles changed.</summary>
    public Canvas Change(Func<Tile, Tile> change) => this with { Tiles = [.. Tiles.Select(change)] };

    /// <summary>A part of the canvas as the whole.</summary>
    public Canvas Show(CropWindow part) => Change(tile => tile.Show(part));

    /// <summary>The canvas with one more tile on top.</summary>
    public Canvas Add(Tile tile) => this with { Tiles = Tiles.Add(tile) };

    /// <summary>Paints the pixels and finds the boxes.</summary>
    public LabeledImage Paint(ImageSize output, BoxLimits limits)
    {
        var image = new RgbImage(output);
        foreach (var tile in Tiles)
            tile.PaintOn(image);
        return new(image, Boxes(output, limits));
    }

    private LabeledBox[] Boxes(ImageSize output, BoxLimits limits)
    {
        var painted = Tiles.Select(tile => tile.Area.Painted(output)).ToArray();
        var kept = new List<LabeledBox>();
        for (var i = 0; i < painted.Length; i++)
        {
            foreach (var labeled in Tiles[i].Source.Boxes)
            {
                var whole = Tiles[i].Place(labeled.Box);
                var visible = painted[i].Clip(whole);
                if (limits.Keep(whole, visible, Hidden(visible, i, painted)))
                    kept.Add(labeled with { Box = visible });
            }
        }
        var boxes = kept.ToArray();
        if (BoxOrder is { } order)
            new Random(order).Shuffle(boxes);
        return boxes;
    }

    /// <summary>The area of a box of a tile that later opaque ones cover; what two of them cover counts twice.</summary>
    private float Hidden(Box visible, int tile, Area[] painted)
    {
        var area = 0f;
        for (var i = tile + 1; i < painted.Length; i++)
            area += Tiles[i].Opacity < 1 ? 0 : painted[i].Clip(visible).Area;
        return area;
    }
}
