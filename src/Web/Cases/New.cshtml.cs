using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Announcements;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

public sealed class NewModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>A unit the directory finds in what the customer said.</summary>
    public sealed record Suggestion(string UnitId, string Unit, string Matter, string? Phone, string Because, bool Ruled);

    private Regime regime = null!;
    private Surroundings around = null!;

    public RegisterForm Form { get; private set; } = new();
    public Offer Units { get; private set; } = new([]);
    public Offer People { get; private set; } = new([]);
    public Offer Complainees { get; private set; } = new([]);
    public IReadOnlyList<string> Vendors { get; private set; } = [];
    public Known.Customer? Customer { get; private set; }
    public IReadOnlyList<Similar.Line> Alike { get; private set; } = [];
    public IReadOnlyList<Suggestion> Suggestions { get; private set; } = [];
    public IReadOnlyList<(AnnouncementRow Row, Shouwen.Cases.Fit Fit)> Announcements { get; private set; } = [];
    public Clock Clock => clock;
    public Intake Intake { get; private set; } = Intake.None;

    public IEnumerable<Intake.Demand> DemandsAt(string field) => Intake.Demands.Where(demand => demand.Field == field);

    /// <param name="phone">Of whoever calls.</param>
    /// <param name="from">A case whose customer asked for something else when he was called back; what he said comes along from the page before.</param>
    public async Task OnGet(string? phone, string? from)
    {
        if (from is not null)
        {
            await Load(await Wish(from));
            return;
        }
        var channel = await db.RosterShifts.Where(shift => shift.PersonId == actor.Id && shift.From <= clock.Now && shift.To > clock.Now).OrderByDescending(shift => shift.From).Select(shift => shift.Channel).FirstOrDefaultAsync();
        await Load(new RegisterForm { Token = Guid.NewGuid(), Channel = channel ?? "phone", Phone = phone });
    }

    private async Task<RegisterForm> Wish(string from)
    {
        var now = await acting.Regime();
        var row = await db.Cases.AsNoTracking().VisibleTo(actor, db, actor.Led(now.Organisation)).SingleOrDefaultAsync(one => one.Number == from);
        if (row is not null) await Discretion.Apply(db, actor.Id, now, clock.Now, [row]);
        return new()
        {
            Token = Guid.NewGuid(), Channel = "callback", Kind = "request", Content = TempData["wish"] as string, Phone = row?.CustomerPhone, Name = row?.CustomerPhone is null ? null : row.CustomerName,
            Email = row?.CustomerEmail, CustomerUnit = row?.CustomerUnit, Address = row?.CustomerAddress, Segment = row?.Segment,
        };
    }

    /// <summary>Looks everything up with what is typed so far; writes nothing.</summary>
    public async Task<IActionResult> OnPostLook(RegisterForm form, string? pick, string? into)
    {
        ModelState.Clear();
        if (into is not null) form.Into = into.Length == 0 ? null : into;
        if (pick is not null)
        {
            form.UnitId = pick;
            if (string.IsNullOrEmpty(form.Scope)) form.Scope = pick == actor.UnitId ? "own-unit" : "other-unit";
        }
        await Load(form);
        return Page();
    }

    public async Task<IActionResult> OnPost(RegisterForm form)
    {
        if (form.Token == Guid.Empty) form.Token = Guid.NewGuid();
        await Begin(form);
        Check(form);
        if (form.Kind == "complaint" && !string.IsNullOrWhiteSpace(form.AboutCase))
        {
            // What the customer names need not be a case the clerk may see: the number alone tells him nothing.
            var about = form.AboutCase.Trim();
            form.AboutId = await db.Cases.Where(row => row.Number == about).Select(row => row.Id).SingleOrDefaultAsync();
            if (form.AboutId is null) ModelState.AddModelError("Form.AboutCase", $"没有编号是 {about} 的诉求，请核对");
        }
        if (!ModelState.IsValid) return await Again();
        try
        {
            return await acting.Register(actor.Id, form.With(), form.Mark(actor.Id)) switch
            {
                Outcome.Done { Row: { } row } => this.Done($"/cases/{row.Number}/registered", $"{row.Number} 已登记，由{(row.FirstContactId == actor.Id ? "您" : CaseLine.Name(regime, row.FirstContactId, row.FirstContactUnitId))}首问负责，直到客户得到答复{await Gather(row, form)}"),
                Outcome.Refused refused => await Say(refused.Refusals),
                _ => throw new InvalidOperationException("Registering either makes a case or is refused."),
            };
        }
        catch (DbUpdateException)
        {
            // The form was pressed before; this press shows what the other one made.
            if (await Already(form) is { } made) return LocalRedirect($"/cases/{made}/registered");
            throw;
        }
    }

    /// <summary>The request stands registered; then it joins the one chosen, or the sentence says why not.</summary>
    private async Task<string> Gather(CaseRow row, RegisterForm form)
    {
        if (string.IsNullOrEmpty(form.Into)) return "";
        var shown = await Similar.Find(db, acting.Signs, actor, regime, around.Words, row.Content, row.CustomerAddress, clock.Now, row);
        if (await Similar.Parent(db, actor, regime, form.Into, shown) is not var (id, number)) return $"；没有并入 {form.Into}：没有这件诉求";
        return await acting.Do(Acting.Case(row.Id), null, "gather", actor.Id, Fields.Of(new { parent = id, number })) is Outcome.Refused refused ? $"；没有并入 {number}：{refused.Refusals[0].Sentence.TrimEnd('。')}" : $"；已并入 {number}";
    }

    private Task<string?> Already(RegisterForm form)
    {
        var mark = form.Mark(actor.Id);
        return db.Settled(() => db.Cases.Where(row => row.ImportedAs == mark).Select(row => row.Number).SingleOrDefaultAsync());
    }

    /// <summary>A choice that no list of ours offered.</summary>
    private void Check(RegisterForm form)
    {
        void Listed(string field, string? value, IReadOnlyList<SelectListItem> items) => Known(field, value, items.Select(item => item.Value).ToHashSet());
        void Known(string field, string? value, IReadOnlySet<string> values)
        {
            if (!string.IsNullOrEmpty(value) && !values.Contains(value)) ModelState.AddModelError("Form." + field, "没有这个选项，请重新选择");
        }
        Listed(nameof(form.Channel), form.Channel, CaseChoices.Channels);
        Listed(nameof(form.Kind), form.Kind, CaseChoices.Kinds);
        Listed(nameof(form.Scope), form.Scope, CaseChoices.Scopes);
        Listed(nameof(form.Urgency), form.Urgency, CaseChoices.Urgencies);
        Listed(nameof(form.Segment), form.Segment, CaseChoices.Segments);
        Listed(nameof(form.ComplaintAbout), form.ComplaintAbout, CaseChoices.ComplaintsAbout);
        if (form.Complainee is { Length: > 0 } accused && (accused.StartsWith("unit:", StringComparison.Ordinal) ? !around.Units.Contains(accused[5..]) : !around.People.Contains(accused))) ModelState.AddModelError("Form.Complainee", "没有这个人或部门，请重新选择");
        Known(nameof(form.UnitId), form.UnitId, around.Units);
        Known(nameof(form.AddressedTo), form.AddressedTo, around.People);
        foreach (var unit in form.Units) Known(nameof(form.Units), unit, around.Units);
        foreach (var flag in form.Flags) Listed(nameof(form.Flags), flag, CaseChoices.Flags);
    }

    private async Task<IActionResult> Say(IReadOnlyList<Refusal> refusals)
    {
        foreach (var demand in Intake.Demanded(regime, refusals))
            ModelState.AddModelError(demand.Field, $"还缺{demand.Label}{(demand.Clause is null ? "" : $"（{demand.Clause.Clause}）")}");
        foreach (var refusal in refusals.Where(refusal => !refusal.Fields.Any(field => RegisterForm.FieldOf(field).Length > 0)))
            ModelState.AddModelError("", refusal.Clause is null ? refusal.Sentence : $"{refusal.Sentence}（{refusal.Clause}）");
        return await Again();
    }

    /// <summary>The form again with what was typed, and everything looked up beside it.</summary>
    private async Task<IActionResult> Again()
    {
        Choosing();
        await LookUp(Form);
        return this.Refused();
    }

    private async Task Load(RegisterForm form)
    {
        await Begin(form);
        Choosing();
        await LookUp(form);
    }

    private async Task Begin(RegisterForm form)
    {
        Form = form;
        regime = await acting.Regime();
        around = await acting.Around(regime);
    }

    /// <summary>What the form offers to choose from.</summary>
    private void Choosing()
    {
        Vendors = around.Vendors;
        var pickings = new Pickings(regime.Organisation, around, actor);
        (Units, People, Complainees) = (pickings.Units, pickings.People, pickings.Everybody);
    }

    private async Task LookUp(RegisterForm form)
    {
        Customer = await Known.ByPhone(db, actor, regime, form.Phone, clock.Now);
        Alike = await Similar.Find(db, acting.Signs, actor, regime, around.Words, form.Content, form.Address, clock.Now);
        Announcements = await AnnouncementRows.Fitting(db, clock.Now, form.Content, form.Address);
        Intake = Intake.Try(regime, actor.Id, form.With(), clock);
        var vendor = form.Vendor?.Trim() ?? "";
        var firms = vendor.Length == 0 ? [] : (await db.DirectoryEntries.AsNoTracking().Include(entry => entry.Unit).Where(entry => entry.IsVendor && entry.Matter == vendor && entry.Unit!.Active).ToListAsync()).Select(entry => new DirectorySearch.Hit(entry, [vendor]));
        var said = string.IsNullOrWhiteSpace(form.Content) ? [] : await DirectorySearch.Find(db, form.Content, 8);
        Suggestions = [.. firms.Concat(said).Where(hit => hit.Because.Count > 0).DistinctBy(hit => hit.Entry.UnitId).Take(3)
            .Select(hit => new Suggestion(hit.Entry.UnitId, hit.Entry.Unit!.Name, hit.Entry.Matter, hit.Entry.Phone ?? hit.Entry.Unit.Phone, string.Join("、", hit.Because), hit.Entry.RuledIn is not null))];
    }
}
