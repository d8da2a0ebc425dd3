using PublicApiGenerator;

namespace YoloV1.Tests.PublicApi;

/// <summary>
/// The library's public API as text, so that a change of it is seen and meant. To write it anew:
/// <c>dotnet test -c Release tests/YoloV1.Tests --filter PublicApi -e YOLOV1_PUBLIC_API=write</c>.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "YoloV1.Tests", "PublicApi", "YoloV1.txt");

    [Fact]
    public void ThePublicApi_IsTheApprovedOne()
    {
        var api = typeof(Box).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("YOLOV1_PUBLIC_API") == "write")
            File.WriteAllText(Approved, api);

        api.Split('\n').Should().Equal(
            File.ReadAllText(Approved).ReplaceLineEndings("\n").Split('\n'), "a change of the API is approved by writing YoloV1.txt anew");
    }
}
