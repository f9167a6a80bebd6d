using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Settings;

/// <summary>本单位设置: the numbers of the house's own rules, which no regulation gives. Each is changed like a regulation's parameter, with its ground, in the rulebook.</summary>
[Authorize(Roles = People.Roles.Administrator)]
public sealed class IndexModel(AppDb db, Acting acting, Clock clock) : PageModel
{
    public sealed record Line(string Name, string Ask, string? Present, bool Filled);

    public IReadOnlyList<(string Clause, string Text, IReadOnlyList<Line> Lines)> Groups { get; private set; } = [];
    public int BatchFrom { get; private set; }
    public IReadOnlyList<Decided> Story { get; private set; } = [];
    public Clock Clock => clock;

    public async Task OnGet()
    {
        var regime = await acting.Regime();
        BatchFrom = regime.BatchFrom;
        var filled = (await db.PackParameters.AsNoTracking().Where(one => one.PackId == House.Id && one.Value != null).ToListAsync()).Where(one => one.Holds(clock.Now)).Select(one => one.Name).ToHashSet();
        Groups = [.. House.Settings.GroupBy(set => set.Clause).Select(group => (group.Key, House.Rules.ClauseText(group.Key) ?? "", (IReadOnlyList<Line>)[.. group.Select(set =>
            new Line(set.Name, set.Ask!, regime.Setting(House.Rules, set.Name) is { } node ? PackWords.Read(set, node) : null, filled.Contains(set.Name)))]))];
        Story = [.. (await RulebookStory.Of(db, House.Id, House.Rules.Parameter, clock)).Take(20)];
    }
}
