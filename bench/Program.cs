using Shouwen.Bench.Deadlines;
using Shouwen.Bench.Decisions;
using Shouwen.Bench.Kills;
using Shouwen.Bench.Peer;
using Shouwen.Bench.Registrations;
using Shouwen.Bench.Replays;
using Shouwen.Bench.Similar;

switch (args)
{
    case ["deadlines"]:
        DeadlineBench.Run();
        return 0;
    case ["registrations", .. var more]:
        return await RegistrationBench.Run(more);
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
    // What bench/peer/run presses both systems with.
    case ["press", .. var more]:
        return await Press.Run(more);
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench -c Release -- deadlines | decisions | kills [--rounds 500] [--database sqlite|postgres] [--seed 1] | registrations [--database sqlite|postgres] [--profile] | replay | similar");
        return 1;
}
