namespace YoloV1.Evaluation;

/// <summary>The twelve metrics of COCO, 0 to 1; null where there is nothing to find (pycocotools writes -1).</summary>
/// <param name="Ap">Average precision: the mean over IoU thresholds 0.5, 0.55, ..., 0.95.</param>
/// <param name="Ap50">Average precision at an IoU of 0.5.</param>
/// <param name="Ap75">Average precision at an IoU of 0.75.</param>
/// <param name="ApSmall">Average precision of objects up to 32 x 32 pixels.</param>
/// <param name="ApMedium">Average precision of objects from 32 x 32 to 96 x 96 pixels.</param>
/// <param name="ApLarge">Average precision of objects from 96 x 96 pixels.</param>
/// <param name="Ar1">Average recall, over the same IoU thresholds, with one detection for each class of an image.</param>
/// <param name="Ar10">Average recall with up to ten.</param>
/// <param name="Ar100">Average recall with up to a hundred.</param>
/// <param name="ArSmall">Average recall of small objects.</param>
/// <param name="ArMedium">Average recall of medium objects.</param>
/// <param name="ArLarge">Average recall of large objects.</param>
public sealed record CocoNumbers(
    double? Ap, double? Ap50, double? Ap75, double? ApSmall, double? ApMedium, double? ApLarge,
    double? Ar1, double? Ar10, double? Ar100, double? ArSmall, double? ArMedium, double? ArLarge);
