namespace YoloV1.Data;

/// <summary>How a data set lies in files.</summary>
internal enum DataFormat
{
    /// <summary>Pascal VOC: <c>JPEGImages</c>, <c>Annotations</c>, <c>ImageSets/Main</c>.</summary>
    Voc,

    /// <summary>A YAML file, and a text file for each image.</summary>
    Yolo,

    /// <summary>COCO instances files.</summary>
    Coco,
}
