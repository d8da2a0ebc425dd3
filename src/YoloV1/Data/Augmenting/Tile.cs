using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>An image on a canvas: its visible part, its position and its colours.</summary>
/// <param name="Source">The image and its boxes, as they were read.</param>
internal sealed record Tile(LabeledImage Source)
{
    /// <summary>How the image is turned, before a part of it is shown.</summary>
    public Rotation Rotation { get; init; } = Rotation.None;

    /// <summary>The part of the image that would fill the whole canvas; beyond its edges it repeats them.</summary>
    public CropWindow Window { get; init; } = CropWindow.Whole;

    /// <summary>The part of the canvas that it is painted on.</summary>
    public Area Area { get; init; } = Area.Everything;

    /// <summary>How its colours change.</summary>
    public ColorShift Colors { get; init; } = ColorShift.None;

    /// <summary>Its opacity, 0 to 1.</summary>
    public float Opacity { get; init; } = 1;

    /// <summary>Whether the centres of the outer pixels are aligned with the canvas, as in Darknet, instead of their edges.</summary>
    public bool CornersAligned { get; init; }

    /// <summary>The tile on the canvas that a part of the present one becomes.</summary>
    public Tile Show(CropWindow part) => this with { Window = Window.Part(part), Area = Area.Within(part) };

    /// <summary>Where a box of the source lies on the canvas; not clipped.</summary>
    public Box Place(Box box) => Window.Map(Rotation == Rotation.None ? box : Rotation.Around(box, Source.Image.Size));

    /// <summary>Paints it on the canvas.</summary>
    public void PaintOn(RgbImage canvas)
    {
        var (x1, y1, x2, y2) = Area.Pixels(canvas.Size);
        if (x1 >= x2 || y1 >= y2)
            return;
        var (width, height) = Source.Image.Size;
        var sample = Sampler(
            Stretch(width, Window.Left, Window.Right, x1, x2, canvas.Size.Width),
            Stretch(height, Window.Top, Window.Bottom, y1, y2, canvas.Size.Height));
        var row = new float[(x2 - x1) * RgbImage.Channels];
        var bytes = new byte[Opacity < 1 ? row.Length : 0];
        for (var y = y1; y < y2; y++)
        {
            sample(y - y1, row);
            var painted = canvas.Rgb.AsSpan((y * canvas.Size.Width + x1) * RgbImage.Channels, row.Length);
            if (Opacity >= 1)
            {
                Colors.Write(row, painted);
                continue;
            }
            Colors.Write(row, bytes);
            Blend(bytes, painted);
        }
    }

    private RowSampler Sampler((double From, double To, int Count) columns, (double From, double To, int Count) rows)
    {
        if (Rotation != Rotation.None)
            return new TurnedSampler(Source.Image, Rotation, columns, rows).SampleRow;
        var (width, height) = Source.Image.Size;
        return new Resampler(
            Source.Image, new(width, columns.From, columns.To, columns.Count), new(height, rows.From, rows.To, rows.Count)).SampleRow;
    }

    /// <summary>
    /// The stretch of one axis of the source for the canvas pixels from <paramref name="first"/> to before <paramref name="end"/>.
    /// </summary>
    private (double From, double To, int Count) Stretch(int sourceLength, float from, float to, int first, int end, int canvasLength)
    {
        var (start, stop) = ((double)from * sourceLength, (double)to * sourceLength);
        var step = (stop - start) / canvasLength;
        if (CornersAligned && canvasLength > 1)
        {
            // Centres of the outer pixels half a pixel inside the edges, so one step fewer between them.
            var inset = 0.5 * Math.Sign(stop - start);
            step = (stop - start - 2 * inset) / (canvasLength - 1);
            start += inset - step / 2;
        }
        return (start + step * first, start + step * end, end - first);
    }

    /// <summary>Writes a row of the canvas: interleaved RGB, 0 to 255.</summary>
    private delegate void RowSampler(int y, Span<float> rgb);

    private void Blend(ReadOnlySpan<byte> over, Span<byte> under)
    {
        for (var i = 0; i < under.Length; i++)
            under[i] = (byte)(under[i] + (over[i] - under[i]) * Opacity + 0.5f);
    }
}
