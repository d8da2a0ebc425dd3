#:project ../../src/YoloV1/YoloV1.csproj
#:property PublishAot=false

using YoloV1;
using YoloV1.Grid;
using YoloV1.Losses;
using static TorchSharp.torch;

// Step 4: the loss, equation 3 of the paper. Four parts, and which error costs what.
//
//   dotnet run 04-loss.cs

var grid = new GridShape(s: 7, b: 2, c: 3);
var truth = new float[grid.Length];
new GridEncoder(grid, BoxSizeEncoding.SquareRoot).Encode([new LabeledBox(new Box(0.5f, 0.5f, 0.3f, 0.3f), ClassId: 1)], truth);
var place = (3 * grid.S + 3) * grid.D;                                               // the centre's cell: row 3, column 3

using var loss = new PaperYoloLoss(grid);
Console.WriteLine("prediction                                total   coordinates  object  no object  class");
Show("the truth itself", _ => { });
Show("x off by 0.1 of a cell", prediction => prediction[place] += 0.1f);
Show("w off by 0.1, of the root", prediction => prediction[place + 2] += 0.1f);
Show("confidence 0.5 at the object", prediction => prediction[place + 4] = 0.5f);
Show("confidence 0.5 at box 1 of that cell", prediction => prediction[place + 9] = 0.5f);
Show("confidence 0.5 in an empty cell", prediction => prediction[4] = 0.5f);
Show("confidence 0.5 in all 48 empty cells", prediction =>
{
    for (var cell = 0; cell < grid.CellCount; cell++)
        if (cell * grid.D != place)
            prediction[cell * grid.D + 4] = 0.5f;
});
Show("class 2 in place of class 1", prediction => (prediction[place + 11], prediction[place + 12]) = (0, 1));
Show("another class in an empty cell", prediction => prediction[12] = 1);

Console.WriteLine("\nCoordinates count five times (lambda coord = 5). A wrong class in an empty cell costs nothing: no object, no class.");

// By hand, for x: 5 * 0.1 * 0.1 / 2 = 0.025, and the confidence has to be the IoU of the moved box, so that part is not zero either.
void Show(string what, Action<float[]> change)
{
    using var scope = NewDisposeScope();
    var prediction = truth.ToArray();
    change(prediction);
    var shape = new long[] { 1, grid.S, grid.S, grid.D };
    var parts = loss.Measure(tensor(prediction, shape), tensor(truth, shape));
    var (coordinates, sure) = (parts.Coordinates.item<float>(), parts.Object.item<float>());
    var (unsure, classes) = (parts.NoObject.item<float>(), parts.Class.item<float>());
    Console.WriteLine(FormattableString.Invariant(
        $"{what,-40} {parts.Total.item<float>(),6:0.000}   {coordinates,11:0.000}  {sure,6:0.000}  {unsure,9:0.000}  {classes,5:0.000}"));
}
