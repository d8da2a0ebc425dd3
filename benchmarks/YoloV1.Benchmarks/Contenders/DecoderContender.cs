using YoloV1.Imaging;
using YoloV1.Weights;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>Reads all images of a folder and fits them to the network's input, on all cores, without detecting anything.</summary>
internal sealed class DecoderContender : IContender
{
    private readonly string[] _files;
    private readonly ImageSize _input;

    public DecoderContender(string model, string folder)
    {
        _files = Directory.GetFiles(folder);
        using var file = WeightsFile.Open(model);
        _input = file.Config.InputSize;
    }

    public void Run() => Parallel.ForEach(
        _files, () => new float[3 * _input.Width * _input.Height], (file, _, numbers) =>
        {
            ImageInput.FillChannelsLast(ImageFile.Read(file), _input, numbers);
            return numbers;
        }, _ => { });
}
