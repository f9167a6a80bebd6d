using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Web.Callbacks;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Demo;

/// <summary>
/// Plays the stories of the last weeks through the real acts, with a clock of its own: nothing is written that a person could not have done.
/// Stories that reach the present stop there, so that clocks run.
/// </summary>
public sealed class History(IServiceProvider services)
{
    /// <summary>A clock the history sets.</summary>
    private sealed class StageClock : TimeProvider
    {
        public DateTimeOffset At { get; set; }
        public override DateTimeOffset GetUtcNow() => At;
    }

    private sealed class Thread(Plot plot)
    {
        public Plot Plot { get; } = plot;
        public MatterKey? Key { get; set; }
        public int Next { get; set; }
    }

    /// <summary>Plays from <paramref name="since"/> to <paramref name="now"/>. The same seed and the same day give the same history.</summary>
    /// <returns>How many cases were told and how many acts done.</returns>
    public async Task<(int Cases, int Acts)> Play(DateTimeOffset since, DateTimeOffset now, int seed, Action<double>? progress = null)
    {
        var clock = new StageClock { At = since };
        var queue = new PriorityQueue<Thread, (DateTimeOffset At, int Order)>();
        var (order, cases, acts) = (0, 0, 0);
        var regime = await With(clock, (_, acting) => acting.Regime());
        var plots = new Plots(seed);
        var last = regime.Calendar.DayOf(now);
        while (!regime.Calendar.IsWorkday(last) || regime.Calendar.At(last, new TimeOnly(12, 0)) > now) last = last.AddDays(-1);
        for (var day = regime.Calendar.DayOf(since); day <= regime.Calendar.DayOf(now); day = day.AddDays(1))
        {
            if (!regime.Calendar.IsWorkday(day)) continue;
            var back = regime.Calendar.WorkdaysBetween(day, last);
            foreach (var (minute, plot) in plots.Day(day).Concat(day == last ? plots.Unfinished(day) : []).Concat(Grievances.All().Where(told => told.Back == back && day < last).Select(told => (told.Minute, told.Plot))))
                queue.Enqueue(new Thread(plot), (regime.Calendar.At(day, new TimeOnly(8, 0)).AddMinutes(minute), order++));
        }
        var watched = since;
        while (queue.TryDequeue(out var thread, out var when) && when.At <= now)
        {
            // The watch looks every hour of a working day: who was near the end was reminded, what was missed has climbed rung by rung.
            for (; watched.AddHours(1) <= when.At; watched = watched.AddHours(1))
            {
                clock.At = watched.AddHours(1);
                if (TimeZoneInfo.ConvertTime(clock.At, regime.Calendar.Zone).Hour is > 8 and < 18 && regime.Calendar.IsWorkday(regime.Calendar.DayOf(clock.At))) await With(clock, Watched);
            }
            clock.At = when.At;
            progress?.Invoke((when.At - since) / (now - since));
            if (await With(clock, (_, acting) => Step(acting, thread)))
            {
                acts++;
                if (thread.Next == 0) cases++;
            }
            else if (thread.Key is null) continue;
            if (thread.Next < thread.Plot.Beats.Count)
                queue.Enqueue(thread, (regime.Calendar.AddWorkingTime(when.At, TimeSpan.FromMinutes(thread.Plot.Beats[thread.Next].Minutes)), order++));
            thread.Next++;
        }
        var (drawing, nth, whole) = (0, 0, 0);
        for (var day = regime.Calendar.DayOf(since); day < regime.Calendar.DayOf(now); day = day.AddDays(1))
        {
            if (!regime.Calendar.IsWorkday(day)) continue;
            if (day.Month != drawing)
            {
                clock.At = regime.Calendar.At(day, new TimeOnly(10, 0));
                await With(clock, (db, acting) => Sampled(db, acting, day));
                drawing = day.Month;
                nth = Enumerable.Range(1, day.Day - 1).Count(one => regime.Calendar.IsWorkday(new DateOnly(day.Year, day.Month, one)));
            }
            nth++;
            foreach (var deed in Upkeep.On(day, nth, whole++).OrderBy(deed => deed.Hour))
            {
                var at = regime.Calendar.At(day, new TimeOnly(deed.Hour, 30));
                clock.At = at > clock.At ? at : clock.At.AddMinutes(5);
                await With(clock, (db, acting) => Upheld(db, acting, deed));
            }
            if (NextWorkday(day).Month == day.Month) continue;
            clock.At = regime.Calendar.At(day, new TimeOnly(16, 0));
            await With(clock, HandIn);
        }
        await Projects(clock, regime.Calendar, since, now);
        await Orders(clock, since, now);
        await Accounted(clock, since, now);
        clock.At = now;
        await With(clock, Settle);
        // As the site would have done each night.
        for (var day = regime.Calendar.DayOf(since).AddDays(-7); day < regime.Calendar.DayOf(now); day = day.AddDays(1))
            await With(clock, async (db, _) => await services.GetRequiredService<Sealing>().Make(db, regime.Calendar, Earlier(now, regime.Calendar.At(day.AddDays(1), TimeOnly.MinValue) + Sealing.Margin)) > 0);
        return (cases, acts);

        DateOnly NextWorkday(DateOnly day)
        {
            do day = day.AddDays(1);
            while (!regime.Calendar.IsWorkday(day));
            return day;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Projects at every stage, step by step in the order of time.</summary>
    private async Task Projects(StageClock clock, Shouwen.Calendar.WorkCalendar calendar, DateTimeOffset since, DateTimeOffset now)
    {
        var keys = new Dictionary<string, MatterKey>();
        foreach (var step in Pipeline.Steps(back => Morning(calendar, now, back)).OrderBy(step => step.At))
        {
            clock.At = step.At < since ? since : step.At > now ? now : step.At;
            var outcome = await With(clock, (_, acting) => step.Act == "lead" ? acting.Lead(step.By, Teller.With(step.With)) : acting.Do(keys[step.Project], null, step.Act, step.By, Teller.With(step.With)));
            if (outcome is Outcome.Refused refused) throw new InvalidOperationException($"The history of the demo is refused at {step.Act} of {step.Project} by {step.By}: {refused.Refusals[0].Sentence}");
            if (outcome is Outcome.Done done) keys[step.Project] = done.Matter.Key;
        }
    }

    /// <summary>Midnight of the working day that lies so many before the present's.</summary>
    private static DateTimeOffset Morning(Shouwen.Calendar.WorkCalendar calendar, DateTimeOffset now, int back)
    {
        var day = calendar.DayOf(now);
        for (var left = back; left > 0 || !calendar.IsWorkday(day);)
        {
            day = day.AddDays(-1);
            if (calendar.IsWorkday(day)) left--;
        }
        return calendar.At(day, TimeOnly.MinValue);
    }

    /// <summary>Supervision of the last days: one order that is done with, one nobody has answered in time, and a red one about a case of today.</summary>
    private async Task Orders(StageClock clock, DateTimeOffset since, DateTimeOffset now)
    {
        // What is yellow and not answered in time turns red: the organisation has said so.
        await With(clock, async (db, _) =>
        {
            await Packs.Adopting.Set(db, Shouwen.Judging.House.Id, "order-step-up", "[yellow]", World.Administrator, "总经理办公会定", since);
            return true;
        });
        var done = await Issue(9, "jian", new { unit = "market", grade = "ordinary", text = "报装要一次告知资料：近一个月有三件反复补件，请说明原因并整改", basis = "监察室月度检查" });
        await Do(7, done, "answer-order", "chen", new { text = "已修订资料清单，大厅和公众号同步公布，并培训两次" });
        await Do(6, done, "close-order", "jian", new { });
        await Issue(8, "jian", new { unit = "ops", grade = "yellow", text = "上门超时偏多，请逐件说明原因、提出措施", basis = "监察室月度检查" });
        var pressed = await With(clock, (db, _) => db.Cases.Where(row => row.ClosedAt == null && row.HandlerUnitId == "ops").OrderByDescending(row => row.Key).Select(row => row.Id).FirstOrDefaultAsync());
        if (pressed is not null) await Issue(0, "xie", new { unit = "ops", grade = "red", text = "客户一再催问，今天之内上门并回复", cases = new[] { pressed } });

        async Task<MatterKey> Issue(int days, string by, object with)
        {
            At(days);
            return await With(clock, (_, acting) => acting.Issue(by, Shouwen.Fields.Of(with))) is Outcome.Done issued ? issued.Matter.Key : throw new InvalidOperationException($"The history of the demo is refused an order by {by}.");
        }

        async Task Do(int days, MatterKey order, string act, string by, object with)
        {
            At(days);
            if (await With(clock, (_, acting) => acting.Do(order, null, act, by, Shouwen.Fields.Of(with))) is not Outcome.Done) throw new InvalidOperationException($"The history of the demo is refused at {act} by {by}.");
        }

        void At(int days) => clock.At = now.AddDays(-days) > since ? now.AddDays(-days) : since;
    }

    /// <summary>Accountability of the last weeks: findings in every state, a fine that went to the wrong one and was reversed, a unit's deduction, and rewards out of the fund.</summary>
    private async Task Accounted(StageClock clock, DateTimeOffset since, DateTimeOffset now)
    {
        var measures = (await With(clock, (_, acting) => acting.Regime())).Packs.First(one => one.Of<LedgerRule>().Any(ledger => ledger.Ledger == "fund"));
        var (pack, manners, management) = (measures.Id, measures.Of<FindingRule>().First().Cites[0], measures.Of<FindingRule>().Last().Cites[0]);
        object Fine(decimal yuan) => new { sanctions = new object[] { "apology", new Dictionary<string, decimal> { ["cash-fine"] = yuan } } };

        var done = await Open(24, "feng", manners, "上门维修时与客户争吵，客户来电投诉，录音可以证实");
        await Do(done, (23, "answer-finding", "feng", new { text = "当天连续加班，态度急躁，愿意向客户道歉" }), (22, "verify", "jian", new { ok = true, text = "录音、客户回访和本人陈述一致" }), (22, "classify", "jian", new { consequence = "complaint-and-image" }),
            (21, "approve", "qian", Fine(200)), (20, "execute", "yao", new { }), (16, "fulfil", "feng", new { text = "已由班长陪同上门道歉，客户表示谅解" }), (15, "review-fulfilment", "jian", new { ok = true }), (15, "close-finding", "jian", new { }));
        var mistaken = await Open(19, "luo", manners, "客户反映安检员催促签字、不解释");
        await Do(mistaken, (18, "verify", "jian", new { ok = true, text = "安检单上是罗霞的名字" }), (18, "classify", "jian", new { consequence = "complaint-and-image" }), (17, "approve", "he", Fine(150)), (16, "execute", "yao", new { }),
            (14, "reverse", "jian", new { reason = "当天替班的是外包人员，罚错了人" }), (14, "verify", "jian", new { ok = false, text = "当事人不是罗霞" }));
        var letter = await Open(9, "wu", manners, "让老年客户自己去别的窗口问，没有引导");
        await Do(letter, (8, "answer-finding", "wu", new { text = "当时排队的人多，确实没有陪同" }), (7, "verify", "jian", new { ok = true, text = "大厅录像证实" }), (7, "classify", "jian", new { consequence = "none" }), (6, "approve", "zhao", new { sanctions = (string[])["self-criticism"] }), (5, "execute", "yao", new { }));
        var unit = await Open(13, "unit:ops", management, "一个月内三次上门超时没有向客户说明");
        await Do(unit, (12, "file-opinion", "qian", new { text = "认可，已调整排班" }), (11, "verify", "jian", new { ok = true, text = "逐件核对派工记录" }), (10, "approve", "guo", new { }), (10, "execute", "yao", new { }));
        var waits = await Open(4, "gao", manners, "报装客户三次来问都让回去等通知");
        await Do(waits, (3, "verify", "jian", new { ok = true, text = "登记记录三次，均无下文" }), (3, "classify", "jian", new { consequence = "complaint-and-image" }), (2, "approve", "chen", Fine(100)));
        var objected = await Open(6, "pan", manners, "约好的时间没有到，也没有打电话");
        await Do(objected, (5, "verify", "jian", new { ok = true, text = "客户和派工记录一致" }), (5, "classify", "jian", new { consequence = "none" }), (1, "object-finding", "pan", new { reason = "当天被临时调去抢修，班长知道，应由派工的人通知客户" }));
        await Do(await Open(2, "cai", manners, "客户反映收费没有出示价目表"), (1, "answer-finding", "cai", new { text = "价目表在车上，忘了拿" }));

        var paid = await Begin(8, "submit-reward", "zhao", new { person = "li", reward = "performance-reward", amount = 120, deed = "雨天陪同老人到三个窗口办完过户，客户送来锦旗", pack });
        await Do(paid, (7, "approve-reward", "song", new { }), (6, "reward", "yao", new { }));
        var praised = await Begin(5, "submit-reward", "xie", new { person = "ma", reward = "commendation", deed = "本月回访评价全部满意" });
        await Do(praised, (4, "approve-reward", "song", new { }));
        await Begin(1, "submit-reward", "qian", new { person = "sun", reward = "performance-reward", amount = 60, deed = "夜间抢修两次，均在四十分钟内到场", pack });

        // Under the regulation in force a criticism enters the year's ledgers.
        var yearly = (await With(clock, (_, acting) => acting.Regime())).Packs.First(one => one.Of<LedgerRule>().Any(ledger => ledger.Ledger == "annual-performance"));
        var late = new MatterKey(MatterKind.Finding, Guid.CreateVersion7(now.AddDays(-11)).ToString("N"));
        await Do(late, (11, "open-finding", "jian", new { against = "person:luo", pack = yearly.Id, clause = yearly.Of<FindingRule>().First(rule => rule.Cites.Count > 0 && rule.Cites[0] != "all").Cites[0], text = "客户三次来问，三次让客户改天再来，没有登记" }),
            (10, "verify", "jian", new { ok = true, text = "大厅录像和客户陈述一致" }), (9, "approve", "he", new { sanctions = (string[])["criticism"] }), (8, "execute", "yao", new { }));

        // The month's grades, as far as the heads have come; one was given before the finding and set right after it.
        var month = Shouwen.Duties.Period.Of("month", DateOnly.FromDateTime(now.AddDays(-1).DateTime));
        foreach (var (person, head, grade, why) in new[] { ("li", "zhao", "A", "回访全部满意"), ("wu", "zhao", "B", (string?)null), ("sun", "qian", "A", "夜间抢修两次到场及时"), ("cai", "qian", "B", null), ("hu", "chen", "B", null), ("feng", "qian", "B", null) })
            await Do(Shouwen.Accountability.Grading.Key(person, month), (1, "rate", head, new { person, period = month.Name, grade, reason = why }));
        await Do(Shouwen.Accountability.Grading.Key("feng", month), (0, "rate", "qian", new { person = "feng", period = month.Name, grade = "C", reason = "查实与客户争吵" }));

        async Task<MatterKey> Open(int days, string against, string clause, string text)
        {
            At(days);
            var key = new MatterKey(MatterKind.Finding, Guid.CreateVersion7(clock.At).ToString("N"));
            await Do(key, (days, "open-finding", "jian", new { against = against.Contains(':') ? against : $"person:{against}", pack, clause, text }));
            return key;
        }

        async Task<MatterKey> Begin(int days, string act, string by, object with)
        {
            At(days);
            return await With(clock, (_, acting) => acting.Begin("reward", Shouwen.Accountability.Rewarding.Key, act, by, Shouwen.Fields.Of(with))) is Outcome.Done begun ? begun.Matter.Key : throw new InvalidOperationException($"The history of the demo is refused at {act} by {by}.");
        }

        async Task Do(MatterKey key, params (int Days, string Act, string By, object With)[] acts)
        {
            foreach (var (days, act, by, with) in acts)
            {
                At(days);
                if (await With(clock, (_, acting) => acting.Do(key, null, act, by, Shouwen.Fields.Of(with))) is Outcome.Refused refused) throw new InvalidOperationException($"The history of the demo is refused at {act} of {key} by {by}: {refused.Refusals[0].Sentence}");
            }
        }

        void At(int days) => clock.At = now.AddDays(-days) > since ? now.AddDays(-days) : since;
    }

    /// <summary>The last working day of a month: every head hands the month's work orders in.</summary>
    private static async Task<bool> HandIn(AppDb db, Acting acting)
    {
        await acting.Advance();
        foreach (var unit in await db.Units.Where(unit => unit.HeadId != null).OrderBy(unit => unit.Id).ToListAsync())
            if (await acting.Do(Acting.Standing, null, "hand-in", unit.HeadId!, Teller.With(new { unit = unit.Id })) is Outcome.Refused refused)
                throw new InvalidOperationException($"The history of the demo is refused at hand-in by {unit.HeadId}: {refused.Refusals[0].Sentence}");
        return true;
    }

    /// <summary>A deed for the house itself; a measure that nobody has decided yet is not followed.</summary>
    private static async Task<bool> Upheld(AppDb db, Acting acting, Upkeep.Deed deed)
    {
        await acting.Advance();
        var with = Teller.With(deed.With);
        if (deed.Act == "follow-measure")
        {
            var standing = Acting.Standing.ToString();
            if (await db.Duties.Where(duty => duty.Matter == standing && duty.Stands && duty.Name == "follow-measure" && duty.BearerPersonId == deed.By).OrderBy(duty => duty.No).Select(duty => (int?)duty.No).FirstOrDefaultAsync() is not { } measure) return false;
            with = with.With(Shouwen.Fields.Of(new { measure }));
        }
        if (await acting.Do(Acting.Standing, null, deed.Act, deed.By, with) is Outcome.Refused refused) throw new InvalidOperationException($"The history of the demo is refused at {deed.Act} by {deed.By}: {refused.Refusals[0].Sentence}");
        return true;
    }

    /// <summary>On the first working day of a month last month's sample is drawn and this month's commitment published.</summary>
    private async Task<bool> Sampled(AppDb db, Acting acting, DateOnly day)
    {
        var clock = new Clock(new StageClock { At = acting.Now }, services.GetRequiredService<Installed>());
        foreach (var draw in await db.CallbackDraws.Where(draw => draw.DrawnAt == null).ToListAsync())
            if (await Drawing.Take(db, acting, clock, draw, "", Caller) is Outcome.Refused refused) throw new InvalidOperationException($"The history of the demo is refused at plan-sample: {refused.Refusals[0].Sentence}");
        await Drawing.Commit(db, Period.Of("month", day), "", 1_000, Caller, acting.Now);
        return true;
    }

    /// <summary>Of those drawn some are called already: most are satisfied, one asks to be called again, one did not answer.</summary>
    private static async Task Called(AppDb db, Acting acting)
    {
        var calls = await Calls.Open(db, Caller, "service", acting.Now).AsNoTracking().OrderBy(call => call.DrawId).ThenBy(call => call.Stratum).ThenBy(call => call.Place).ToListAsync();
        foreach (var (i, call) in calls.Take(calls.Count * 2 / 3).Index())
        {
            object said = (i % 7) switch
            {
                2 => new { kind = "manual", answered = true, solved = true, rating = "basic", text = "上门比约的时间晚了半小时", sections = new { attitude = "一般" }, draw = call.DrawId },
                4 => new { kind = "manual", answered = false, rating = "unreachable", draw = call.DrawId },
                _ => new { kind = "manual", answered = true, solved = true, rating = "satisfied", sections = new { attitude = "好" }, draw = call.DrawId },
            };
            if (await acting.Do(Acting.Case(call.CaseId), null, "callback", Caller, Teller.With(said)) is Outcome.Refused refused) throw new InvalidOperationException($"The history of the demo is refused at callback: {refused.Refusals[0].Sentence}");
        }
    }

    /// <summary>Who calls customers back in the demo: customer service.</summary>
    private const string Caller = "xie";

    private static async Task<bool> Step(Acting acting, Thread thread)
    {
        if (thread.Key is null)
        {
            if (await acting.Register(thread.Plot.By, Teller.With(thread.Plot.With)) is not Outcome.Done begun) return Unexpected(thread, "register");
            thread.Key = begun.Matter.Key;
            return true;
        }
        var beat = thread.Plot.Beats[thread.Next - 1];
        return await acting.Do(thread.Key.Value, null, beat.Act, beat.By, Teller.With(beat.With)) is Outcome.Done || Unexpected(thread, beat.Act, beat.By);
    }

    private static bool Unexpected(Thread thread, string act, string? by = null) =>
        throw new InvalidOperationException($"The history of the demo is refused at {act} by {by ?? thread.Plot.By}: {JsonSerializer.Serialize(thread.Plot.With, Shouwen.Fields.Json)}");

    private static async Task<bool> Watched(AppDb db, Acting acting)
    {
        while ((await acting.Sound(50)).Handled > 0) ;
        return true;
    }

    /// <summary>The clock passes to the present over everything; notices of days past count as read.</summary>
    private static async Task<bool> Settle(AppDb db, Acting acting)
    {
        await acting.Advance();
        await Called(db, acting);
        await Watched(db, acting);
        var lately = acting.Now.AddDays(-2);
        await db.Notices.Where(notice => notice.At < lately).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, notice => notice.At));
        await db.Notices.ExecuteUpdateAsync(set => set.SetProperty(notice => notice.MailAt, (DateTimeOffset?)null));
        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.Sent).SetProperty(message => message.EndedAt, message => message.CreatedAt));
        return true;
    }

    private async Task<T> With<T>(TimeProvider clock, Func<AppDb, Acting, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await ask(db, new Acting(db, scope.ServiceProvider.GetRequiredService<Regimes>(), scope.ServiceProvider.GetRequiredService<Registrar>(), clock, scope.ServiceProvider.GetRequiredService<Health.Figures>()));
    }
}
