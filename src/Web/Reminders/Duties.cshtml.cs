using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Reminders;

public sealed class OwnPointsForm
{
    /// <summary>Empty: every pack, every kind of duty. Not both.</summary>
    public string? Pack { get; set; }
    public string? Duty { get; set; }
    public bool AtHalf { get; set; }
    public string? Days { get; set; }
    public string? Hours { get; set; }

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }
}

/// <summary>按责任、按制度提醒: warning points of one kind of duty, of one pack, or of one kind in one pack, where the general ones do not fit. Each change is in the rulebook with its ground.</summary>
[Authorize(Roles = People.Roles.Administrator)]
public sealed class DutiesModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed record Line(OwnPoints Own, string Pack, string Duty, string Points);

    public OwnPointsForm Form { get; private set; } = new();
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Packs { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Duties { get; private set; } = [];
    public string General { get; private set; } = "";
    public IReadOnlyList<Decided> Story { get; private set; } = [];
    public Clock Clock => clock;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost(OwnPointsForm form)
    {
        Form = form;
        await Load();
        var (pack, duty) = (Said(form.Pack), Said(form.Duty));
        if (pack is not null && Packs.All(one => one.Value != pack)) ModelState.AddModelError("Form.Pack", "请从列出的里面选");
        if (duty is not null && Duties.All(one => one.Value != duty)) ModelState.AddModelError("Form.Duty", "请从列出的里面选");
        if (pack is null && duty is null) ModelState.AddModelError("Form.Duty", "责任和制度至少选一个；都不选的是通用的提醒规则");
        var (days, hours) = (RulesModel.Whole(ModelState, "Form.Days", form.Days, 30), RulesModel.Whole(ModelState, "Form.Hours", form.Hours, 48));
        if (!ModelState.IsValid) return this.Refused();
        var own = new OwnPoints(pack, duty, RulesModel.Points(days, hours), form.AtHalf);
        await WatchSettings.Change(db, before => before with { Own = [.. before.Own.Where(one => (one.Pack, one.Duty) != (pack, duty)), own] }, actor.Id, form.Note!.Trim(), clock.Now);
        return this.Done("/reminders/duties", $"已定下并记入制度簿：{Name(pack, duty)}，{IndexModel.Points(own.Warnings, own.AtHalf)}");
    }

    /// <summary>Back to what holds for everything.</summary>
    public async Task<IActionResult> OnPostRemove(string? pack, string? duty, string? note)
    {
        await Load();
        if (string.IsNullOrWhiteSpace(note) || note.Trim().Length > 200) return this.Refused("", "不再另定也要写明依据，最多 200 个字");
        if (Lines.All(line => (line.Own.Pack, line.Own.Duty) != (Said(pack), Said(duty)))) return this.Done("/reminders/duties", "这一条已经不在了");
        await WatchSettings.Change(db, before => before with { Own = [.. before.Own.Where(one => (one.Pack, one.Duty) != (Said(pack), Said(duty)))] }, actor.Id, note.Trim(), clock.Now);
        return this.Done("/reminders/duties", $"{Name(Said(pack), Said(duty))}改回通用的提醒规则，已记入制度簿");
    }

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string Title(string pack) => Packs.FirstOrDefault(one => one.Value == pack)?.Text ?? pack;

    private string Name(string? pack, string? duty) => $"{(pack is null ? "" : $"《{Title(pack)}》")}{(duty is null ? "的责任" : $"“{Words.Duty(duty)}”")}";

    private async Task Load()
    {
        var regime = await acting.Regime();
        var settings = WatchSettings.Read(await db.Organisations.Select(own => own.Watch).SingleAsync());
        Packs = [.. regime.Packs.Append(House.Rules).Select(pack => new SelectListItem(pack.Title, pack.Id))];
        Duties = [.. regime.Packs.Append(House.Rules).SelectMany(pack => pack.Duties).Select(rule => rule.Duty).Distinct().Select(name => new SelectListItem(Words.Duty(name), name)).OrderBy(one => one.Text, StringComparer.Create(CultureInfo.GetCultureInfo("zh-CN"), false))];
        General = IndexModel.Points(settings);
        Lines = [.. settings.Own.Select(own => new Line(own, own.Pack is null ? "所有制度" : Title(own.Pack), own.Duty is null ? "所有责任" : Words.Duty(own.Duty), IndexModel.Points(own.Warnings, own.AtHalf)))];
        Story = [.. (await Decisions()).Take(20)];
    }

    /// <summary>Every change of the rules of reminding, the newest first, each by what it changed.</summary>
    private async Task<IReadOnlyList<Decided>> Decisions()
    {
        var (name, people) = (Rulebook.Key.ToString(), await RulebookStory.Names(db));
        var acts = (await db.JournalOf(name).AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync()).Select(entry => entry.Read()).OfType<Acted>().Where(acted => acted.Act == WatchSettings.Sets).ToList();
        var (decided, before) = (new List<Decided>(), new WatchSettings());
        foreach (var act in acts)
        {
            var after = WatchSettings.Read(act.With.ToString());
            var changed = Says(after).Except(Says(before)).Concat(before.Own.Where(own => after.Own.All(one => (one.Pack, one.Duty) != (own.Pack, own.Duty))).Select(own => $"{Name(own.Pack, own.Duty)}不再另定")).ToList();
            decided.Insert(0, new(act.At, RulebookStory.By(people, act.By), changed.Count == 0 ? "提醒规则照旧" : string.Join("；", changed), act.With.Text("note")));
            before = after;
        }
        return decided;
    }

    private IEnumerable<string> Says(WatchSettings settings)
    {
        yield return $"到期以前：{IndexModel.Points(settings)}";
        yield return settings.Ladder.Count == 0 ? "逾期不逐级上报" : $"逾期逐级上报：{string.Join("，", settings.Ladder.Select(rung => $"{IndexModel.Hours(rung.After)}个工作小时报{Words.Level(rung.Level)}"))}";
        yield return settings.QuietFrom == settings.QuietTo ? "没有免打扰" : $"免打扰 {IndexModel.Say(settings.QuietFrom)} 至 {IndexModel.Say(settings.QuietTo)}";
        yield return $"不受免打扰限制的：{(settings.Urgent.Count == 0 ? "没有" : string.Join("、", settings.Urgent.Select(one => WatchSettings.Classes.GetValueOrDefault(one, one))))}";
        yield return $"每天 {IndexModel.Say(settings.DigestAt)} 发合成的邮件";
        foreach (var own in settings.Own) yield return $"{Name(own.Pack, own.Duty)}：{IndexModel.Points(own.Warnings, own.AtHalf)}";
    }
}
