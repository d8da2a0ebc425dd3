#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1;
using YoloV1.Data;
using YoloV1.Drawing;
using YoloV1.Grid;
using YoloV1.Imaging;

// Step 2: one cell's box. An object is written into the cell of its centre, and read from there again.
//
//   dotnet run 02-cell.cs [S]

var grid = new GridShape(s: args is [var s, ..] ? int.Parse(s, null) : 7, b: 2, c: 3);
var shapes = new ShapesDataset(count: 1, seed: 3, ImageSize.Square(448));
var objects = shapes.GetAnnotation(0).Boxes;

var target = new float[grid.Length];                                                 // [S, S, D]
var lost = new GridEncoder(grid, BoxSizeEncoding.SquareRoot).Encode(objects, target);
Console.WriteLine($"{objects.Count} objects on {grid.S} x {grid.S} cells; {lost} lost, because another one has their cell\n");

foreach (var labeled in objects)
{
    var box = labeled.Box;
    // The cell of the centre, and where in the cell the centre is.
    var (column, row) = ((int)(box.CenterX * grid.S), (int)(box.CenterY * grid.S));
    var (x, y) = (box.CenterX * grid.S - column, box.CenterY * grid.S - row);
    // Roots: an error of a pixel is worse for a small box than for a large one.
    var (w, h) = (MathF.Sqrt(box.Width), MathF.Sqrt(box.Height));

    var cell = target.AsSpan((row * grid.S + column) * grid.D, grid.D);
    Console.WriteLine(FormattableString.Invariant($"{shapes.Classes[labeled.ClassId]}, {box}: row {row}, column {column}"));
    Console.WriteLine(FormattableString.Invariant($"  by hand    x {x:0.000}, y {y:0.000}, w {w:0.000}, h {h:0.000}, confidence 1.000"));
    Console.WriteLine(FormattableString.Invariant(
        $"  GridEncoder x {cell[0]:0.000}, y {cell[1]:0.000}, w {cell[2]:0.000}, h {cell[3]:0.000}, confidence {cell[4]:0.000}"));
}

// The way back, as if the target were a prediction: a perfect one.
var decoder = new GridDecoder(grid, BoxSizeEncoding.SquareRoot);
var cells = decoder.DecodeCells(target);
var found = cells.Where(cell => cell.Boxes[0].Confidence == 1)
    .Select(cell => new GridDetection(new Detection(cell.Boxes[0].Box, cell.ClassId, 1), cell.Row, cell.Column, BoxIndex: 0));
ImageFile.WritePng(GridPainter.Draw(shapes.ReadImage(0), new(grid, cells, [.. found]), shapes.Classes), "02-cell.png");
Console.WriteLine("\n02-cell.png shows the grid, each cell's class, the boxes, and the cells that answer.");
