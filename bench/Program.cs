using Shouwen.Bench.Deadlines;
using Shouwen.Bench.Registrations;
using Shouwen.Bench.Similar;

switch (args)
{
    case ["deadlines"]:
        DeadlineBench.Run();
        return 0;
    case ["registrations"]:
        await RegistrationBench.Run();
        return 0;
    case ["similar"]:
        return SimilarBench.Run();
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench -c Release -- deadlines | registrations | similar");
        return 1;
}
