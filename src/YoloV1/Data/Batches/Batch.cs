using static TorchSharp.torch;

namespace YoloV1.Data;

/// <summary>Images and their targets; owns its tensors, regardless of the dispose scope it was created in.</summary>
public sealed class Batch : IDisposable
{
    /// <summary>A batch that takes the tensors over.</summary>
    /// <param name="images">[N, 3, H, W], float32.</param>
    /// <param name="target">[N, S, S, D], float32.</param>
    /// <param name="annotations">N of them.</param>
    /// <param name="lostObjects">Objects that the target could not hold.</param>
    public Batch(Tensor images, Tensor target, IReadOnlyList<Annotation> annotations, int lostObjects = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(target);
        (Images, Target) = (images.DetachFromDisposeScope(), target.DetachFromDisposeScope());
        (Annotations, LostObjects) = (annotations, lostObjects);
    }

    /// <summary>The images, [N, 3, H, W]: float32 on the CPU, RGB from 0 to 1.</summary>
    public Tensor Images { get; }

    /// <summary>The encoded objects, [N, S, S, D]: float32 on the CPU.</summary>
    public Tensor Target { get; }

    /// <summary>The name of each image, its size here, and its boxes as they lie after augmentation.</summary>
    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>
    /// Objects that are not in <see cref="Target"/> because another object has their cell: YOLOv1's limit of one per cell.
    /// </summary>
    public int LostObjects { get; }

    /// <summary>Reading and decoding its images: the time of all workers together.</summary>
    public TimeSpan ReadTime { get; init; }

    /// <summary>Augmenting the images, fitting them to the input and encoding their boxes: the time of all workers together.</summary>
    public TimeSpan AugmentTime { get; init; }

    /// <summary>How long the caller waited for the batch; near 0 where the workers keep ahead.</summary>
    public TimeSpan WaitTime { get; init; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Target.Dispose();
    }
}
