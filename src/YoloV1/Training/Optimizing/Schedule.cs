namespace YoloV1.Training;

/// <summary>How the learning rate changes over a training.</summary>
public enum Schedule
{
    /// <summary>The paper's steps, see <see cref="LearningRate.Steps"/>.</summary>
    Steps,

    /// <summary>Half a cosine, see <see cref="LearningRate.Cosine"/>.</summary>
    Cosine,

    /// <summary>Darknet's steps by the number of batches seen, see <see cref="LearningRate.Darknet"/>.</summary>
    Darknet,
}
