using YoloV1.Imaging;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>
/// The page in a browser: skipped unless YOLOV1_CHROMIUM names one. YOLOV1_SCREENSHOTS names a folder for what it looks like.
/// </summary>
public sealed class PageTests
{
    private const string WhyNot = "YOLOV1_CHROMIUM names no browser.";

    private static readonly string? Chromium = Environment.GetEnvironmentVariable("YOLOV1_CHROMIUM");
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("YOLOV1_SCREENSHOTS");

    [SkippableTheory]
    [InlineData("light", 1280, 900)]
    [InlineData("dark", 1280, 900)]
    [InlineData("light", 390, 844)]
    [InlineData("dark", 390, 844)]
    public async Task AnImageThatIsChosen_IsShownWithItsBoxes(string colors, int width, int height)
    {
        Skip.If(Chromium is null, WhyNot);
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(RedFinder.Paint(0, 100, 255, 200), folder["red.png"]);
        using var service = new Service();
        await using var browser = await Browser.StartAsync(Chromium);
        await browser.SendAsync(
            "Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = colors } } });
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = width < 500 });
        await OpenAsync(browser, service.Address);
        await KeepAsync(browser, $"{colors}-{width}-empty");

        await browser.ChooseFileAsync(folder["red.png"]);

        (await WaitForAsync(browser, "document.querySelectorAll('.box').length")).Should().Be("3");
        (await browser.EvaluateAsync("document.querySelector('#count').textContent")).Should().Be("3 found");
        (await browser.EvaluateAsync("document.querySelector('.box span').textContent")).Should().Be("red 100 %");
        (await browser.EvaluateAsync("[...document.querySelectorAll('.box')].every(box => box.offsetWidth > 20 && box.offsetHeight > 20)"))
            .Should().Be("True");
        (await browser.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth")).Should()
            .Be("True", "nothing is wider than the screen");
        await KeepAsync(browser, $"{colors}-{width}-found");
    }

    [SkippableFact]
    public async Task WhatIsNoImage_IsSaid()
    {
        Skip.If(Chromium is null, WhyNot);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["notes.jpg"], "no image");
        using var service = new Service();
        await using var browser = await Browser.StartAsync(Chromium);
        await OpenAsync(browser, service.Address);

        await browser.ChooseFileAsync(folder["notes.jpg"]);

        (await WaitForAsync(browser, "document.querySelector('.fault')?.textContent ?? ''")).Should()
            .StartWith("The upload: this is not an image");
        (await browser.EvaluateAsync("document.querySelector('#result').hidden")).Should().Be("True");
    }

    private static async Task OpenAsync(Browser browser, Uri address)
    {
        await browser.SendAsync("Page.navigate", new { url = address });
        await WaitForAsync(browser, "document.querySelector('#about')?.textContent.trim() ?? ''");
    }

    /// <summary>Waits until an expression is neither 0 nor empty.</summary>
    private static async Task<string> WaitForAsync(Browser browser, string expression)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await browser.EvaluateAsync(expression) is var value && value is not ("" or "0"))
                return value;
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task KeepAsync(Browser browser, string name)
    {
        if (Screenshots is not null)
            await File.WriteAllBytesAsync(Path.Combine(Screenshots, $"{name}.png"), await browser.ScreenshotAsync());
    }
}
