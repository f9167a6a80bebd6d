using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Doctor;

/// <summary>
/// 体检: looks whether the installation is as it should be and says what to do where it isn't. It changes nothing. Quick by itself; <c>full</c> verifies the whole record as well.
/// </summary>
public sealed class Checkup(IServiceProvider services, SiteOptions options)
{
    /// <summary>So many of the matters written to last are verified by the quick check.</summary>
    public const int Recent = 200;

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);
    private readonly List<Symptom> _found = [];
    private readonly AppDb _db = services.GetRequiredService<AppDb>();

    /// <summary>How much room there is on the disk of the data folder: free and in all, in bytes.</summary>
    public Func<(long Free, long Total)> Room { get; init; } = () => new DriveInfo(options.Data) is var drive ? (drive.AvailableFreeSpace, drive.TotalSize) : default;

    public async Task<IReadOnlyList<Symptom>> Look(bool full, CancellationToken cancel)
    {
        Disk();
        Keys();
        if ((await _db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            Error("migrations", "数据库是旧版本，其余项目没有检查", "先备份，再运行 shouwen migrate，然后重新检查");
            return _found;
        }
        if (!await _db.Organisations.AnyAsync(cancel))
        {
            Warn("setup", "还没有设立单位", "打开网站，按第一页的提示设立");
            return _found;
        }
        var now = Clock.Whole(options.Time);
        await Clocks(now, cancel);
        await Months(now, cancel);
        await Running(now, cancel);
        await Outbox(now, cancel);
        await Files(now, cancel);
        await Seals(now);
        await Chains(full, now, cancel);
        await Vacant(now);
        return _found;
    }

    private void Warn(string check, string what, string todo) => _found.Add(new(check, Severity.Warning, what, todo));

    private void Error(string check, string what, string todo) => _found.Add(new(check, Severity.Error, what, todo));

    private void Disk()
    {
        var (free, total) = Room();
        const long mega = 1024 * 1024;
        if (free < 500 * mega) Error("disk", $"数据目录所在磁盘只剩 {free / mega:N0} MB", "马上清理或扩容；写满以后不能登记");
        else if (free < 2048 * mega || free < total / 10) Warn("disk", $"数据目录所在磁盘只剩 {free / mega:N0} MB（{100 * free / Math.Max(1, total)}%）", "尽快清理或扩容");
    }

    private void Keys()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        // Whoever can't enter a folder can't read what is in it.
        if ((File.GetUnixFileMode(options.Data) & others) == 0) return;
        if (System.IO.Directory.Exists(options.Keys) && (File.GetUnixFileMode(options.Keys) & others) != 0)
            Error("keys", $"本机其他账号可以读到登录密钥 {options.Keys}", $"只留给运行网站的账号：chmod 700 {options.Data} {options.Keys}；怀疑已被读过，就删掉里面的文件并重启（大家需重新登录）");
        else Warn("keys", $"本机其他账号可以进入数据目录 {options.Data}", $"只留给运行网站的账号：chmod 700 {options.Data}");
    }

    private async Task Clocks(DateTimeOffset now, CancellationToken cancel)
    {
        if (await _db.ServerTime() is { } server && (server - Clock.Whole(options.Time)).Duration() is var apart && apart > TimeSpan.FromSeconds(5))
            Error("clock", $"本机时钟与数据库服务器相差 {apart.TotalSeconds:N0} 秒", "两台机器都配置 NTP 对时；各进程的时钟须一致");
        var soon = now.AddMinutes(1);
        if (await _db.Journal.AnyAsync(entry => entry.RecordedAt > soon, cancel)) Error("clock", "日志里有写入时间晚于现在的记录：某台机器的时钟走快过，或现在的时钟走慢了", "核对各台机器的时钟；封存按写入时间划分日子，时钟须准");
    }

    private async Task Months(DateTimeOffset now, CancellationToken cancel)
    {
        if (await _db.MissingMonths(now, cancel) is { Count: > 0 } missing) Warn("months", $"日志缺月份分区：{string.Join("、", missing)}", "运行 shouwen migrate（或重启网站），会自动建好并移入");
    }

    private async Task Running(DateTimeOffset now, CancellationToken cancel)
    {
        var late = now - Late;
        var overdue = await _db.Duties.CountAsync(duty => duty.State == "open" && duty.Due < late, cancel);
        if (overdue > 0) Warn("watch", $"有 {overdue} 项责任过了时限还没有记为逾期", "网站没有在运行，或时限检查出了错：看网站日志");
    }

    private async Task Outbox(DateTimeOffset now, CancellationToken cancel)
    {
        var late = now - Late;
        var stuck = _db.Outbox.Where(message => message.State == OutboxState.Waiting && message.NextTryAt < late && (message.ReceiverId == null || _db.Receivers.Any(receiver => receiver.Id == message.ReceiverId && receiver.Active)));
        if (await stuck.OrderBy(message => message.NextTryAt).FirstOrDefaultAsync(cancel) is { } oldest)
            Error("outbox", $"发件箱里有 {await stuck.CountAsync(cancel)} 条该发没发，最早的等了 {(now - oldest.NextTryAt).TotalMinutes:N0} 分钟", "网站没有在运行，或发送出了错：看网站日志和“发送记录”");
        if (await _db.Outbox.CountAsync(message => message.State == OutboxState.Dead, cancel) is > 0 and var dead) Warn("outbox", $"有 {dead} 条消息没有送达", "到“发送记录”里重发，或说明原因后放弃");
        foreach (var off in await _db.Receivers.AsNoTracking().Where(receiver => !receiver.Active && receiver.OffWhy != null).ToListAsync(cancel)) Warn("outbox", $"接收方“{off.Name}”已自动停用：{off.OffWhy}", "修好后到“发送记录”的接收方里重新启用");
    }

    private async Task Files(DateTimeOffset now, CancellationToken cancel)
    {
        var known = (await _db.Attachments.Select(file => file.Hash).Distinct().ToListAsync(cancel)).ToHashSet();
        var (old, orphans, parts) = (now.AddHours(-1).UtcDateTime, 0, 0);
        var here = new HashSet<string>();
        foreach (var file in System.IO.Directory.Exists(options.Files) ? new DirectoryInfo(options.Files).EnumerateFiles("*", SearchOption.AllDirectories) : [])
            if (known.Contains(file.Name)) here.Add(file.Name);
            // One that is being uploaded has no row yet.
            else if (file.LastWriteTimeUtc > old) continue;
            else if (file.Name.EndsWith(".part", StringComparison.Ordinal)) parts++;
            else orphans++;
        if (known.Except(here).ToList() is { Count: > 0 } gone) Error("files", $"有 {gone.Count} 个附件登记了却不在磁盘上，如 {gone[0]}", "从备份的 files/ 里找回；shouwen verify 列出是哪些诉求的");
        if (orphans > 0) Warn("files", $"{options.Files} 里有 {orphans} 个没有登记的文件", "上传中断所留，或是手工放进去的；确认没有用后可以移走");
        if (parts > 0) Warn("files", $"{options.Files} 里有 {parts} 个没有传完的文件（.part）", "可以删除");
    }

    private async Task Seals(DateTimeOffset now)
    {
        var check = new SealCheck(_db);
        if (await check.Chain(await check.Seals(), []) is { Count: > 0 } broken) Error("seals", $"封存对不上：{Inspection.Say(broken[0])}{(broken.Count > 1 ? $" 等 {broken.Count} 处" : "")}", "保留现场，运行 shouwen verify；与外面记下的封存和备份比对");
        var missing = await services.GetRequiredService<Sealing>().Missing(_db, (await services.GetRequiredService<Acting>().Regime()).Calendar, now);
        if (missing > 0) Warn("seals", $"有 {missing} 天过完了还没有封存", "网站运行时会自动补上；也可以运行 shouwen seal");
    }

    private async Task Chains(bool full, DateTimeOffset now, CancellationToken cancel)
    {
        var store = services.GetRequiredService<Files>();
        if (full)
        {
            var seen = await Inspection.Of(_db, store, [], (_, work) => work(() => { }), cancel);
            if (seen.Found is [var first, ..]) Error("chains", $"记录对不上：{Inspection.Say(first)}{(seen.Found.Count > 1 ? $" 等 {seen.Found.Count} 处" : "")}", "保留现场，运行 shouwen verify 看全部；与外面记下的封存和备份比对");
            return;
        }
        var since = now.AddDays(-2);
        var matters = await _db.Journal.Where(entry => entry.RecordedAt >= since).GroupBy(entry => entry.Matter)
            .OrderByDescending(group => group.Max(entry => entry.RecordedAt)).Select(group => group.Key).Take(Recent).ToListAsync(cancel);
        var verifying = new Verifying(_db, store);
        foreach (var matter in matters)
            if (await verifying.Look(matter) is [var first, ..])
            {
                Error("chains", $"最近写过的记录里有对不上的：{Inspection.Say(first)}", "保留现场，运行 shouwen doctor --full 或 shouwen verify 看全部");
                return;
            }
    }

    private async Task Vacant(DateTimeOffset now)
    {
        var regime = await services.GetRequiredService<Acting>().Regime();
        if (regime.Packs.Count == 0) Warn("packs", "没有在用的制度", "到“制度”里采用一部");
        foreach (var pack in regime.Packs)
            if (Vacancies.Of(pack, regime.Organisation, now) is { Count: > 0 } vacant) Warn("packs", $"《{pack.Title}》：{vacant[0].Sentence}{(vacant.Count > 1 ? $" 等 {vacant.Count} 处" : "")}", "到“部门”“人员”“值班”里补上；“制度”页列出全部");
    }
}
