using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.RegularExpressions;
using YoloV1.Imaging;
using YoloV1.Runtime;

namespace YoloV1.Benchmarks;

/// <summary>What measurements depend on: processor, cores, instruction sets, versions.</summary>
internal static partial class Machine
{
    /// <summary>The processor as a word of a folder's name, "amd-epyc-zen1-2cores-avx2" for example.</summary>
    public static string Name { get; } =
        $"{Slug(Processor)}{(Generation is { } zen ? $"-{zen}" : "")}-{Environment.ProcessorCount}cores-{Instructions}";

    /// <summary>What the results of a run are to be read with.</summary>
    public static string Description =>
        $"{Processor}{(Generation is { } zen ? $" ({zen})" : "")}, {Environment.ProcessorCount} cores, {Instructions}; "
        + $"{RuntimeInformation.OSDescription}; "
        + $".NET {Environment.Version}; YoloV1 {typeof(Box).Assembly.GetName().Version?.ToString(3)}, TorchSharp "
        + $"{TorchRuntime.TorchSharpVersion}, "
        + $"JPEG by {ImageFile.JpegDecoder}";

    private static string Processor => X86Base.IsSupported ? BrandOf(X86Base.CpuId) : $"{RuntimeInformation.ProcessArchitecture} processor";

    private static string Instructions => true switch
    {
        _ when Precisions.ProcessorHasBFloat16 => "avx512-bf16",
        _ when Avx512F.IsSupported => "avx512",
        _ when Avx2.IsSupported => "avx2",
        _ when AdvSimd.IsSupported => "neon",
        _ => "scalar",
    };

    /// <summary>AMD's generation by family and model, which its brand name does not tell.</summary>
    private static string? Generation
    {
        get
        {
            if (!X86Base.IsSupported || !Processor.StartsWith("AMD", StringComparison.Ordinal))
                return null;
            var signature = X86Base.CpuId(1, 0).Eax;
            var (family, model) = ((signature >> 8 & 0xF) + (signature >> 20 & 0xFF), (signature >> 4 & 0xF) + (signature >> 12 & 0xF0));
            return family switch
            {
                0x17 => model < 0x30 ? "zen1" : "zen2",
                0x19 => model is < 0x10 or >= 0x20 and < 0x60 ? "zen3" : "zen4",
                0x1A => "zen5",
                _ => null,
            };
        }
    }

    private static string BrandOf(Func<int, int, (int, int, int, int)> cpuId)
    {
        var bytes = new List<byte>();
        for (var leaf = unchecked((int)0x80000002); leaf <= unchecked((int)0x80000004); leaf++)
        {
            var (a, b, c, d) = cpuId(leaf, 0);
            foreach (var part in new[] { a, b, c, d })
                bytes.AddRange(BitConverter.GetBytes(part));
        }
        var brand = Encoding.ASCII.GetString([.. bytes]).Split('\0')[0];
        return Spaces().Replace(Trademarks().Replace(brand, " "), " ").Trim();
    }

    private static string Slug(string words) => NotInNames().Replace(words.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"\((R|TM)\)|\bCPU\b|\b\d+-Core\b|\bProcessor\b|@.*")]
    private static partial Regex Trademarks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
