namespace YoloV1.Tests.Architecture;

/// <summary>Which rooms a room may use. A room is a folder of the source.</summary>
internal sealed class FloorPlan
{
    /// <summary>The library's own folder: the nouns, which every room may use.</summary>
    public const string Root = "(root)";

    private readonly Dictionary<string, HashSet<string>> _rows = [];

    /// <param name="table">
    /// A line a room: <c>room | the rooms it may use</c>, each of which stands on a line above. A line without a room continues the last.
    /// </param>
    public FloorPlan(string table)
    {
        var last = "";
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            last = cells[0] == "" ? last : cells[0];
            Add(last, cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        foreach (var (room, row) in _rows.Where(row => row.Value.Contains(FolderOf(row.Key))))
            row.UnionWith(_rows[FolderOf(room)]);
    }

    /// <summary>The house, from the ground up. Who wants a new arrow writes it here, and in the design.</summary>
    /// <remarks>
    /// Besides what its row says:
    /// <list type="bullet">
    /// <item>a room may use the nouns of the root, and the folders inside it;</item>
    /// <item>who may use a folder may use the public types of the folders inside that one, and all of those that its row names;</item>
    /// <item>a folder inside another whose row names the outer one may use it, and all that the outer one's row names;</item>
    /// <item>two folders inside the same one use each other only where a row says so.</item>
    /// </list>
    /// <c>library</c> is every row above that is not the command line's.
    /// </remarks>
    public static FloorPlan House { get; } = new("""
        Files                    |
        (root)                   | Files
        Runtime                  |

        Kernels                  | Runtime
        Ranks                    | Runtime

        Geometry                 | Files Runtime Kernels
        Imaging                  | Files Runtime Kernels

        Models                   | Files Runtime Kernels
        Models/Rows              | Models
        Models/Modules           | Models Models/Rows
        Models/Quantization      | Models Models/Rows

        Grid                     | Geometry
        Drawing                  | Imaging
        Weights/Tensors          | Files Kernels Models Models/Rows
        Weights/Safetensors      | Files Models Weights/Tensors
        Weights/PyTorch          | Files Models Weights/Tensors
        Darknet                  | Files Models Models/Rows Weights/Tensors
        Weights                  | Files Models Models/Rows Darknet
        Onnx                     | Files Kernels Models Models/Rows Models/Quantization

        Data                     | Files Geometry Imaging Grid
        Data/Voc                 | Data
        Data/Coco                | Data
        Data/YoloText            | Data
        Data/Drawn               | Data
        Data/Augmenting          | Data
        Data/Caching             | Data Data/Augmenting
        Data/Batches             | Data Data/Augmenting Data/Caching
        Data/Layouts             | Data Data/Voc Data/Coco Data/YoloText
        Data/Splitting           | Data Data/Coco Data/YoloText
        Data/Checking            | Data Data/Splitting
        Data/Converting          | Data Data/Voc Data/Coco Data/YoloText Data/Splitting Data/Checking
        Losses                   | Kernels Geometry Grid
        Inference                | Files Runtime Kernels Geometry Imaging Models Models/Rows Models/Quantization Grid
                                 | Weights Weights/Tensors Darknet
        Inference/Layers         | Inference
        Inference/Quantization   | Inference Inference/Layers

        Evaluation               | Files Geometry Imaging Data Inference
        Evaluation/Files         | Evaluation Data/Voc Data/Coco
        Evaluation/Voc           | Evaluation Evaluation/Files
        Evaluation/Coco          | Evaluation Evaluation/Files
        Evaluation/Errors        | Evaluation Evaluation/Voc

        Training                 | Files Runtime Kernels Ranks Geometry Imaging Models Models/Rows Grid
                                 | Weights Weights/Tensors Weights/Safetensors Darknet Data Data/Augmenting Data/Caching Data/Batches
                                 | Losses Inference Evaluation
        Training/Optimizing      | Training
        Training/Replicas        | Training Training/Optimizing
        Training/Checkpoints     | Training Training/Optimizing
        Training/Pretraining     | Training Training/Optimizing Training/Replicas

        Cli/Output               | Files Runtime Models Weights Darknet Data Data/Splitting Data/Checking Data/Converting Evaluation/Files
        Cli/Charts               | Imaging Drawing
        Cli/Options              | Files Runtime Imaging Models Weights Darknet Onnx Data Data/Splitting Inference Evaluation Training
                                 | Cli/Output
        Cli/Predicting           | Files Imaging Drawing Weights Data Data/Coco Data/Converting Inference Evaluation Evaluation/Files
                                 | Cli/Output Cli/Options
        Cli/Reports              | Files Imaging Drawing Evaluation Evaluation/Errors Cli/Output Cli/Charts
                                 | Cli/Options
        Cli/Runs                 | Files Runtime Ranks Imaging Drawing Models Weights Darknet Data Losses Evaluation Training
                                 | Training/Checkpoints Training/Pretraining Cli/Output Cli/Charts Cli/Options
        Cli/Commands/Benchmarking | Runtime Imaging Models Weights Data Inference Training
        Cli/Commands/Checking    | Runtime Kernels Models Weights Weights/Tensors Losses Inference Training Cli/Commands/Benchmarking
        Cli/Commands/Completion  |
        Cli/Commands/Calls       | Runtime Ranks Imaging Training Cli/Output Cli/Options Cli/Commands/Completion
        Cli/Commands             | library Cli/Output Cli/Charts Cli/Options Cli/Predicting Cli/Reports Cli/Runs
                                 | Cli/Commands/Benchmarking Cli/Commands/Checking Cli/Commands/Completion Cli/Commands/Calls
        Cli                      | Runtime
        """);

    public IEnumerable<string> Rooms => _rows.Keys;

    /// <summary>The rooms that a room may use, besides the nouns.</summary>
    public IReadOnlySet<string> UsedBy(string room) => _rows[room];

    /// <summary>The uses that the table does not allow. Rooms that it does not name are left to <see cref="Unnamed"/>.</summary>
    public IEnumerable<string> Violations(SourceRooms source) =>
        from use in source.Uses
        where Names(use.From.Room) && Names(use.To.Room) && !MayUse(use.From.Room, use.To.Room, use.IsPublic)
        select use.ToString();

    /// <summary>The files in folders that the table does not name.</summary>
    public IEnumerable<string> Unnamed(IEnumerable<SourceFile> files) =>
        from file in files where !Names(file.Room) select $"{file.Path}: the table has no room {file.Room}";

    private bool MayUse(string user, string used, bool isPublic) =>
        used == user
        || used == Root
        || FolderOf(used) == user
        || _rows[user].Contains(used)
        || (isPublic && FolderOf(user) != FolderOf(used) && _rows[user].Contains(FolderOf(used)));

    private bool Names(string room) => _rows.ContainsKey(room);

    private void Add(string room, string[] used)
    {
        var unknown = used.Where(name => name != "library" && name != FolderOf(room) && !Names(name)).ToList();
        if (unknown.Count > 0)
            throw new ArgumentException($"{room} names {string.Join(", ", unknown)}, which no line above it does: arrows point down.");
        var library = _rows.Keys.Where(name => FolderOf(name) != "Cli");
        var row = used.SelectMany(name => name == "library" ? library : [name]).ToList();
        if (!_rows.TryAdd(room, [.. row]))
            _rows[room].UnionWith(row);
    }

    // Data for Data/Voc and for Data.
    private static string FolderOf(string room) => room.Split('/')[0];
}
