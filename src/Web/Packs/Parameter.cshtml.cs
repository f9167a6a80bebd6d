using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>Fills or changes one parameter of a pack, or one setting of the house, from now on; what was filled before stays on record.</summary>
[Authorize(Roles = People.Roles.Administrator)]
public sealed class ParameterModel(AppDb db, PackTexts texts, Acting acting, Clock clock, Actor actor) : PageModel
{
    public ParameterForm Form { get; private set; } = new();
    public Pack Pack { get; private set; } = null!;
    public SetRule Set { get; private set; } = null!;

    /// <summary>What holds now, in words; null while it is open.</summary>
    public string? Present { get; private set; }

    /// <summary>What the pack's own text gives, in words; null where it leaves the question open.</summary>
    public string? Original { get; private set; }
    public bool Filled { get; private set; }

    /// <summary>A setting of the house rather than a regulation's parameter.</summary>
    public bool IsOwn => Pack.Id == House.Id;
    public string Back => IsOwn ? "/settings" : $"/packs/{Pack.Id}#c-{Set.Clause}";
    public IReadOnlyList<Decided> Story { get; private set; } = [];
    public Clock Clock => clock;

    public static IReadOnlyList<SelectListItem> Units { get; } =
    [
        new("个工作小时", "working-hours"), new("个工作日", "working-days"), new("小时（钟点）", "hours"), new("日（自然日）", "calendar-days"), new("个月", "months"),
        new("当日内（不填数字）", "same-day"), new("立即（不填数字）", "immediate"), new("及时（不填数字）", "prompt"),
    ];
    public static IReadOnlyList<SelectListItem> Periods { get; } = [.. Vocabulary.Every.Select(word => new SelectListItem(FactWords.Thing(word), word))];
    public static IReadOnlyList<SelectListItem> Channels { get; } = [.. Vocabulary.Facts["channel"].Select(word => new SelectListItem(Words.Value("channel", word), word))];

    public async Task<IActionResult> OnGet(string id, string name)
    {
        if (await Load(id, name) is not { } regime) return NotFound();
        Form = ParameterForm.Of(Set.Type, regime.Setting(Pack, name));
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, string name, ParameterForm form)
    {
        if (await Load(id, name) is null) return NotFound();
        Form = form;
        if (form.Write(Set, ModelState) is not { } value || !ModelState.IsValid) return this.Refused();
        await Adopting.Set(db, id, name, value, actor.Id, form.Note!.Trim(), clock.Now);
        return this.Done(Return, $"已定下，从现在起照此计算：{Set.Ask ?? name} {Say(Yaml.Read(value, "").Value!)}{Set.Unit}");
    }

    /// <summary>Back to what the pack's own text gives, or to an open question.</summary>
    public async Task<IActionResult> OnPostOriginal(string id, string name, ParameterForm form)
    {
        if (await Load(id, name) is not { } regime) return NotFound();
        Form = form;
        if (string.IsNullOrWhiteSpace(form.Note)) return this.Refused();
        if (!Filled) return this.Refused("Form.Value", IsOwn ? "现在就是平台默认的值" : "现在就是原文的值");
        await Adopting.Set(db, id, name, null, actor.Id, form.Note.Trim(), clock.Now);
        return this.Done(Return, $"已改回{(IsOwn ? "平台默认" : "原文")}{(Original is not null ? $"：{Original}" : IsOwn ? "：不限" : "，这个问题又待定了")}");
    }

    private string Return => IsOwn ? "/settings" : $"/packs/{Pack.Id}";

    private string Say(Node value) => PackWords.Read(Set, value);

    private async Task<Regime?> Load(string id, string name)
    {
        var regime = await acting.Regime();
        if ((id == House.Id ? House.Rules : regime.Packs.FirstOrDefault(one => one.Id == id) ?? (await texts.Present(id))?.Pack) is not { } pack || pack.Parameter(name) is not { } set) return null;
        (Pack, Set) = (pack, set);
        Present = regime.Setting(pack, name) is { } node ? Say(node) : null;
        Original = set is { Open: false, Default: { } original } ? Say(original) : null;
        Filled = (await db.PackParameters.AsNoTracking().Where(one => one.PackId == id && one.Name == name && one.Value != null).ToListAsync()).Exists(one => one.Holds(clock.Now));
        Story = [.. await RulebookStory.Of(db, id, pack.Parameter, clock, name)];
        return regime;
    }
}
