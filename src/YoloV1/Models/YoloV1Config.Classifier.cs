using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

public sealed partial record YoloV1Config
{
    /// <summary>
    /// The network's convolutions as a classifier of whole images, to be pretrained (the paper's section 2.2): the mean of every channel,
    /// then a fully connected layer with a score for each class. Its grid is one cell, of whose channels only the class scores have a
    /// meaning.
    /// </summary>
    /// <param name="classCount">C of the classifier, which need not be the network's.</param>
    /// <param name="inputSize">The images' size; null for the paper's 224x224.</param>
    /// <param name="convolutions">
    /// How many of the first convolutions, 20 in the paper; null for all before the first other row with weights.
    /// </param>
    /// <exception cref="ArgumentException">The network begins with a crop, or has not that many convolutions.</exception>
    public YoloV1Config AsClassifier(int classCount, ImageSize? inputSize = null, int? convolutions = null) => this with
    {
        Name = $"{Name}-classifier",
        GridSize = 1,
        BoxesPerCell = 1,
        ClassCount = classCount,
        InputSize = inputSize ?? ImageSize.Square(224),
        AnyGrid = true,
        SharedHead = false,
        OutputActivation = Activation.Linear,
        Backbone = [.. FirstRows(convolutions), new AveragePool()],
        Head = [],
    };

    /// <summary>The backbone's rows up to a convolution, which do not depend on the input's size.</summary>
    private List<LayerSpec> FirstRows(int? convolutions)
    {
        List<LayerSpec> rows = [.. Backbone.TakeWhile(row => row is Convolution or MaxPool or LayerSpec.Dropout)];
        var available = rows.OfType<Convolution>().Count();
        if (available < Math.Max(1, convolutions ?? 1) || convolutions < 1)
            throw new ArgumentException(
                $"'{Name}' begins with {available} convolutions, but {convolutions ?? 1} should be pretrained; take 1 to {available}.");
        var final = rows.OfType<Convolution>().ElementAt((convolutions ?? available) - 1);
        var last = rows.FindIndex(row => ReferenceEquals(row, final));
        return rows[..(last + 1)];
    }
}
