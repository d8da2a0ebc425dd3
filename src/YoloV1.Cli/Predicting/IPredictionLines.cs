using YoloV1.Cli.Output;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Predicting;

/// <summary>Where the result of each image goes, in the images' order.</summary>
internal interface IPredictionLines
{
    /// <summary>Takes the result of the next image.</summary>
    void Add(ImagePrediction prediction);

    /// <summary>Finishes after the last one.</summary>
    void Complete();
}

/// <summary>A line for people, and none for an image that could not be read.</summary>
internal sealed class TextLines : IPredictionLines
{
    public void Add(ImagePrediction prediction)
    {
        if (prediction.Error is null)
            Terminal.Line($"{prediction}");
    }

    public void Complete()
    {
    }
}

/// <summary>One JSON document with the images that could be read.</summary>
internal sealed class JsonDocumentLines : IPredictionLines
{
    private readonly List<ImagePrediction> _predictions = [];

    public void Add(ImagePrediction prediction)
    {
        if (prediction.Error is null)
            _predictions.Add(prediction);
    }

    public void Complete() => JsonOutput.Write(_predictions);
}

/// <summary>A JSON document an image, each on a line as soon as it is known; also of an image that could not be read.</summary>
internal sealed class JsonLines : IPredictionLines
{
    public void Add(ImagePrediction prediction) => JsonOutput.WriteLine(prediction);

    public void Complete()
    {
    }
}
