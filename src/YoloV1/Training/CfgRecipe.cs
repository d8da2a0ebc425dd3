using YoloV1.Darknet;
using YoloV1.Data;

namespace YoloV1.Training;

/// <summary>
/// The training options in the sections <c>[net]</c> and <c>[detection]</c> of a Darknet cfg, with Darknet's defaults for missing ones.
/// </summary>
internal static class CfgRecipe
{
    private static readonly Dictionary<string, bool> PoliciesWithSteps = new() { ["constant"] = false, ["steps"] = true };

    public static TrainingOptions Read(string path)
    {
        var sections = CfgFile.Read(path);
        var net = sections.FirstOrDefault(section => section.Name is "net" or "network")
            ?? throw new InvalidDataException($"{path}: it has no [net].");
        net.Only("burn_in", 0);
        net.Only("adam", 0);
        var batch = net.Int("batch", 1, 1, 1 << 16);
        var steps = net.Choice("policy", "constant", PoliciesWithSteps) ? StepsOf(net) : [];
        return TrainingOptions.Darknet with
        {
            Steps = net.Int("max_batches", 0, 0, int.MaxValue) is > 0 and var most ? most : TrainingOptions.Darknet.Steps,
            BatchSize = batch > 1 ? batch : TrainingOptions.Darknet.BatchSize,
            MicroBatch = batch / net.Int("subdivisions", 1, 1, batch) is var part && part < batch ? part : 0,
            PeakLearningRate = net.Number("learning_rate", 0.001, 1e-12, 100) * Highest(steps),
            RateSteps = steps,
            Momentum = net.Number("momentum", 0.9, 0, 0.9999),
            WeightDecay = net.Number("decay", 0.0001, 0, 1),
            Augmentation = AugmentationOf(net, sections[^1]),
        };
    }

    private static RateStep[] StepsOf(CfgSection net)
    {
        var (batches, factors) = (net.Numbers("steps"), net.Numbers("scales"));
        if (batches.Count == 0 || batches.Count != factors.Count)
            throw net.Fault($"policy=steps has {batches.Count} steps and {factors.Count} scales; give as many of both.");
        RateStep[] steps = [.. batches.Zip(factors, (at, factor) => new RateStep((long)at, factor))];
        return RateStep.AreInOrder(steps)
            ? steps
            : throw net.Fault(
                $"policy=steps has {string.Join(", ", (IEnumerable<RateStep>)steps)}; give increasing steps, and scales over 0.");
    }

    /// <summary>The highest rate as a multiple of the first.</summary>
    private static double Highest(IEnumerable<RateStep> steps)
    {
        var (product, highest) = (1.0, 1.0);
        foreach (var step in steps)
            highest = Math.Max(highest, product *= step.Factor);
        return highest;
    }

    private static Augmentation AugmentationOf(CfgSection net, CfgSection detection) => Augmentation.DarknetWith(
        new DarknetCrop { Jitter = (float)detection.Number("jitter", 0.2, 0, 0.49) },
        new DarknetColors
        {
            MaxSaturation = Factor(net.Number("saturation", 1, 0.1, 10)),
            MaxExposure = Factor(net.Number("exposure", 1, 0.1, 10)),
            MaxHue = (float)net.Number("hue", 0, 0, 0.5),
        });

    // Darknet takes a factor between 1 and the number, or its inverse: 0.75 means what 1 / 0.75 means.
    private static float Factor(double number) => (float)Math.Max(number, 1 / number);
}
