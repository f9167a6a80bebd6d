using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

/// <summary>One receiver, to be added (/sending/receivers/new) or changed.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class ReceiverModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    public long? Id { get; private set; }
    public ReceiverForm Form { get; private set; } = new();

    public async Task<IActionResult> OnGet(long? id)
    {
        Id = id;
        if (id is null) return Page();
        if (await db.Receivers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is not { } receiver) return NotFound();
        Form = ReceiverForm.Of(receiver);
        return Page();
    }

    public async Task<IActionResult> OnPost(long? id, ReceiverForm form)
    {
        (Id, Form) = (id, form);
        var receiver = id is null ? new Receiver { Name = "", Kind = "", Url = "", CreatedAt = clock.Now, CreatedById = actor.Id } : await db.Receivers.SingleOrDefaultAsync(one => one.Id == id);
        if (receiver is null) return NotFound();
        form.Check(ModelState);
        if (!ModelState.IsValid) return this.Refused();
        form.Fill(receiver);
        if (id is null) db.Receivers.Add(receiver);
        if (receiver is { Kind: "webhook", Secret: null or "" }) TempData["secret"] = receiver.Secret = Signing.NewSecret();
        await db.SaveChangesAsync();
        return this.Done("/sending/receivers", $"{receiver.Name}已保存，可以发一条测试");
    }

    public async Task<IActionResult> OnPostSecret(long id)
    {
        if (await db.Receivers.SingleOrDefaultAsync(one => one.Id == id && one.Kind == "webhook") is not { } receiver) return NotFound();
        TempData["secret"] = receiver.Secret = Signing.NewSecret();
        await db.SaveChangesAsync();
        return this.Done("/sending/receivers", $"{receiver.Name}的密钥已更换");
    }
}
