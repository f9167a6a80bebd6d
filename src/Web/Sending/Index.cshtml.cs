using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

/// <summary>What left and what could not; whoever administers resends it or gives it up with a reason.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class IndexModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    private const int Size = 50;
    private Dictionary<string, string> names = [];
    private Dictionary<string, string> numbers = [];

    public string State { get; private set; } = OutboxState.Dead;
    public IReadOnlyList<OutboxMessage> Messages { get; private set; } = [];

    /// <summary>Only of what is not done: those are few, and what was sent is not counted.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();
    public string? More { get; private set; }
    public Guid? Tried { get; private set; }
    public string? Reason { get; private set; }
    public Clock Clock => clock;

    public string Name(string person) => names.GetValueOrDefault(person, person);
    public string? Number(OutboxMessage message) => message.CaseId is { } id ? numbers.GetValueOrDefault(id) : null;

    public string Who(OutboxMessage message) => message.ReceiverId is not null ? message.To
        : message.PersonId is { } person ? $"{Name(person)} {message.To}" : $"客户 {Told.Hidden(message.To)}";

    public Task OnGet(string? state, Guid? after) => Load(state, after);

    public async Task<IActionResult> OnPostResend(Guid id)
    {
        var rows = await db.Outbox.Where(message => message.Id == id && (message.State == OutboxState.Dead || message.State == OutboxState.GivenUp))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.Waiting).SetProperty(message => message.NextTryAt, clock.Now).SetProperty(message => message.Tries, 0)
                .SetProperty(message => message.EndedAt, (DateTimeOffset?)null).SetProperty(message => message.Failure, (string?)null).SetProperty(message => message.Reason, (string?)null)
                .SetProperty(message => message.SettledById, actor.Id));
        return this.Done("/sending", rows == 1 ? "已放回发件箱，马上再发" : "这条消息已经不在未送达之列");
    }

    public async Task<IActionResult> OnPostGiveUp(Guid id, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 200)
        {
            (Tried, Reason) = (id, reason);
            await Load(OutboxState.Dead, null);
            return this.Refused("reason", string.IsNullOrWhiteSpace(reason) ? "请写明为什么不用再发" : "原因最多 200 个字");
        }
        var rows = await db.Outbox.Where(message => message.Id == id && message.State == OutboxState.Dead)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.GivenUp).SetProperty(message => message.EndedAt, clock.Now)
                .SetProperty(message => message.Reason, reason.Trim()).SetProperty(message => message.SettledById, actor.Id));
        return this.Done("/sending", rows == 1 ? "已放弃，原因记在这条消息下" : "这条消息已经不在未送达之列");
    }

    private async Task Load(string? state, Guid? after)
    {
        if (state is not null && OutboxState.Names.ContainsKey(state)) State = state;
        var rows = await db.Outbox.AsNoTracking().Where(message => message.State == State && (after == null || message.Id.CompareTo(after.Value) < 0)).OrderByDescending(message => message.Id).Take(Size + 1).ToListAsync();
        Messages = [.. rows.Take(Size)];
        More = rows.Count > Size ? $"/sending?state={State}&after={rows[Size - 1].Id}" : null;
        Counts = await db.Outbox.Where(message => message.State == OutboxState.Dead || message.State == OutboxState.Waiting).GroupBy(message => message.State).ToDictionaryAsync(group => group.Key, group => group.Count());
        var people = Messages.SelectMany(message => new[] { message.PersonId, message.SettledById }).OfType<string>().Distinct().ToList();
        names = await db.People.Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.DisplayName);
        var cases = Messages.Select(message => message.CaseId).OfType<string>().Distinct().ToList();
        numbers = await db.Cases.Where(row => cases.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Number);
    }
}
