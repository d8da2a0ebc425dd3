namespace YoloV1.Training;

/// <summary>The loss function.</summary>
public enum LossKind
{
    /// <summary>The paper's loss as Darknet computes it, a mean over the images: <see cref="Losses.PaperYoloLoss"/>.</summary>
    Paper,

    /// <summary>The notebook's loss, a sum over the batch: <see cref="Losses.YoloLoss"/>.</summary>
    Notebook,
}
