using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

[Authorize(Roles = Roles.Administrator)]
public sealed class ReceiversModel(AppDb db, Clock clock, Posting posting) : PageModel
{
    public IReadOnlyList<Receiver> Receivers { get; private set; } = [];

    /// <summary>Shown once, right after it was made.</summary>
    public string? Secret { get; private set; }
    public Clock Clock => clock;

    /// <summary>Whoever holds a robot's address may speak in its group, so what follows the path is not shown.</summary>
    public string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Path) + (address.Query.Length > 0 ? "?…" : "") : url;

    public async Task OnGet()
    {
        Receivers = await db.Receivers.AsNoTracking().OrderBy(receiver => receiver.Id).ToListAsync();
        Secret = TempData["secret"] as string;
    }

    /// <summary>Sends a word at once and says how it went; nothing else may tell whether an address is right.</summary>
    public async Task<IActionResult> OnPostTest(long id, CancellationToken cancel)
    {
        if (await db.Receivers.SingleOrDefaultAsync(receiver => receiver.Id == id, cancel) is not { } receiver) return NotFound();
        var failure = await posting.Deliver(Happening.Trial(receiver, clock.Now), receiver, cancel);
        (receiver.LastAt, receiver.LastFailure) = (clock.Now, failure?.Why);
        await db.SaveChangesAsync(CancellationToken.None);
        return this.Done("/sending/receivers", failure is null ? $"{receiver.Name}收到了测试消息" : $"{receiver.Name}没有收到：{failure.Why}");
    }

    public async Task<IActionResult> OnPostSwitch(long id, bool on)
    {
        if (await db.Receivers.SingleOrDefaultAsync(receiver => receiver.Id == id) is not { } receiver) return NotFound();
        (receiver.Active, receiver.OffWhy, receiver.Failures, receiver.FailingSince) = (on, null, 0, null);
        await db.SaveChangesAsync();
        return this.Done("/sending/receivers", on ? $"{receiver.Name}已启用，等着的消息接着发" : $"{receiver.Name}已停用，新的动态不再推送给它");
    }
}
