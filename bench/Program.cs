using Shouwen.Bench.Deadlines;
using Shouwen.Bench.Decisions;
using Shouwen.Bench.Kills;
using Shouwen.Bench.Pages;
using Shouwen.Bench.Peer;
using Shouwen.Bench.Registrations;
using Shouwen.Bench.Replays;
using Shouwen.Bench.Serving;
using Shouwen.Bench.Similar;
using Shouwen.Bench.Watching;

switch (args)
{
    case ["deadlines"]:
        DeadlineBench.Run();
        return 0;
    case ["registrations", .. var more]:
        return await RegistrationBench.Run(more);
    case ["pages", .. var more]:
        return await PagesBench.Run(more);
    case ["start"]:
        await StartBench.Run();
        return 0;
    case ["people", .. var more]:
        return await PeopleBench.Run(more);
    case ["decisions"]:
        await DecisionBench.Run();
        return 0;
    case ["replay"]:
        await ReplayBench.Run();
        return 0;
    case ["kills", .. var more]:
        return await KillBench.Run(more);
    case ["similar"]:
        return SimilarBench.Run();
    case ["watch", .. var more]:
        return await WatchBench.Run(more);
    case ["watch-kills", .. var more]:
        return await WatchKillBench.Run(more);
    // What bench/peer/run presses both systems with.
    case ["press", .. var more]:
        return await Press.Run(more);
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench -c Release -- deadlines | decisions | kills [--rounds 500] [--database sqlite|postgres] [--seed 1] | pages --folder DIR [--postgres CONNECTION] [--sizes 1000,100000] [--requests 200] | registrations [--database sqlite|postgres] [--profile] | replay | similar | start | people [--database postgres] | watch [--database sqlite|postgres] [--duties N] | watch-kills [--rounds N] [--database sqlite|postgres] [--seed N]");
        return 1;
}
