using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Callbacks;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;

namespace Shouwen.Web.Callbacks;

/// <summary>Where drawn calls stand follows from what was recorded on the case, wherever it was recorded.</summary>
public static class Calls
{
    /// <summary>How long a caller has a customer for himself.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(15);

    /// <summary>Somebody of the house called: the drawn call of that case, if it was drawn, is where that call left it. In the caller's transaction.</summary>
    public static async Task After(AppDb db, Regime regime, string id, Matter matter)
    {
        var calls = await db.CallbackCalls.Where(one => one.CaseId == id && (one.State == CallbackCall.Waiting || one.State == CallbackCall.Redo)).ToListAsync();
        if (calls.Count == 0) return;
        var drawn = calls.Select(call => call.DrawId).ToList();
        var checks = await db.CallbackDraws.Where(draw => drawn.Contains(draw.Id) && draw.Purpose == CallbackDraw.SpotCheck).Select(draw => draw.Id).ToListAsync();
        foreach (var call in calls)
        {
            var done = matter.Acts[^1];
            // A spot check is the second body's own call; the first caller's is no answer to it, nor the other way round.
            if (checks.Contains(call.DrawId) ? (int?)done.With.Number("draw") != call.DrawId : done.With.Text("kind") == CallbackDraw.SpotCheck) continue;
            (call.LastAt, call.LastBy, call.TakenBy, call.TakenUntil) = (done.At, done.By, null, null);
            if (done.With.Text("rating") is not ("satisfied" or "basic" or "dissatisfied"))
            {
                call.Tried++;
                call.NotBefore = done.With.Text("again") is { } again ? regime.Calendar.ReadMoment(again) : null;
                if (!Attempts.Enough([.. Failed(matter, call).Select(at => TimeZoneInfo.ConvertTime(at, regime.Calendar.Zone).DateTime)]) || call.NotBefore is not null) continue;
                call.State = CallbackCall.Unreachable;
                await Reserve(db, call);
                continue;
            }
            call.LastRating = done.With.Text("rating");
            call.FirstRating ??= call.LastRating;
            call.NotBefore = null;
            call.Solved = done.With.Has("solved") ? done.With.IsTrue("solved") : null;
            call.State = call.LastRating == "dissatisfied" ? CallbackCall.Redo : CallbackCall.Answered;
        }
    }

    /// <summary>The calls since somebody last answered.</summary>
    private static IEnumerable<DateTimeOffset> Failed(Matter matter, CallbackCall call) =>
        matter.ActsNamed("callback").Where(done => done.By != Act.Customer).Reverse().TakeWhile(done => done.With.Text("rating") == "unreachable").Take(call.Tried).Select(done => done.At);

    /// <summary>The next of the stratum's order takes the place of one who can't be reached.</summary>
    private static async Task Reserve(AppDb db, CallbackCall call)
    {
        var draw = await db.CallbackDraws.SingleAsync(one => one.Id == call.DrawId);
        var order = Drawing.Again(draw).Order(call.Stratum);
        var taken = await db.CallbackCalls.Where(one => one.DrawId == draw.Id && one.Stratum == call.Stratum).MaxAsync(one => one.Place);
        if (taken + 1 >= order.Count) return;
        var number = order[taken + 1];
        var id = await db.Cases.Where(row => row.Number == number).Select(row => row.Id).SingleAsync();
        db.CallbackCalls.Add(new() { DrawId = draw.Id, CaseId = id, Stratum = call.Stratum, Place = taken + 1, Reserve = true, State = CallbackCall.Waiting, Apart = call.Apart });
    }

    /// <summary>Drawn calls that somebody may make now: not his own work, not somebody else's at this moment, not what his own unit has asked before, not before the customer asked, and after a redo once he was told.</summary>
    public static IQueryable<CallbackCall> Open(AppDb db, string me, string unit, DateTimeOffset now) => db.CallbackCalls.Where(call =>
        (call.State == CallbackCall.Waiting || call.State == CallbackCall.Redo && (call.Case!.Status == "informed" || call.Case.Status == "closed"))
        && (call.NotBefore == null || call.NotBefore <= now) && (call.TakenBy == null || call.TakenBy == me || call.TakenUntil < now)
        && call.Case!.HandlerId != me && call.Case.FirstContactId != me && (call.Apart == null || call.Apart != unit));
}
