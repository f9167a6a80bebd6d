using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

public sealed class RewardForm
{
    [Required(ErrorMessage = "请选择奖励谁")]
    public string? Person { get; set; }

    [Required(ErrorMessage = "请选择奖励的种类")]
    public string? Kind { get; set; } = "performance-reward";
    public string? Amount { get; set; }

    [Required(ErrorMessage = "请写明事迹"), StringLength(1000, ErrorMessage = "最多 1000 个字")]
    public string? Deed { get; set; }
    public string? Pack { get; set; }
}

/// <summary>奖励: reported, approved, paid; and the month's list for the performance pay.</summary>
public sealed class RewardsModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    public sealed record Line(RewardRow Row, string Who, string By, string State, string Tone, string? Approver, IReadOnlyList<(string Act, string Button)> Offers);

    private static readonly (string Act, string Button)[] Every = [("approve-reward", "批准"), ("decline-reward", "不批准"), ("reward", "发放"), ("reverse", "冲销")];

    public RewardForm Form { get; private set; } = new();
    public int? Tried { get; private set; }
    public string? Month { get; private set; }
    public string? Wrong { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Offer People { get; private set; } = new([]);
    public IReadOnlyList<SelectListItem> Packs { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Kinds { get; } = [.. Vocabulary.Rewards.Select(kind => new SelectListItem(Words.Sanction(kind), kind))];
    public string? Older { get; private set; }
    public Tabs Tabs { get; private set; } = null!;
    public Clock Clock => clock;

    public async Task OnGet(string? month, int? before, string? person, string? kind)
    {
        Form = new() { Person = person, Kind = kind ?? "performance-reward" };
        await Load(month, before);
    }

    public async Task<IActionResult> OnPost(RewardForm form)
    {
        Form = form;
        decimal? yuan = null;
        if (!string.IsNullOrWhiteSpace(form.Amount))
            if (decimal.TryParse(form.Amount.Trim().TrimEnd('元'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var read)) yuan = read;
            else ModelState.AddModelError("Form.Amount", $"看不懂金额“{form.Amount}”，请写数字，单位元");
        if (form.Person is not null && (await acting.Regime()).Organisation.Person(form.Person) is not { Active: true }) ModelState.AddModelError("Form.Person", "没有这个人，请重新选择");
        if (ModelState.IsValid)
        {
            var with = new Dictionary<string, object?> { ["person"] = form.Person, ["reward"] = form.Kind, ["amount"] = yuan, ["deed"] = form.Deed!.Trim(), ["pack"] = yuan is null || string.IsNullOrEmpty(form.Pack) ? null : form.Pack }.Where(pair => pair.Value is not null).ToDictionary();
            if (await acting.Begin("reward", Rewarding.Key, "submit-reward", actor.Id, Fields.Of(with)) is Outcome.Refused refused)
                foreach (var refusal in refused.Refusals) ModelState.AddModelError(refusal.Fields is [var field, ..] && Places.TryGetValue(field, out var place) ? place : "", refusal.Sentence);
            else return this.Done("/findings/rewards", "已报送，等待审批。");
        }
        await Load(null, null);
        return this.Refused();
    }

    private static readonly Dictionary<string, string> Places = new() { ["person"] = "Form.Person", ["reward"] = "Form.Kind", ["amount"] = "Form.Amount", ["deed"] = "Form.Deed", ["pack"] = "Form.Pack" };

    public async Task<IActionResult> OnPostAct(int id, string act, int version, string? reason)
    {
        var regime = await acting.Regime();
        if (Every.All(one => one.Act != act)) return BadRequest();
        if (!await db.Rewards.VisibleTo(actor, regime).AnyAsync(row => row.Id == id)) return NotFound();
        var outcome = await acting.Do(Rewarding.Key(id), version, act, actor.Id, string.IsNullOrWhiteSpace(reason) ? Fields.None : Fields.Of(new { reason = reason.Trim() }));
        if (outcome is Outcome.Done) return this.Done("/findings/rewards", $"{Words.Act(act)}：已记录。");
        Tried = id;
        foreach (var sentence in outcome is Outcome.Refused refused ? refused.Refusals.Select(refusal => refusal.Sentence) : ["您打开之后，别人已经办理过这项奖励，请看过再办。"]) ModelState.AddModelError("", sentence);
        await Load(null, null);
        return this.Refused();
    }

    /// <summary>The month's list: who, for what, how much, how far.</summary>
    public async Task<IActionResult> OnGetExport(string? month, string? format)
    {
        await Load(month, null, Table.MostRows);
        return new Table($"月度奖励名单{(Month is null ? "" : $" {Month}")}", ["姓名", "种类", "金额（元）", "事迹", "报送人", "报送时间", "状态"], [.. Lines.Select(line => (IReadOnlyList<object?>)
            [line.Who, Words.Sanction(line.Row.Kind), line.Row.Amount is { } fen ? fen / 100m : null, line.Row.Deed, line.By, clock.Full(line.Row.At), line.State])]).File(format);
    }

    private async Task Load(string? month, int? before, int size = Size)
    {
        var regime = await acting.Regime();
        Tabs = Tabs.Of("/findings/rewards", actor, regime);
        var rows = db.Rewards.AsNoTracking().PartsVisibleTo(actor, regime);
        if (Period.Read(month?.Trim()) is { Length: "month" } asked)
        {
            Month = asked.Name;
            var (from, until) = (clock.StartOf(asked.First), clock.StartOf(asked.Last.AddDays(1)));
            rows = rows.Narrowed(some => some.Where(row => row.At >= from && row.At < until));
        }
        else if (!string.IsNullOrWhiteSpace(month)) Wrong = $"看不懂月份“{month}”，请写成 2026-03";
        if (before is { } last) rows = rows.Narrowed(some => some.Where(row => row.Id < last));
        var found = await rows.First(some => some.OrderByDescending(row => row.Id), size + 1);
        var lines = new List<Line>();
        foreach (var row in found.Take(size)) lines.Add(await Of(row, regime, size == Size));
        Lines = lines;
        if (found.Count > size) Older = $"/findings/rewards?{(Month is null ? "" : $"month={Month}&")}before={found[size - 1].Id}";
        People = (await Pickings.Load(acting, actor)).People.Without(actor.Id);
        Packs = [.. Rewarding.Paying(regime).Select(pack => new SelectListItem(pack.Title, pack.Id))];
    }

    private async Task<Line> Of(RewardRow row, Regime regime, bool offers)
    {
        var (state, tone) = row.Status switch { "submitted" => ("待审批", "amber"), "approved" => ("待发放", "teal"), "paid" => ("已发放", "green"), "declined" => ("未批准", "grey"), _ => ("已冲销", "grey") };
        var may = new List<(string, string)>();
        // Only what still waits, or was paid and may have to be reversed, is looked into.
        if (offers && row.Status is "submitted" or "approved" or "paid" && await acting.Load(Rewarding.Key(row.Id)) is { } reward)
            may.AddRange(Every.Where(one => ActBarred.By(Deciding.Do(regime, reward, new Act(one.Act, actor.Id, acting.Now, Fields.None), [])) is null));
        return new(row, CaseLine.Name(regime, row.PersonId, regime.Organisation.Person(row.PersonId)?.Unit), CaseLine.Name(regime, row.ById, null), state, tone, row.ApproverId is { } approver ? CaseLine.Name(regime, approver, null) : null, may);
    }
}
