using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet;
using YoloV1.Inference;
using YoloV1.Runtime;

// The detector as a step of an ML.NET pipeline: images are sorted into groups by what is found in them.
//
//   MLNet MODEL FOLDER [GROUPS]
//
// An IDataView of paths goes through the detector, which adds how many objects of each class an image shows; k-means, ML.NET's own,
// groups the images by these counts.

if (args is not [var model, var folder, .. var rest])
{
    Console.Error.WriteLine(
        "MLNet MODEL FOLDER [GROUPS]: a model file, as samples/TrainOnYourPictures writes one, and a folder of images.");
    return 2;
}

TorchRuntime.Tune();
using var detector = Detector.Load(model);
var ml = new MLContext(seed: 1);
var images = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
    .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png")
    .Select(path => new ImageRow { Path = path });
var data = ml.Data.LoadFromEnumerable(images);

// A vector column has to say its length, which the model knows.
var counts = SchemaDefinition.Create(typeof(CountsRow));
counts[nameof(CountsRow.Counts)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, detector.Classes.Count);

var pipeline = ml.Transforms.CustomMapping<ImageRow, CountsRow>(Count, contractName: null, outputSchemaDefinition: counts)
    // k-means goes over the rows many times, and the detector need not.
    .AppendCacheCheckpoint(ml)
    .Append(ml.Clustering.Trainers.KMeans(nameof(CountsRow.Counts), numberOfClusters: rest is [var groups] ? int.Parse(groups, null) : 3));
var grouped = pipeline.Fit(data).Transform(data);

foreach (var row in ml.Data.CreateEnumerable<GroupedRow>(grouped, reuseRowObject: false))
{
    var objects = row.Counts.Select((count, classId) => $"{count} {detector.Classes[classId]}");
    Console.WriteLine($"group {row.Group}: {row.Path} with {string.Join(", ", objects)}");
}
return 0;

// ML.NET may call this on several threads, and a detector allows that.
void Count(ImageRow image, CountsRow row)
{
    row.Counts = new float[detector.Classes.Count];
    foreach (var detection in detector.Detect(image.Path))
        row.Counts[detection.ClassId]++;
}

namespace MLNet
{
    internal class ImageRow
    {
        public string Path { get; set; } = "";
    }

    internal sealed class CountsRow
    {
        public float[] Counts { get; set; } = [];
    }

    internal sealed class GroupedRow : ImageRow
    {
        public float[] Counts { get; set; } = [];

        [ColumnName("PredictedLabel")]
        public uint Group { get; set; }
    }
}
