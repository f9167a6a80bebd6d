using System.CommandLine;
using System.Text.RegularExpressions;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Seals;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Commands;

/// <summary>Seals the days that are over (as the running site does by itself), and tells the seals in a form to be printed, mailed or noted.</summary>
public static partial class SealCommand
{
    public static Command Command()
    {
        var list = new Option<bool>("--list") { Description = "列出全部封存，每行一份 / list the seals, one a line" };
        var show = new Option<int?>("--show") { Description = "完整写出一份封存，可打印、寄送 / tell one seal in full, to be printed or mailed", HelpName = "NUMBER" };
        var command = new Command("seal", "封存已经过完的日子，列出或写出封存 / seal the days that are over; list or tell seals") { list, show };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), parsed.GetValue(list), parsed.GetValue(show), cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, bool list, int? show, CancellationToken cancel)
    {
        await using var site = await Opened.Site(options, cancel);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!await scope.ServiceProvider.GetRequiredService<Setup.Installed>().Check(db)) throw new FormatException($"{options.Where} 里还没有设立单位");
        var clock = new Clock(options.Time, scope.ServiceProvider.GetRequiredService<Setup.Installed>());
        if (show is not null || list)
        {
            var seals = await new SealCheck(db).Seals();
            if (show is { } number && !seals.Exists(seal => seal.Number == number)) throw new FormatException($"没有第 {number} 号封存");
            Console.WriteLine(show is { } one ? SealText.Full(seals[one - 1], scope.ServiceProvider.GetRequiredService<Setup.Installed>().Organisation!.Name, clock.Zone) : string.Join('\n', seals.Select(seal => SealText.Line(seal, clock.Zone))));
            return CommandLine.Done;
        }
        var calendar = (await scope.ServiceProvider.GetRequiredService<Acting>().Regime()).Calendar;
        var made = await scope.ServiceProvider.GetRequiredService<Sealing>().Make(db, calendar, clock.Now, int.MaxValue, cancel);
        Console.WriteLine(await Sealing.Last(db) is { } last ? $"新封存 {made} 份，最后一份：\n{SealText.Line(last, clock.Zone)}" : "还没有过完的一天，没有封存");
        return CommandLine.Done;
    }

    /// <summary>The hashes of seals in a text: the last of each line, for a line may name other hashes before it.</summary>
    public static IEnumerable<string> HashesIn(string text) => text.Split('\n').Select(line => Hash().Matches(line)).Where(found => found.Count > 0).Select(found => Fingerprints.Read(found[^1].Value)!);

    [GeneratedRegex(@"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{8}(?:[ -][0-9a-fA-F]{8}){7})(?![0-9a-fA-F])")]
    private static partial Regex Hash();
}
