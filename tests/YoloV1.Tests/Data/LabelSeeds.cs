namespace YoloV1.Tests.Data;

/// <summary>Labels of a.png, 100x50, that are right, for tests that damage them.</summary>
internal static class LabelSeeds
{
    /// <summary>An annotation of Pascal VOC's kind.</summary>
    public const string Voc = """
        <annotation>
          <folder>VOC2007</folder><filename>a.png</filename>
          <size><width>100</width><height>50</height><depth>3</depth></size>
          <object><name>cat</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult>
            <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>40</xmax><ymax>30.5</ymax></bndbox></object>
          <object><name>dog</name><difficult>1</difficult><iscrowd>0</iscrowd>
            <bndbox><xmin>10</xmin><ymin>5</ymin><xmax>100</xmax><ymax>50</ymax></bndbox></object>
        </annotation>
        """;

    /// <summary>COCO instances of a.png and b.png.</summary>
    public const string Coco = """
        {"info": {"year": 2017}, "images": [{"id": 7, "file_name": "a.png", "width": 100, "height": 50},
          {"id": 9, "file_name": "b.png", "width": 100, "height": 50}],
         "categories": [{"id": 1, "name": "cat", "supercategory": "none"}, {"id": 3, "name": "dog", "supercategory": "cat"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 3, "bbox": [1.5, 2, 10.25, 20], "area": 150.5, "iscrowd": 1,
                           "segmentation": {"counts": [1]}},
                         {"id": 2, "image_id": 9, "category_id": 3, "bbox": [5, 0, 1e1, 9], "iscrowd": 0, "difficult": 1}]}
        """;

    /// <summary>COCO instances as other tools write them: ids that are words, a class over the others, names that are numbers.</summary>
    public const string CocoOfWords = """
        {"info": {}, "images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}, {"id": "b", "file_name": "b.png"}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 5, 50, 25], "iscrowd": 0, "area": 1250.5},
                         {"id": 2, "image_id": "b", "category_id": 2.0, "bbox": [10, 5, 50, 25], "iscrowd": false}],
         "categories": [{"id": 0, "name": "pets", "supercategory": "none"}, {"id": 1, "name": "dog", "supercategory": "pets"},
                        {"id": 2, "name": 7, "supercategory": "pets"}]}
        """;
}
