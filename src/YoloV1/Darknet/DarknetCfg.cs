using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>Reads Darknet's configurations.</summary>
public static class DarknetCfg
{
    /// <summary>
    /// Reads a configuration of YOLOv1's kind, such as yolov1.cfg: convolutions, pools and [local], then [connected], then [detection].
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// A section, an option or a value is unknown, or the layers do not fit; the message has file and line.
    /// </exception>
    public static YoloV1Config Read(string path) => CfgNetwork.Read(path);
}
