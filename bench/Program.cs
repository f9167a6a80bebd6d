using Shouwen.Bench.Deadlines;

switch (args)
{
    case ["deadlines"]:
        DeadlineBench.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench -c Release -- deadlines");
        return 1;
}
