namespace YoloV1.Tests;

/// <summary>Why a test is skipped.</summary>
internal static class Needs
{
    public const string OneDnn = "oneDNN is called in libtorch for Linux x64 alone.";
    public const string TorchThreads = "libtorch's own threads are used on Linux x64 alone.";
    public const string BFloat16 = "This processor does not multiply bfloat16.";
    public const string TurboJpeg = "libturbojpeg.so.0 is not here (Debian: libturbojpeg0).";
    public const string Unix = "Needs a shell and signals: not on Windows.";
}
