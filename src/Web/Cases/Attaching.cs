using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>Files that came before histories told of files: each is told once, at the start after the upgrade, under the moment it came and recorded now.</summary>
public static class Attaching
{
    /// <summary>What a file's row says of its matter: a case's id, any other matter's whole name.</summary>
    public static string ShelfOf(MatterKey key) => key.Kind == MatterKind.Case ? key.Id : key.ToString();

    public static async Task CarryForward(IServiceProvider services, AppDb db)
    {
        var acting = services.GetRequiredService<Acting>();
        while (await db.Attachments.Where(file => file.Seq == null).Select(file => file.CaseId).FirstOrDefaultAsync() is { } id)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var key = Acting.Case(id);
            await db.Lock(key.ToString());
            var files = await db.Attachments.Where(file => file.CaseId == id && file.Seq == null).OrderBy(file => file.Id).ToListAsync();
            // One without a history is nobody's; verifying names it.
            if (await acting.Load(key) is { } matter) await acting.Attach(await acting.Regime(), matter, files);
            else files.ForEach(file => file.Seq = 0);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            db.Forget();
        }
    }
}
