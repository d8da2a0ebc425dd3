using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using YoloV1;
using YoloV1.Drawing;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Runtime;

// Draws what is found into a video; sound is kept. ffmpeg (https://ffmpeg.org) takes the video apart and puts it together:
//
//   Video MODEL INPUT OUTPUT.mp4 [SCORE]
//
// A camera is an input too. On Linux: Video MODEL /dev/video0 OUTPUT.mp4, until Ctrl+C.

if (args is not [var model, var input, var output, .. var rest])
{
    Console.Error.WriteLine("Video MODEL INPUT OUTPUT.mp4 [SCORE]: a model file, as samples/TrainOnYourPictures writes one, and a video.");
    return 2;
}
var thresholds = rest is [var score] ? new DetectionThresholds { Score = float.Parse(score, CultureInfo.InvariantCulture) } : null;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

Allocator.KeepFreedMemory();
using var detector = Detector.Load(model);
try
{
    using var probe = Start("ffprobe", "-v error -select_streams v:0 -show_entries stream=r_frame_rate -of csv=p=0", [input]);
    var rate = (await probe.StandardOutput.ReadToEndAsync()).Trim();
    if (rate.Length == 0)
        return 1;                                                                    // ffprobe has said why
    // A camera cannot be opened a second time for its sound.
    string[] sound = input.StartsWith("/dev/", StringComparison.Ordinal) ? [] : ["-i", input, "-map", "0:v", "-map", "1:a?"];
    using var decoder = Start("ffmpeg", "-v error -nostdin -i", [input, "-r", rate, "-f", "image2pipe", "-c:v", "ppm", "-"]);
    using var encoder = Start("ffmpeg", $"-v error -y -f image2pipe -c:v ppm -framerate {rate} -i -",
        [.. sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", output]);
    var count = await DrawAsync(decoder.StandardOutput.BaseStream, encoder.StandardInput.BaseStream);
    encoder.StandardInput.Close();
    await encoder.WaitForExitAsync();
    Console.WriteLine($"{output}: {count} frames");
    return encoder.ExitCode == 0 && count > 0 ? 0 : 1;
}
catch (Win32Exception)
{
    Console.Error.WriteLine("ffmpeg and ffprobe are not here; install ffmpeg (Debian, Ubuntu: apt install ffmpeg).");
    return 1;
}

async Task<int> DrawAsync(Stream frames, Stream drawn)
{
    // Frames are read ahead, and their detections come in the same order.
    var (waiting, count) = (new ConcurrentQueue<RgbImage>(), 0);
    await foreach (var detections in detector.DetectManyAsync(ReadFramesAsync(frames, waiting), thresholds))
    {
        waiting.TryDequeue(out var frame);
        await WriteFrameAsync(drawn, DetectionPainter.Draw(frame!, detections, detector.Classes));
        count++;
    }
    return count;
}

// A frame in the format PPM: "P6", the width and height, "255", each on a line, and then red, green and blue of every pixel.
async IAsyncEnumerable<RgbImage> ReadFramesAsync(Stream frames, ConcurrentQueue<RgbImage> waiting)
{
    while (!stop.IsCancellationRequested && await ReadLineAsync(frames) == "P6")
    {
        var sides = (await ReadLineAsync(frames)).Split(' ');
        await ReadLineAsync(frames);
        var image = new RgbImage(new ImageSize(int.Parse(sides[0], null), int.Parse(sides[1], null)));
        await frames.ReadExactlyAsync(image.Rgb);
        waiting.Enqueue(image);
        yield return image;
    }
}

static async Task<string> ReadLineAsync(Stream stream)
{
    var (line, one) = (new StringBuilder(), new byte[1]);
    while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
        line.Append((char)one[0]);
    return line.ToString();
}

static async Task WriteFrameAsync(Stream stream, RgbImage image)
{
    await stream.WriteAsync(Encoding.ASCII.GetBytes($"P6\n{image.Size.Width} {image.Size.Height}\n255\n"));
    await stream.WriteAsync(image.Rgb);
}

static Process Start(string program, string words, IEnumerable<string> more) => Process.Start(
    new ProcessStartInfo(program, [.. words.Split(' '), .. more]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
