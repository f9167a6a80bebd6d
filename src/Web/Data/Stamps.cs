using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>
/// Tells whether what this process remembers of the organisation may still be so: whoever writes a row that decisions look at changes the stamp in the same transaction,
/// and every process looks at it again after a second, or at once when it hears of the change. It is the same on either database and asks for no connection of its own.
/// </summary>
public sealed class Stamps(TimeProvider time)
{
    public static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private (DateTimeOffset At, Guid Value)? _looked;
    private int _told;

    /// <summary>Grows whenever somebody says that what is remembered is old.</summary>
    public int Told
    {
        get { lock (_lock) return _told; }
    }

    /// <summary>Something has changed, here or, as it was heard, in another process: the next look is at the database.</summary>
    public void Changed()
    {
        lock (_lock) (_looked, _told) = (null, _told + 1);
    }

    /// <summary>The stamp of a second ago at most. What is read after it was asked for is at least as new as it says.</summary>
    public async Task<Guid> Regime(AppDb db)
    {
        var now = time.GetUtcNow();
        int told;
        lock (_lock)
        {
            if (_looked is var (at, known) && now >= at && now - at < Trusted) return known;
            told = _told;
        }
        var value = await db.Stamps.Where(stamp => stamp.Name == Stamp.Regime).Select(stamp => stamp.Value).SingleAsync();
        lock (_lock)
            if (told == _told) _looked = (now, value);
        return value;
    }

    /// <summary>Changes the stamp with the save that is about to happen.</summary>
    public static void Change(DbContext db)
    {
        var entry = db.ChangeTracker.Entries<Stamp>().FirstOrDefault(one => one.Entity.Name == Stamp.Regime) ?? db.Attach(new Stamp { Name = Stamp.Regime });
        entry.Entity.Value = Guid.NewGuid();
        entry.State = EntityState.Modified;
    }
}
