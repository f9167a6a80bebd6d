using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>One duty of the organisation's own: whose, until when, on what ground; doing it, and what was shown for it.</summary>
[RequestSizeLimit(Web.Cases.ShowModel.LargestPost), RequestFormLimits(MultipartBodyLengthLimit = Web.Cases.ShowModel.LargestPost)]
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : Doing(actor, acting)
{
    private readonly Actor _actor = actor;
    private readonly Acting _acting = acting;

    public StandingLine Line { get; private set; } = null!;
    public Duty Duty { get; private set; } = null!;
    public Regime Regime { get; private set; } = null!;
    public string? OwedTo { get; private set; }
    public IReadOnlyList<StandingOffer> Offers { get; private set; } = [];
    public IReadOnlyList<StoryLine> Proof { get; private set; } = [];

    /// <summary>Through whose hands it went: each hand-over of it that was accepted.</summary>
    public IReadOnlyList<StoryLine> Taken { get; private set; } = [];
    public IReadOnlyList<Attached> Files { get; private set; } = [];

    /// <summary>What a meeting decided, each with how it stands.</summary>
    public IReadOnlyList<StandingLine> Measures { get; private set; } = [];
    public Clock Clock => clock;

    /// <summary>Beside what is handed in: how many archived cases, of those this person may see, need be kept no longer; above <see cref="MostExpired"/> nobody counts on. Null where the duty is another.</summary>
    public int? Expired { get; private set; }
    public const int MostExpired = 99;

    public async Task<IActionResult> OnGet(int no) => await Load(no) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(int no, string act, [FromServices] Files store)
    {
        if (!await Load(no)) return NotFound();
        if (Offers.FirstOrDefault(one => one.Form.Act == act) is not { } offer) return BadRequest();
        return await Do(offer, store, $"/standing/{no}", own => own.Duties[no - 1].Stands ? "这项责任还没有办完：请核对期间和部门。" : "这项责任办完了。");
    }

    /// <summary>A file that was shown for it, to whoever may see the page.</summary>
    public async Task<IActionResult> OnGetFile(int no, Guid id, [FromServices] Files store)
    {
        if (!await Load(no) || Files.All(file => file.File != id.ToString())) return NotFound();
        var file = await db.Attachments.AsNoTracking().SingleAsync(one => one.Id == id);
        return PhysicalFile(store.PathOf(file.Hash), file.Type, file.Name);
    }

    private async Task<bool> Load(int no)
    {
        var standing = Acting.Standing.ToString();
        if (await db.Duties.AsNoTracking().SingleOrDefaultAsync(row => row.Matter == standing && row.No == no) is not { } row) return false;
        var (history, own, _) = await _acting.Read(Acting.Standing);
        Regime = (await _acting.Regime()).For(own);
        Duty = own.Duties[no - 1];
        Line = StandingLine.Of(row, Regime, clock, _ => false);
        OwedTo = row.OwedCustomer ? "客户" : row.OwedUnitId is null && row.OwedPersonId is null ? null : CaseLine.Name(Regime, row.OwedPersonId, row.OwedUnitId);
        Offers = StandingAct.Offers(Regime, own, Duty, _actor.Id, _acting.Now);
        Choices = await ActChoices.Of(_acting, Regime, own, _acting.Now, _actor);
        var (act, files) = StandingAct.Proof(history, no);
        Files = files;
        if (Duty.Name is "hand-in" or "archive")
            Expired = (await new CaseFilter { Expired = true }.Keys(db, _actor, _actor.Led(Regime.Organisation), Regime, clock.Now).First(keys => keys.OrderByDescending(key => key), MostExpired + 1)).Count;
        var story = new Story(Regime.Calendar, party => party.IsPerson ? Regime.Organisation.Person(party.Id)?.Name ?? party.Id : Regime.Organisation.Unit(party.Id)?.Name ?? Words.Body(party.Id), id => id);
        Taken = story.Of(Acting.Standing, history.OfType<Acted>().Where(acted => acted.Act == Taking.Act && (int?)acted.With.Number("duty") == no));
        if (act is null) return true;
        Proof = [.. story.Of(Acting.Standing, [act])];
        var decided = own.Duties.Where(one => one.Pack == House.Id && one.Rule == "follow-measure" && one.RaisedAt == act.At && act.Act == "hold-meeting").Select(one => one.No).ToList();
        Measures = [.. (await db.Duties.AsNoTracking().Where(one => one.Matter == standing && decided.Contains(one.No)).OrderBy(one => one.No).ToListAsync()).Select(one => StandingLine.Of(one, Regime, clock, _ => false))];
        return true;
    }
}
