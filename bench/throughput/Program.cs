using DistCache.Bench.Throughput;

// Peer and product in turn in one run; see docs/performance.md for what the columns mean.
//
//   dotnet run -c Release --project bench/throughput -- resp [--rounds 3] [--requests 1000000]
//   dotnet run -c Release --project bench/throughput -- http [--rounds 3] [--seconds 5]
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

switch (args)
{
    case ["resp", .. var rest]:
        await RespComparison.RunAsync(BenchArguments.Parse(rest), stop.Token);
        return 0;
    case ["http", .. var rest]:
        await HttpComparison.RunAsync(BenchArguments.Parse(rest), stop.Token);
        return 0;
    case [BareKestrel.Command, var port]:
        await BareKestrel.RunAsync(int.Parse(port), stop.Token);
        return 0;
    default:
        Console.Error.WriteLine("usage: resp|http [--rounds N] [--requests N] [--seconds N]");
        return 2;
}
