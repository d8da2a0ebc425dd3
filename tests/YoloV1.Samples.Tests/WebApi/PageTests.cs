using System.Text.Json;
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
        var scheme = new { name = "prefers-color-scheme", value = colors };
        await browser.SendAsync("Emulation.setEmulatedMedia", new { features = new[] { scheme } });
        await ResizeAsync(browser, width, height, mobile: width < 500);
        await OpenAsync(browser, service.Address);
        await KeepAsync(browser, $"{colors}-{width}-empty");

        await browser.ChooseFileAsync(folder["red.png"]);

        (await WaitForAsync(browser, "document.querySelectorAll('.box').length")).Should().Be("3");
        (await browser.EvaluateAsync("count.textContent")).Should().Be("3 found");
        (await browser.EvaluateAsync("document.querySelector('.box span').textContent")).Should().Be("red 100 %");
        const string Large = "[...document.querySelectorAll('.box')].every(box => box.offsetWidth > 20 && box.offsetHeight > 20)";
        (await browser.EvaluateAsync(Large)).Should().Be("True");
        (await browser.EvaluateAsync(Move(90))).Should().Be("1");
        (await browser.EvaluateAsync(Move(5))).Should().Be("3");
        (await browser.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth")).Should().Be("True", "all is on the screen");
        await KeepAsync(browser, $"{colors}-{width}-found");
        await browser.EvaluateAsync("explain.open = true; found.scrollIntoView(); 0");
        foreach (var (view, shapes) in new[] { ("cells", "7"), ("classes", "4"), ("all", "4"), ("found", "0") })
        {
            await browser.EvaluateAsync($"document.querySelector('[value={view}]').click(); 0");
            await WaitForAsync(browser, $"document.querySelectorAll('#grid rect').length === {shapes} ? 'drawn' : ''");
            await KeepAsync(browser, $"{colors}-{width}-{view}");
        }
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

        var fault = await WaitForAsync(browser, "document.querySelector('.fault')?.textContent ?? ''");
        fault.Should().StartWith("The upload: this is not an image");
        (await browser.EvaluateAsync("document.querySelector('#result').hidden")).Should().Be("True");
    }

    [SkippableFact]
    public async Task WhereNothingIsFound_ItSaysWhatToDo()
    {
        Skip.If(Chromium is null, WhyNot);
        using var folder = new TemporaryFolder();
        ImageFile.WritePng(RedFinder.Paint(0, 0, 0, 0), folder["black.png"]);
        using var service = new Service();
        await using var browser = await Browser.StartAsync(Chromium);
        await OpenAsync(browser, service.Address);

        await browser.ChooseFileAsync(folder["black.png"]);

        (await WaitForAsync(browser, "count.textContent")).Should().Be("Nothing found");
        (await browser.EvaluateAsync("advice.textContent")).Should().EndWith("The network finds only what it knows: red, blue.");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task APhone_HasAButtonForItsCamera(bool phone)
    {
        Skip.If(Chromium is null, WhyNot);
        using var service = new Service();
        await using var browser = await Browser.StartAsync(Chromium);
        await ResizeAsync(browser, 390, 844, phone);
        await browser.SendAsync("Emulation.setTouchEmulationEnabled", new { enabled = phone });
        await OpenAsync(browser, service.Address);

        (await browser.EvaluateAsync("document.querySelector('#photo').offsetHeight > 40")).Should().Be($"{phone}");
    }

    /// <summary>The script of a person who moves the slider.</summary>
    private static string Move(int percent) =>
        $"score.value = {percent}; score.dispatchEvent(new Event('input')); document.querySelectorAll('.box').length";

    private static Task<JsonElement> ResizeAsync(Browser browser, int width, int height, bool mobile) =>
        browser.SendAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile });

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
