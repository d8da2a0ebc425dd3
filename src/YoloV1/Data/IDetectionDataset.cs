using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Pictures with the objects on them, by number; read from many threads at once.</summary>
public interface IDetectionDataset
{
    /// <summary>The classes that the boxes' class ids stand for.</summary>
    ClassNames Classes { get; }

    /// <summary>The number of pictures.</summary>
    int Count { get; }

    /// <summary>The name, size and objects of a picture, without reading its pixels.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    Annotation GetAnnotation(int index);

    /// <summary>The pixels of a picture.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    Picture ReadPicture(int index);
}
