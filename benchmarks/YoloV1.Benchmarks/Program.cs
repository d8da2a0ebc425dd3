using System.CommandLine;
using YoloV1.Benchmarks.Compare;
using YoloV1.Benchmarks.Contenders;
using YoloV1.Benchmarks.Exchange;
using YoloV1.Benchmarks.Growth;
using YoloV1.Benchmarks.Parts;

// A side of a comparison, which this program starts itself.
if (args is ["contender", .. var words])
    return ContenderHost.Run(words);

return new RootCommand("Measures YoloV1 on this machine and writes what it finds into a folder named for it.")
{
    CompareCommand.Create(),
    PartsCommand.Create(),
    GrowthCommand.Create(),
    ExchangeCommand.Create(),
}.Parse(args).Invoke();
