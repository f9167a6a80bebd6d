using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>One thing the organisation decided about a pack: when, who, what, on what ground.</summary>
public sealed record Decided(DateTimeOffset At, string By, string Sentence, string? Note);

/// <summary>The rulebook's entries about one pack as sentences, the newest first.</summary>
public static class RulebookStory
{
    /// <param name="db">Where from.</param>
    /// <param name="pack">Which pack.</param>
    /// <param name="set">A parameter by its name, for the question it asks.</param>
    /// <param name="clock">Says the moments.</param>
    /// <param name="parameter">Only what was decided about this parameter; null for all.</param>
    public static async Task<IReadOnlyList<Decided>> Of(AppDb db, string pack, Func<string, SetRule?> set, Clock clock, string? parameter = null)
    {
        var name = Rulebook.Key.ToString();
        var people = await Names(db);
        var entries = await db.JournalOf(name).AsNoTracking().OrderByDescending(entry => entry.Seq).ToListAsync();
        return
        [
            .. entries.Select(entry => entry.Read()).OfType<Acted>().Where(acted => acted.With.Text("pack") == pack || acted.With.Texts("packs").Contains(pack))
                .Where(acted => parameter is null || acted.Act == Adopting.Sets && acted.With.Text("name") == parameter)
                .Select(acted => new Decided(acted.At, By(people, acted.By), Sentence(acted, pack, set, clock), acted.With.Text("note"))),
        ];
    }

    public static async Task<IReadOnlyDictionary<string, string>> Names(AppDb db) => await db.People.AsNoTracking().ToDictionaryAsync(person => person.Id, person => person.DisplayName);

    public static string By(IReadOnlyDictionary<string, string> people, string id) => id == Act.System ? "系统升级时" : people.GetValueOrDefault(id, id);

    private static string Sentence(Acted acted, string pack, Func<string, SetRule?> parameter, Clock clock)
    {
        var with = acted.With;
        var from = with.Text("from") is { } text && DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) is var moment && moment > acted.At ? $"自 {clock.Say(moment)} 起" : "";
        return acted.Act switch
        {
            Adopting.Adopts => $"{from}采用版本 {with.Text("hash")![..6]}{(with.Text("pulled-by") is null ? "" : "，随另一制度一并适用")}",
            Adopting.Withdraws => $"{from}停用",
            Adopting.Orders => $"先后改为第 {with.Texts("packs").Index().First(one => one.Item == pack).Index + 1}",
            Adopting.Sets when with.Text("name") is { } name && parameter(name) is var set => with.Text("value") is { } value ? $"“{set?.Ask ?? name}”定为 {Value(set, value)}" : $"“{set?.Ask ?? name}”改回{(pack == Judging.House.Id ? "平台默认" : "原文")}",
            _ => acted.Act,
        };
    }

    private static string Value(SetRule? set, string yaml) => Yaml.Read(yaml, "").Value is { } node ? PackWords.Read(set, node) : yaml;
}
