namespace YoloV1.Training;

public sealed partial record TrainingOptions
{
    /// <summary>
    /// Darknet's recipe with the values of a cfg file: batches, rates and their steps, momentum, decay, colours and jitter.
    /// </summary>
    /// <remarks>
    /// A file with <c>batch=1</c>, as yolov1.cfg was released, is set up for detecting; it is trained in batches of 64, as its comments
    /// say.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// It is no cfg file, or it asks for a policy or an optimizer that is not here; the message has file and line.
    /// </exception>
    public static TrainingOptions FromDarknetCfg(string path) => CfgRecipe.Read(path);
}
