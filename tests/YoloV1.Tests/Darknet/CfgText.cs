using System.Globalization;

namespace YoloV1.Tests.Darknet;

/// <summary>Networks as the text of Darknet's cfg files.</summary>
internal static class CfgText
{
    public const string Tail =
        "coords=4\nrescore=1\nsoftmax=0\nsqrt=1\njitter=.2\nobject_scale=1\nnoobject_scale=.5\nclass_scale=1\ncoord_scale=5\n";

    /// <summary>A network from its layers in short: "conv 64 7/2", "max", "local 256", "dropout .5", "connected 1470".</summary>
    public static string Of(int side, int num, int classes, params string[] layers) =>
        "[net]\n# Testing\nbatch=1\nheight=448\nwidth = 448\nchannels=3\nhue=.1\npolicy=steps\nsteps=200,400\nscales=2.5,.1\n\n"
        + string.Join("\n", layers.Select(Section))
        + string.Create(CultureInfo.InvariantCulture, $"\n[detection]\nclasses={classes}\nside={side}\nnum={num}\n{Tail}");

    /// <summary>The layers of yolov1-tiny.cfg.</summary>
    public static string Tiny(int output = 1470) => Of(
        7, 2, 20,
        "conv 16 3/1", "max", "conv 32 3/1", "max", "conv 64 3/1", "max", "conv 128 3/1", "max", "conv 256 3/1", "max",
        "conv 512 3/1", "max", "conv 1024 3/1", "conv 256 3/1", $"connected {output}");

    /// <summary>The layers of yolov1.cfg.</summary>
    public static string Yolov1() => Of(
        7, 3, 20,
        "conv 64 7/2", "max", "conv 192 3/1", "max", "conv 128 1/1", "conv 256 3/1", "conv 256 1/1", "conv 512 3/1", "max",
        "conv 256 1/1", "conv 512 3/1", "conv 256 1/1", "conv 512 3/1", "conv 256 1/1", "conv 512 3/1", "conv 256 1/1", "conv 512 3/1",
        "conv 512 1/1", "conv 1024 3/1", "max", "conv 512 1/1", "conv 1024 3/1", "conv 512 1/1", "conv 1024 3/1",
        "conv 1024 3/1", "conv 1024 3/2", "conv 1024 3/1", "conv 1024 3/1", "local 256", "dropout .5", "connected 1715");

    private static string Section(string layer) => layer.Split(' ', '/') switch
    {
        ["conv", var filters, var size, var stride] =>
            $"[convolutional]\nbatch_normalize=1\nfilters={filters}\nsize={size}\nstride={stride}\npad=1\nactivation=leaky\n",
        ["max"] => "[maxpool]\nsize=2\nstride=2\n",
        ["local", var filters] => $"[local]\nsize=3\nstride=1\npad=1\nfilters={filters}\nactivation=leaky\n",
        ["dropout", var probability] => $"[dropout]\nprobability={probability}\n",
        ["connected", var output] => $"[connected]\noutput= {output}\nactivation=linear\n",
        _ => layer + "\n",
    };
}
