namespace YoloV1.Data;

/// <summary>An object as an annotation file of Pascal VOC has it: corners in pixels from 1, both inclusive.</summary>
internal readonly record struct VocObject(string Class, double XMin, double YMin, double XMax, double YMax, bool Difficult, bool Crowd);
