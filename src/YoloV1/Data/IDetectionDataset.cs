using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Images with the objects on them, by index; safe to read from many threads at once.</summary>
public interface IDetectionDataset
{
    /// <summary>The names of the class ids of the boxes.</summary>
    ClassNames Classes { get; }

    /// <summary>The number of images.</summary>
    int Count { get; }

    /// <summary>The name, size and objects of an image, without reading its pixels.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    Annotation GetAnnotation(int index);

    /// <summary>The pixels of an image.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    RgbImage ReadImage(int index);
}
