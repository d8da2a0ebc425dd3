using System.Net.Mime;

namespace YoloV1.Samples.WebApi;

/// <summary>The page to drop images on; its files are in this assembly.</summary>
internal static class Page
{
    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "page.html", MediaTypeNames.Text.Html),
        ("/page.css", "page.css", MediaTypeNames.Text.Css),
        ("/page.js", "page.js", MediaTypeNames.Text.JavaScript),
    ];

    public static void MapPage(this WebApplication app)
    {
        foreach (var (path, file, type) in Files)
            app.MapMethods(path, ["GET", "HEAD"], () => Results.Stream(typeof(Page).Assembly.GetManifestResourceStream(file)!, type));
    }
}
