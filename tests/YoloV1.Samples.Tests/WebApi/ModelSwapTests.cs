using System.Collections.Concurrent;
using System.Net;

namespace YoloV1.Samples.Tests.WebApi;

/// <summary>A model file that is replaced while the service runs.</summary>
public sealed class ModelSwapTests
{
    private const int Clients = 16;
    private const int Swaps = 20;
    private const string OpenFile = "Windows renames nothing over a file that is open.";

    private static readonly ClassNames French = new(["rouge", "bleu"]);

    [SkippableFact]
    public async Task TwentySwapsUnderSixteenClients_LoseNoRequest()
    {
        Skip.If(OperatingSystem.IsWindows(), OpenFile);
        using var service = new Service();
        using var client = service.CreateClient();
        using var over = new CancellationTokenSource();
        var answers = new ConcurrentBag<string?>();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
                answers.Add(await AskAsync(client));
        })).ToList();

        for (var swap = 1; swap <= Swaps; swap++)
        {
            var classes = swap % 2 == 1 ? French : RedFinder.Classes;
            service.SaveModel(classes);
            await WaitForAsync(client, classes);
        }
        await over.CancelAsync();
        await Task.WhenAll(clients);

        answers.Distinct().Should().BeEquivalentTo("OK red", "OK rouge");
        (await AskAsync(client)).Should().Be("OK red");
    }

    [SkippableFact]
    public async Task AFileThatIsNoModel_LeavesTheOldOneAtWork()
    {
        Skip.If(OperatingSystem.IsWindows(), OpenFile);
        using var service = new Service();
        using var client = service.CreateClient();
        await File.WriteAllTextAsync($"{service.Model}.new", "no model");
        File.Move($"{service.Model}.new", service.Model, overwrite: true);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await AskAsync(client)).Should().Be("OK red");

        File.Delete(service.Model);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await AskAsync(client)).Should().Be("OK red");

        service.SaveModel(French);
        await WaitForAsync(client, French);
        (await AskAsync(client)).Should().Be("OK rouge");
    }

    private static async Task<string?> AskAsync(HttpClient client)
    {
        var (status, body) = await client.PostAsync(Calls.Image);
        return status == HttpStatusCode.OK ? $"OK {body.GetProperty("detections")[0].GetProperty("class")}" : body.Detail();
    }

    private static async Task WaitForAsync(HttpClient client, ClassNames classes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await client.HealthAsync()).GetProperty("classes")[0].GetString() != classes[0])
            await Task.Delay(20, patience.Token);
    }
}
