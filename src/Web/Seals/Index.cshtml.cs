using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Seals;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Seals;

/// <summary>The seals, to be noted outside and compared with what was noted; each day can be looked at anew.</summary>
[Authorize(Roles = $"{Roles.Administrator},{Roles.Supervision},{Roles.Auditor}")]
public sealed class IndexModel(AppDb db, Clock clock) : PageModel
{
    private const int Size = 31;

    public IReadOnlyList<Seal> Seals { get; private set; } = [];
    public int Count { get; private set; }
    public IReadOnlyList<Breakage> Broken { get; private set; } = [];
    public string? Hash { get; private set; }
    public (bool Good, string Text)? Answer { get; private set; }
    public (int Number, IReadOnlyList<Breakage> Found)? Looked { get; private set; }
    public string? More { get; private set; }
    public Clock Clock => clock;

    public static bool Opens(Actor actor) => actor.Administers || actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor);

    public async Task OnGet(string? hash, int? before)
    {
        await Load(before);
        Hash = hash;
        if (string.IsNullOrWhiteSpace(hash)) return;
        if (Fingerprints.Read(hash) is not { } noted) Answer = (false, "这不是封存哈希：应是 64 位十六进制数字，可以分组。");
        else if (await db.Seals.AsNoTracking().FirstOrDefaultAsync(one => one.Hash == noted) is { } seal) Answer = (true, $"它是第 {seal.Number} 号封存（{SealText.Day(seal, clock.Zone)}）。");
        else Answer = (false, "这里没有这个封存。核对一下有没有抄错；如果没有，这里的记录就不是当时那一份。");
    }

    public async Task<IActionResult> OnPostLook(int number, CancellationToken cancel)
    {
        await Load(number + 1);
        if (Seals.FirstOrDefault(seal => seal.Number == number) is not { } seal) return NotFound();
        Looked = (number, await new SealCheck(db).Look(seal, cancel));
        return Page();
    }

    /// <summary>What is shown is checked, each against the one before; all of them are checked by <c>verify</c>.</summary>
    private async Task Load(int? before)
    {
        Count = await db.Seals.MaxAsync(seal => (int?)seal.Number) ?? 0;
        var rows = await db.Seals.AsNoTracking().Where(seal => before == null || seal.Number < before).OrderByDescending(seal => seal.Number).Take(Size + 1).ToListAsync();
        Seals = [.. rows.Take(Size)];
        More = rows.Count > Size ? $"/seals?before={rows[Size - 1].Number}" : null;
        Broken = SealCheck.Links([.. Seals.Reverse()], rows.ElementAtOrDefault(Size));
    }
}
