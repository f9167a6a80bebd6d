using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Announcements;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Orders;
using Shouwen.Web.Projects;
using Shouwen.Web.Roster;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Desk;

public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>A hand-over on its way to me or my unit, to be taken over with one press.</summary>
    public sealed record Offer(string Id, int Version, CaseLine Line, IReadOnlyList<Refusal> Refusals);

    /// <summary>An application that waits for my decision, as it was made.</summary>
    public sealed record Applied(CaseLine Case, int Version, string Act, Applications.Line Line, string? Due, bool Late);

    /// <summary>What a person was told, with the case it is about where he may see it.</summary>
    public sealed record Told(Notice Notice, string? Link);

    private const int InboxSize = 20;
    private Regime regime = null!;
    private List<string> units = [];
    private Dictionary<string, CaseRow> cases = [];
    private IReadOnlyDictionary<string, Withheld> withheld = new Dictionary<string, Withheld>();
    private (string Row, IReadOnlyList<Refusal> Why) refused = ("", []);

    public Clock Clock => clock;
    public string Me => actor.Id;
    public string Greeting => $"{actor.Name}，今天是{Zh.Day(clock.Today, clock.Today)}。";
    public IReadOnlyList<DutyLine> Owe { get; private set; } = [];
    public IReadOnlyList<DutyLine> Owed { get; private set; } = [];
    public IReadOnlyList<Offer> Offers { get; private set; } = [];
    public IReadOnlyList<Applied> Waits { get; private set; } = [];

    /// <summary>Lists of hand-overs that offer me something, how many each; announcements I have not read.</summary>
    public IReadOnlyList<(int Id, string From, int Items)> HandOvers { get; private set; } = [];
    public IReadOnlyList<AnnouncementRow> Announcements { get; private set; } = [];
    public IReadOnlyList<Told> Inbox { get; private set; } = [];
    public int Unread { get; private set; }
    public IReadOnlyList<RosterShift> Shifts { get; private set; } = [];
    public string? MoreTold { get; private set; }
    public string? MoreOwe { get; private set; }
    public string? MoreOwed { get; private set; }
    public string? MoreOffers { get; private set; }

    /// <summary>The figure beside a heading; a list that goes on says so instead of counting.</summary>
    public static string Many(int shown, string? more) => more is null ? $"{shown}" : $"{shown}+";

    public Task OnGet(string? owe, string? owed, long? offers, string? told) => Load(owe, owed, offers, told);

    public async Task<IActionResult> OnPostUrge(string matter, int no)
    {
        await Begin();
        if (await Downstream().SingleOrDefaultAsync(duty => duty.Matter == matter && duty.No == no) is not { } duty) return NotFound();
        var bearer = duty.BearerPersonId ?? duty.BearerUnitId!;
        var name = CaseLine.Name(regime, duty.BearerPersonId, duty.BearerUnitId);
        return await acting.Do(MatterKey.Parse(matter), null, "urge", actor.Id, Fields.Of(new { to = bearer, duty = duty.Name })) switch
        {
            Outcome.Refused refusal => await Refused($"{matter}~{no}", refusal.Refusals),
            _ => this.Done("/desk", $"已催办{name}：{Words.Duty(duty.Name)}。对方会收到通知，催办已记入这件诉求。"),
        };
    }

    public async Task<IActionResult> OnPostTake(string id, int version)
    {
        await Begin();
        if (await Waiting().SingleOrDefaultAsync(row => row.Id == id) is not { } row) return this.Done("/desk", "这件诉求已经不在待接手之列：别人接手了，或移交人收回了。");
        return await acting.Do(Acting.Case(id), version, "take-over", actor.Id, Fields.None) switch
        {
            Outcome.Refused refusal => await Refused(id, refusal.Refusals),
            Outcome.Stale => await Refused(id, [new("stale", "刚才这件诉求有了新的变动，请看一眼再接手。")], StatusCodes.Status409Conflict),
            _ => this.Done("/desk", $"已接手 {row.Number}，现由您办理。接下来要做的已列在“我要办的”里。"),
        };
    }

    public async Task<IActionResult> OnPostRead(Guid? id)
    {
        await db.Notices.Where(notice => notice.PersonId == actor.Id && notice.ReadAt == null && (id == null || notice.Id == id))
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, clock.Now));
        return LocalRedirect("/desk#inbox");
    }

    private async Task<IActionResult> Refused(string row, IReadOnlyList<Refusal> why, int status = StatusCodes.Status422UnprocessableEntity)
    {
        refused = (row, why);
        await Load(null, null, null, null);
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>What I bear, and what a unit bears for which I am head, liaison or contact.</summary>
    private IQueryable<DutyRow> Mine() => db.Duties.AsNoTracking()
        .Where(duty => duty.Stands && (duty.BearerPersonId == actor.Id || duty.BearerUnitId != null && units.Contains(duty.BearerUnitId)));

    /// <summary>What others bear that is owed to me, or in a case I was asked first.</summary>
    private IQueryable<DutyRow> Downstream()
    {
        var asked = db.Cases.Where(row => row.FirstContactId == actor.Id && row.ClosedAt == null).Select(row => row.Id);
        var others = db.Duties.AsNoTracking().Where(duty => duty.Stands && duty.CaseId != null
            && (duty.BearerPersonId != null ? duty.BearerPersonId != actor.Id : !units.Contains(duty.BearerUnitId!)));
        // Two questions, each with an index; one with "or" would read every duty. None is in both, so nothing is sorted to find twins.
        return others.Where(duty => duty.OwedPersonId == actor.Id).Concat(others.Where(duty => (duty.OwedPersonId == null || duty.OwedPersonId != actor.Id) && asked.Contains(duty.CaseId!)));
    }

    private IQueryable<CaseRow> Waiting()
    {
        string[] offered = [.. units.Append(actor.UnitId).Distinct()];
        return db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).AsNoTracking()
            .Where(row => offered.Contains(row.PendingUnitId) && (row.PendingPersonId == null || row.PendingPersonId == actor.Id));
    }

    private async Task Begin()
    {
        regime = await acting.Regime();
        units = [.. regime.Organisation.Units.Where(unit => unit.Head == actor.Id || unit.Liaison == actor.Id || unit.Contact == actor.Id).Select(unit => unit.Id)];
    }

    private async Task Load(string? owe, string? owed, long? offers, string? told)
    {
        await Begin();
        // What others apply for stands in a list of its own.
        var mine = await Next(Mine().Where(duty => !Applications.Decisions.Contains(duty.Name)), owe);
        var decide = await Mine().Where(duty => duty.CaseId != null && Applications.Decisions.Contains(duty.Name)).ByDue().Take(DutyQueue.Size).ToListAsync();
        var others = await Next(Downstream(), owed);
        var notices = await Notices(told);
        await LoadCases([.. mine.Concat(decide).Concat(others).Select(duty => duty.CaseId).Concat(notices.Select(notice => notice.CaseId)).OfType<string>().Distinct()]);
        (Owe, MoreOwe) = await Lines(mine, "owe", urge: false);
        await LoadApplications(decide);
        (Owed, MoreOwed) = await Lines(others, "owed", urge: true);
        LoadInbox(notices);
        var waiting = await Waiting().Where(row => offers == null || row.Key > offers).OrderBy(row => row.Key).Take(DutyQueue.Size + 1).ToListAsync();
        await Discretion.Apply(db, actor.Id, regime, clock.Now, waiting);
        MoreOffers = waiting.Count > DutyQueue.Size ? $"/desk?offers={waiting[DutyQueue.Size - 1].Key}#offers" : null;
        Offers = [.. waiting.Take(DutyQueue.Size).Select(row => new Offer(row.Id, row.Version, CaseLine.Of(row, regime, clock), refused.Row == row.Id ? refused.Why : []))];
        HandOvers = [.. (await db.HandOverItems.Where(item => item.ToId == actor.Id && item.State == "offered").GroupBy(item => item.HandOverId).Select(group => new { group.Key, Count = group.Count() })
            .Join(db.HandOvers, one => one.Key, row => row.Id, (one, row) => new { one.Key, row.FromId, one.Count }).OrderBy(one => one.Key).Take(DutyQueue.Size).ToListAsync()).Select(one => (one.Key, CaseLine.Name(regime, one.FromId, regime.Organisation.Person(one.FromId)?.Unit), one.Count))];
        Announcements = await AnnouncementRows.Unread(db, actor.Id, actor.UnitId, clock.Now).ToListAsync();
        var until = clock.Now.AddDays(7);
        Shifts = await db.RosterShifts.Where(s => s.PersonId == actor.Id && s.To > clock.Now && s.From < until).OrderBy(s => s.From).Take(10).ToListAsync();
    }

    /// <summary>The cases of everything listed here that this person may see, and what is kept from him of any.</summary>
    private async Task LoadCases(IReadOnlyCollection<string> ids)
    {
        cases = ids.Count == 0 ? [] : await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
        withheld = await Discretion.Of(db, actor.Id, regime, clock.Now, ids);
        foreach (var row in cases.Values)
            if (withheld.TryGetValue(row.Id, out var kept)) Discretion.Apply(db, row, kept);
    }

    private static Task<List<DutyRow>> Next(IQueryable<DutyRow> duties, string? after) => duties.After(after).ByDue().Take(DutyQueue.Size + 1).ToListAsync();

    /// <summary>The applications that fall due first; deciding them makes room for the next.</summary>
    private async Task LoadApplications(IReadOnlyList<DutyRow> duties)
    {
        var waits = new List<Applied>();
        foreach (var duty in duties.Where(duty => cases.ContainsKey(duty.CaseId!)))
        {
            var matter = (await acting.Load(MatterKey.Parse(duty.Matter)))!;
            if (Applying.Decides(duty.Name) is not { } kind || Applying.Open(matter, kind) is not { } asked) continue;
            var kept = Views.From(actor.Id, new Scene(regime.For(matter), matter, null, clock.Now));
            waits.Add(new(CaseLine.Of(cases[duty.CaseId!], regime, clock), matter.Version, duty.Name, Applications.Of(kind, asked, null, matter, id => regime.Organisation.Person(id)?.Name ?? id, kept.From, regime, clock),
                duty.Due is { } due ? clock.Say(due) : null, duty.Due < clock.Now));
        }
        Waits = waits;
    }

    private async Task<(IReadOnlyList<DutyLine> Lines, string? More)> Lines(IReadOnlyList<DutyRow> rows, string name, bool urge)
    {
        var more = rows.Count > DutyQueue.Size ? $"/desk?{name}={Uri.EscapeDataString(DutyQueue.Mark(rows[DutyQueue.Size - 1]))}#{name}" : null;
        var lines = new DutyLines(regime, clock, actor.Id);
        var matters = rows.Where(row => row.CaseId is null && row.Matter.StartsWith("order:", StringComparison.Ordinal)).Select(row => row.Matter[6..]).Distinct().ToList();
        Dictionary<string, OrderRow> orders = matters.Count == 0 ? [] : await db.Orders.AsNoTracking().Where(row => matters.Contains(row.Id)).ToDictionaryAsync(row => $"order:{row.Id}");
        var ofProjects = rows.Where(row => row.CaseId is null && row.Matter.StartsWith("project:", StringComparison.Ordinal)).Select(row => row.Matter).Distinct().ToList();
        Dictionary<string, ProjectRow> projects = ofProjects.Count == 0 ? [] : await db.Projects.AsNoTracking().Where(row => ofProjects.Contains(row.Matter)).ToDictionaryAsync(row => row.Matter);
        var found = rows.Where(row => row.CaseId is null && row.Matter.StartsWith("finding:", StringComparison.Ordinal)).Select(row => row.Matter[8..]).Distinct().ToList();
        Dictionary<string, FindingRow> findings = found.Count == 0 ? [] : await db.Findings.AsNoTracking().Where(row => found.Contains(row.Id)).ToDictionaryAsync(row => $"finding:{row.Id}");
        return ([.. DutyLines.Together(rows.Take(DutyQueue.Size)).Select(row => Projected(Found(findings.GetValueOrDefault(row[0].Matter), row[0].Text, Ordered(lines.Of(row, row[0].CaseId is { } id ? cases.GetValueOrDefault(id) : null), orders.GetValueOrDefault(row[0].Matter))), row[0], projects.GetValueOrDefault(row[0].Matter)) with
        {
            MayUrge = urge, Refusals = refused.Row == $"{row[0].Matter}~{row[0].No}" ? refused.Why : [],
        })], more);
    }

    /// <summary>A duty of a finding says whose it is and leads there.</summary>
    private DutyLine Found(FindingRow? finding, string? text, DutyLine line) => finding is null ? line
        : line with { About = $"{(text is null || text == line.Verb ? "" : text + " · ")}对{CaseLine.Name(regime, finding.AgainstPersonId, finding.AgainstUnitId)}的问责 · {finding.Clause}", Link = $"/findings/{finding.Id}" };

    /// <summary>A duty of an order says which and leads there.</summary>
    private static DutyLine Ordered(DutyLine line, OrderRow? order) => order is null ? line
        : line with { About = $"{OrderLine.GradeWord(order.Grade)} · {Web.Cases.Notices.Short(order.Text)}", Number = order.Written, Link = $"/orders/{order.Number}" };

    /// <summary>A duty of a project says whose, and leads there.</summary>
    private static DutyLine Projected(DutyLine line, DutyRow duty, ProjectRow? project) => project is null ? line
        : line with { About = $"{project.Name} · {duty.Text ?? Words.Duty(duty.Name)}", Number = project.Number, Link = $"/projects/{project.Number}#act-{duty.Name}", OwedTo = duty.OwedCustomer ? "用户" : line.OwedTo };

    /// <summary>One more than the inbox shows, the unread first.</summary>
    private async Task<List<Notice>> Notices(string? after)
    {
        var mine = db.Notices.AsNoTracking().Where(notice => notice.PersonId == actor.Id);
        DateTimeOffset? at = after?.Split('~') is [var when, _] && long.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        var id = Guid.TryParse(after?.Split('~')[^1], out var which) ? which : Guid.Empty;
        var notices = await Newest(at is null ? mine.Where(notice => notice.ReadAt == null) : mine.Where(notice => notice.At < at || notice.At == at && notice.Id.CompareTo(id) < 0)).ToListAsync();
        Unread = at is null && notices.Count <= InboxSize ? notices.Count : await mine.CountAsync(notice => notice.ReadAt == null);
        // Unread first, then the others: each in the order of an index, so that nobody's whole inbox is sorted.
        if (at is null && notices.Count <= InboxSize) notices.AddRange(await Newest(mine.Where(notice => notice.ReadAt != null)).Take(InboxSize + 1 - notices.Count).ToListAsync());
        return notices;

        static IQueryable<Notice> Newest(IQueryable<Notice> of) => of.OrderByDescending(notice => notice.At).ThenByDescending(notice => notice.Id).Take(InboxSize + 1);
    }

    private void LoadInbox(List<Notice> notices)
    {
        if (notices.Count > InboxSize)
        {
            notices.RemoveAt(InboxSize);
            MoreTold = $"/desk?told={notices[^1].At.ToUnixTimeMilliseconds()}~{notices[^1].Id}#inbox";
        }
        // A notice was written when it was true; what is kept from its reader may have changed since.
        foreach (var notice in notices) notice.Text = notice.CaseId is { } about && withheld.TryGetValue(about, out var kept) ? kept.From(notice.Text) : notice.Text;
        Inbox = [.. notices.Select(notice => new Told(notice, notice.CaseId is { } of && cases.TryGetValue(of, out var row) ? CaseLine.Address(row.Number, notice.Act) : notice.Link))];
    }
}
