namespace YoloV1.Training;

/// <summary>How gradients change weights.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient descent with momentum: the paper's and Darknet's.</summary>
    Sgd,

    /// <summary>Adam with decoupled weight decay: slower to run by little, and less touchy about the learning rate.</summary>
    AdamW,
}
