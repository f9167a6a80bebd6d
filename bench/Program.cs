using Shouwen.Bench.Deadlines;
using Shouwen.Bench.Registrations;

switch (args)
{
    case ["deadlines"]:
        DeadlineBench.Run();
        return 0;
    case ["registrations"]:
        await RegistrationBench.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench -c Release -- deadlines | registrations");
        return 1;
}
