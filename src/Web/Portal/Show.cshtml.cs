using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Portal;

public sealed class RatingForm
{
    [Required(ErrorMessage = "请选择满意、基本满意或不满意"), AllowedValues("satisfied", "basic", "dissatisfied", ErrorMessage = "请选择满意、基本满意或不满意")]
    public string? Rating { get; set; }

    [AllowedValues(null, "", "own", "out-of-scope", ErrorMessage = "请选择不满意的原因")]
    public string? Cause { get; set; }

    [StringLength(500, ErrorMessage = "最多 500 个字")]
    public string? Reason { get; set; }
}

public sealed class UrgeForm
{
    [StringLength(200, ErrorMessage = "最多 200 个字")]
    public string? Text { get; set; }
}

/// <summary>The customer's own view of one request: who answers, until when, what happened; and the customer's word on the answer.</summary>
[AllowAnonymous]
public sealed class ShowModel(AppDb db, Acting acting, Ticket ticket, Clock clock) : PageModel
{
    public CaseRow Row { get; private set; } = null!;
    public CustomerView View { get; private set; } = null!;
    public string Promise { get; private set; } = "";
    public string? Unit { get; private set; }
    public string? UnitPhone { get; private set; }
    public IReadOnlyList<string> Attachments { get; private set; } = [];
    public RatingForm Form { get; private set; } = new();
    public bool MayRate { get; private set; }
    public UrgeForm Urging { get; private set; } = new();

    /// <summary>Whether there is something to press for: it is open and this round has no answer yet.</summary>
    public bool MayUrge { get; private set; }

    /// <summary>Whether it was the urge that was just sent.</summary>
    public bool Pressed { get; private set; }

    public static readonly IReadOnlyList<SelectListItem> Causes = [new("事情没有办好", "own"), new("要求超出了服务范围，没有办成", "out-of-scope")];

    /// <summary>What the customer said last time, in words.</summary>
    public string? Rated { get; private set; }

    /// <summary>The secret, shown once, right after registering.</summary>
    public string? Code { get; private set; }
    public string Link => $"{Request.Scheme}://{Request.Host}/p/{Row.Number}/{Code}";
    public string Qr => new SvgQRCode(new QRCodeGenerator().CreateQrCode(Link, QRCodeGenerator.ECCLevel.M)).GetGraphic(4);
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number)) return AskAgain(number);
        Code = TempData["code"] as string;
        return Page();
    }

    public async Task<IActionResult> OnPostRate(string number, RatingForm form)
    {
        Form = form;
        if (!await Load(number)) return AskAgain(number);
        if (!MayRate) return this.Done(Ticket.PathOf(number), "您已经评价过了，或者还没有答复可以评价");
        if (form.Rating == "dissatisfied" && string.IsNullOrEmpty(form.Cause)) ModelState.AddModelError("Form.Cause", "请选择不满意的原因，我们好重办");
        if (!ModelState.IsValid) return this.Refused();

        var with = new Dictionary<string, string> { ["rating"] = form.Rating!, ["kind"] = "survey" };
        if (form.Rating == "dissatisfied") with["cause"] = form.Cause!;
        if (!string.IsNullOrWhiteSpace(form.Reason)) with["reason"] = form.Reason.Trim();
        if (await acting.Do(Acting.Case(Row.Id), null, "callback", Act.Customer, Fields.Of(with)) is Outcome.Refused refused)
        {
            foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
            return this.Refused();
        }
        return this.Done(Ticket.PathOf(number), form.Rating == "dissatisfied" ? "谢谢您告诉我们，我们会重新办理" : "谢谢您的评价");
    }

    public async Task<IActionResult> OnPostUrge(string number, [Bind(Prefix = nameof(Urging))] UrgeForm form)
    {
        (Urging, Pressed) = (form, true);
        if (!await Load(number)) return AskAgain(number);
        if (!ModelState.IsValid) return this.Refused();
        var with = string.IsNullOrWhiteSpace(form.Text) ? Fields.None : Fields.Of(new { text = form.Text.Trim() });
        if (await acting.Do(Acting.Case(Row.Id), null, "urge", Act.Customer, with) is Outcome.Refused refused)
        {
            foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
            return this.Refused();
        }
        return this.Done(Ticket.PathOf(number), "已经催办：办理的人和首问责任人都收到了，会限期回复您");
    }

    private RedirectResult AskAgain(string number) => Redirect($"/portal/follow?number={Uri.EscapeDataString(number)}");

    private async Task<bool> Load(string number)
    {
        if (ticket.Read(HttpContext, number) is not { } id || await db.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is not { } row
            || await acting.Load(Acting.Case(id)) is not { } matter) return false;
        var scene = new Scene((await acting.Regime()).For(matter), matter, null, clock.Now);
        (Row, View, Promise) = (row, CustomerView.Of(scene), Promises.Of(scene, clock));
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.FirstContactUnitId);
        (Unit, UnitPhone) = (unit?.Name, unit?.Phone);
        Attachments = await db.Attachments.Where(file => file.CaseId == id && file.ById == Act.Customer).OrderBy(file => file.At).Select(file => file.Name).ToListAsync();
        MayUrge = row.IsOpen && !matter.ToldBy.Any(seq => matter.Acts[seq - 1].Round == matter.Round);
        var own = matter.ActsNamed("callback").Where(done => done.By == Act.Customer).ToList();
        MayRate = matter.ToldBy.Any(seq => matter.Acts[seq - 1].Round == matter.Round) && own.All(done => done.Round < matter.Round);
        Rated = own.LastOrDefault()?.With.Text("rating") is { } rating ? Words.Value("rating", rating) : null;
        return true;
    }
}
