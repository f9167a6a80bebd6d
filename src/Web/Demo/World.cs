using Microsoft.AspNetCore.Identity;
using Shouwen.Packs;
using Shouwen.Web.Calendar;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Shouwen.Web.Setup;
using Shouwen.Web.Units;

namespace Shouwen.Web.Demo;

/// <summary>The one named organisation of demo, tests and screenshots: a county gas company. Every name, number and address is invented.</summary>
public static class World
{
    public const string Name = "清川县燃气有限公司";
    public const string Password = "demo-2026";
    public const string Administrator = "fang";

    /// <summary>Its zone, from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The packs in force, as <c>demo.yaml</c> in the packs folder lists them.</summary>
    public static IReadOnlyList<string> Adopted(string packs) => [.. Listed(packs, "adopts").Items!.Select(item => item.Scalar!)];

    /// <summary>A rule that the organisation wrote itself; <c>demo.yaml</c> holds its text.</summary>
    public static Candidate Own(string packs, string key = "own")
    {
        var text = Listed(packs, key).Scalar!;
        var reading = PackReader.Read(text, $"demo.yaml {key}");
        return new(reading.Value ?? throw new InvalidDataException(string.Join('\n', reading.Problems)), text, PackVersion.Written, null);
    }

    /// <summary>The packs by which it leads projects, adopted with the departments that have a part in them.</summary>
    public static IReadOnlyList<string> ForProjects(string packs) => [.. Listed(packs, "projects").Items!.Select(item => item.Scalar!)];

    /// <summary>Founds those departments and adopts those packs, in an organisation that is there.</summary>
    public static async Task FoundProjects(AppDb db, IPasswordHasher<Person> hasher, Offered offered, string packs, DateTimeOffset since)
    {
        foreach (var (unit, role, name, head, headName, post, phone) in ((string, string, string, string, string, string, string)[])
            [("design", "design", "设计室", "wei", "魏然", "设计室主任", "13900005131"), ("costing", "costing", "造价组", "ding", "丁岚", "造价员", "13900005132")])
        {
            db.Units.Add(new Unit { Id = unit, Name = name, Kind = "department", Role = role, ParentId = "company", Phone = "5180-61" + phone[^1], Place = "一楼 108", Scope = [] });
            await db.SaveChangesAsync();
            var person = new Person { Id = head, UserName = head, NormalizedUserName = head.ToUpperInvariant(), DisplayName = headName, PhoneNumber = phone, Post = post, UnitId = unit, SecurityStamp = $"demo-{head}", LockoutEnabled = true };
            person.PasswordHash = hasher.HashPassword(person, Password);
            db.People.Add(person);
            await Appointing.SetPersonal(db, person, [Roles.UnitHead], since, null);
            await db.SaveChangesAsync();
            var founded = await db.Units.FindAsync(unit);
            (founded!.HeadId, founded.LeaderId, founded.LiaisonId, founded.ContactId) = (head, "guo", head, head);
            await Appointing.FollowUnit(db, founded, since, null);
        }
        // Whoever belongs to a unit below stands for the unit above: what the general manager alone approves is a unit of its own.
        var approval = new Unit { Id = "approval", Name = "预算审批组", Kind = "department", Role = "approval", ParentId = "company", Phone = "5180-600", Place = "办公楼三楼", Scope = [], HeadId = "lu", LiaisonId = "lu", ContactId = "lu" };
        db.Units.Add(approval);
        await db.SaveChangesAsync();
        await Appointing.FollowUnit(db, approval, since, null);
        await db.SaveChangesAsync();
        foreach (var id in ForProjects(packs)) await Adopting.Adopt(db, offered, Candidate.Of(offered.Find(id) ?? throw new InvalidDataException($"demo.yaml: {id}")), since, Administrator, "总经理办公会通过", since);
    }

    private static Node Listed(string packs, string key)
    {
        var file = Path.Combine(packs, "demo.yaml");
        return Yaml.Read(File.ReadAllText(file), file).Value?[key] ?? throw new InvalidDataException($"{file}: {key}");
    }

    public static readonly IReadOnlyList<string> Shifts = ["08:30-12:00", "13:30-17:30"];

    private sealed record UnitLine(string Id, string Name, string? Parent, string? Role, string? Head, string? Leader, string? Liaison, string? Contact, string Phone, string Place, string[] Scope);

    private sealed record PersonOf(string Id, string Name, string Unit, string Post, string Phone, string[] Roles, string Employment = Employments.Regular)
    {
        /// <summary>Those of the districts have none: they look at their desk.</summary>
        public string? Mail { get; init; } = $"{Id}@qingchuan-gas.example";
    }

    private static readonly UnitLine[] Units =
    [
        new("company", "公司领导", null, null, "lu", null, null, null, "5180-600", "办公楼三楼", []),
        new("front", "服务大厅", "company", null, "zhao", "song", "li", "li", "5180-601", "一楼大厅", ["enquiry", "transaction"]),
        new("hotline", "客服热线", "company", null, "tang", "song", "ma", "ma", "5180-602", "二楼 201", []),
        new("ops", "运行部", "company", null, "qian", "guo", "sun", "sun", "5180-603", "二楼 206", ["repair"]),
        new("safety", "安检部", "company", null, "he", "guo", "luo", "luo", "5180-604", "二楼 208", ["on-site-support"]),
        new("market", "市场工程部", "company", null, "chen", "guo", "hu", "hu", "5180-605", "一楼 105", ["commercial-enquiry"]),
        new("service", "客户服务部", "company", "customer-service", "xie", "song", "deng", "deng", "5180-606", "二楼 203", []),
        new("admin", "综合管理部", "company", "general-administration", "yao", "lu", "fang", "fang", "5180-607", "三楼 302", []),
        new("supervision", "监察室", "company", "supervision", "jian", "lu", "qiu", "qiu", "5180-608", "三楼 305", []),
    ];

    private static readonly PersonOf[] People =
    [
        new("lu", "陆文海", "company", "总经理", "13900005180", [Roles.Leader]),
        new("song", "宋美玲", "company", "分管客服副总经理", "13900005181", [Roles.Leader]),
        new("guo", "郭建军", "company", "分管运行副总经理", "13900005182", [Roles.Leader]),
        new("zhao", "赵敏", "front", "大厅主任", "13900005101", [Roles.UnitHead]),
        new("li", "李娟", "front", "前台接待", "13900005102", []),
        new("wu", "吴晓燕", "front", "前台接待", "13900005103", []),
        new("tang", "唐慧", "hotline", "热线班长", "13900005104", [Roles.UnitHead]),
        new("ma", "马丽", "hotline", "话务员", "13900005105", []),
        new("xu", "徐静", "hotline", "话务员", "13900005106", [], "probation"),
        new("qian", "钱伟", "ops", "运行部主任", "13900005107", [Roles.UnitHead]),
        new("sun", "孙强", "ops", "抢修班长", "13900005108", [Roles.Liaison]),
        new("feng", "冯涛", "ops", "维修工", "13900005109", []),
        new("cai", "蔡明", "ops", "维修工", "13900005110", [], "hired"),
        new("he", "何志远", "safety", "安检部主任", "13900005111", [Roles.UnitHead]),
        new("luo", "罗霞", "safety", "安检员", "13900005112", [Roles.Liaison]),
        new("pan", "潘勇", "safety", "安检员", "13900005113", []),
        new("chen", "陈立", "market", "市场工程部主任", "13900005114", [Roles.UnitHead]),
        new("hu", "胡艳", "market", "客户经理", "13900005115", [Roles.Liaison]),
        new("gao", "高翔", "market", "工程管理员", "13900005116", []),
        new("xie", "谢芳", "service", "客户服务部主任", "13900005117", [Roles.UnitHead, Roles.CustomerService]),
        new("deng", "邓洁", "service", "回访专员", "13900005118", [Roles.CustomerService]),
        new("yao", "姚远", "admin", "综合管理部主任", "13900005119", [Roles.UnitHead]),
        new("fang", "方圆", "admin", "行政专员", "13900005120", [Roles.Administrator]),
        new("jian", "简正", "supervision", "监察室主任", "13900005121", [Roles.UnitHead, Roles.Supervision]),
        new("qiu", "邱云", "supervision", "监察员", "13900005122", [Roles.Supervision, Roles.Auditor]),
    ];

    /// <summary>The department of a district that does what this one does in the town.</summary>
    private static UnitLine There(UnitLine unit, District district) => unit with
    {
        Id = district.Of(unit.Id), Name = district.Name + unit.Name, Head = district.Of(unit.Head!), Liaison = district.Of(unit.Liaison!), Contact = district.Of(unit.Contact!), Phone = $"5180-{district.No + 1:00}{unit.Phone[^1]}", Place = district.Name + "营业所",
    };

    private static PersonOf There(PersonOf person, District district) => person with
    {
        Id = district.Of(person.Id), Name = district.Clerk(person.Id), Unit = district.Of(person.Unit), Phone = $"138{district.No:000}{person.Phone[^5..]}", Mail = null,
    };

    private static readonly (string Unit, string Matter, string[] Words, string About)[] Directory =
    [
        ("ops", "燃气表故障", ["燃气表", "不走字", "表走得快", "表不显示", "表坏"], "表具不走字、走快、黑屏，上门检定更换"),
        ("ops", "漏气抢修", ["漏气", "煤气味", "燃气味", "臭鸡蛋", "抢修"], "二十四小时值守，先关阀、开窗、到室外打电话"),
        ("ops", "停气与恢复供气", ["停气", "没气", "压力小", "火小", "供气"], "计划停气、压力低、恢复供气"),
        ("safety", "入户安检", ["安检", "上门检查", "检查灶具", "报警器"], "每两年一次入户安检，可预约时间"),
        ("safety", "隐患整改", ["隐患", "软管", "老化", "整改", "私自改管"], "软管老化、私改管线、通风不良"),
        ("market", "报装开户", ["报装", "开户", "通气", "新房", "装燃气"], "居民、商业新装用气"),
        ("market", "管道改装", ["改管", "移表", "改装", "管道改造", "装修"], "移表、改管须由有资质的施工队办理"),
        ("market", "商业用气", ["饭店", "商用", "用气合同", "扩容", "锅炉"], "工商用户合同、扩容"),
        ("front", "缴费充值", ["缴费", "充值", "交费", "气费", "欠费", "圈存"], "现金、微信、银行代扣；IC 卡充值"),
        ("front", "过户与发票", ["过户", "改名", "发票", "户名"], "带房产证、身份证办理"),
        ("service", "投诉与建议", ["投诉", "态度", "不满意", "建议", "表扬"], "受理投诉、建议、表扬并回访"),
        ("supervision", "作风举报", ["举报", "吃拿卡要", "收礼", "乱收费"], "职工违纪举报"),
    ];

    /// <summary>Writes units, people, directory and roster (four weeks back to two ahead of <paramref name="now"/>) into an empty database.</summary>
    public static async Task Found(AppDb db, IPasswordHasher<Person> hasher, Offered offered, IReadOnlyList<string> packs, DateTimeOffset since, DateTimeOffset now, IReadOnlyList<District>? districts = null)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
        UnitLine[] lines = [.. Units, .. (districts ?? []).SelectMany(district => Units.Where(unit => District.Units.Contains(unit.Id)).Select(unit => There(unit, district)))];
        var organisation = new Organisation { Name = Name, Shifts = [.. Shifts], SetUpAt = since, Demo = true };
        db.Organisations.Add(organisation);
        var units = lines.Select(line => new Unit { Id = line.Id, Name = line.Name, Kind = "department", Role = line.Role, Phone = line.Phone, Place = line.Place, Scope = [.. line.Scope], ParentId = line.Parent }).ToList();
        db.Units.AddRange(units);
        await db.SaveChangesAsync();

        string? hash = null;
        foreach (var line in People.Concat((districts ?? []).SelectMany(district => People.Where(person => District.Units.Contains(person.Unit)).Select(person => There(person, district)))))
        {
            var person = new Person
            {
                Id = line.Id, UserName = line.Id, NormalizedUserName = line.Id.ToUpperInvariant(), DisplayName = line.Name, PhoneNumber = line.Phone, Post = line.Post, UnitId = line.Unit, Employment = line.Employment,
                Email = line.Mail, NormalizedEmail = line.Mail?.ToUpperInvariant(), SecurityStamp = $"demo-{line.Id}", LockoutEnabled = true,
            };
            person.PasswordHash = hash ??= hasher.HashPassword(person, Password);
            db.People.Add(person);
            await Appointing.SetPersonal(db, person, line.Roles, since, null);
        }
        await db.SaveChangesAsync();
        foreach (var (unit, line) in units.Zip(lines))
        {
            (unit.HeadId, unit.LeaderId, unit.LiaisonId, unit.ContactId) = (line.Head, line.Leader, line.Liaison, line.Contact);
            await Appointing.FollowUnit(db, unit, since, null);
        }
        db.DirectoryEntries.AddRange(Directory.Select(entry => new DirectoryEntry
        {
            UnitId = entry.Unit, Matter = entry.Matter, Keywords = [.. entry.Words], Description = entry.About, Phone = Units.First(unit => unit.Id == entry.Unit).Phone,
            Place = Units.First(unit => unit.Id == entry.Unit).Place, Hours = "工作日 8:30–12:00、13:30–17:30",
        }));
        Rosters(db, since, now.AddDays(14));
        await db.SaveChangesAsync();
        await Changing.Begin(db, organisation, Administrator, "设置时确定", since);
        foreach (var id in packs) await Adopting.Adopt(db, offered, Candidate.Of(offered.Find(id) ?? throw new InvalidDataException($"demo.yaml: {id}")), since, Administrator, "总经理办公会通过", since);
        if (own is not null) await own.CommitAsync();
    }

    private static void Rosters(AppDb db, DateTimeOffset from, DateTimeOffset to)
    {
        string[] hotline = ["ma", "xu"], counter = ["li", "wu"];
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime); day <= DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime); day = day.AddDays(1))
        {
            var turn = day.DayNumber % 2;
            Shift("hotline", hotline[turn], day, 8, 30, 17, 30);
            Shift("phone", hotline[1 - turn], day, 8, 30, 17, 30);
            Shift("visit", counter[turn], day, 8, 30, 17, 30);
            Shift("window", counter[1 - turn], day, 8, 30, 17, 30);
            Shift("website", "deng", day, 8, 30, 17, 30);
        }

        void Shift(string channel, string person, DateOnly day, int fromHour, int fromMinute, int toHour, int toMinute) => db.RosterShifts.Add(new RosterShift
        {
            Channel = channel, PersonId = person, From = At(day, fromHour, fromMinute), To = At(day, toHour, toMinute),
        });

        DateTimeOffset At(DateOnly day, int hour, int minute)
        {
            var wall = day.ToDateTime(new TimeOnly(hour, minute));
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
        }
    }

    /// <summary>People to sign in as, with why one would.</summary>
    public static readonly IReadOnlyList<(string Account, string Who)> Doors =
    [
        ("li", "李娟 · 前台接待：登记、跟到底"), ("sun", "孙强 · 抢修班长：接手、办理"), ("qian", "钱伟 · 运行部主任：部门看板"), ("xie", "谢芳 · 客户服务部主任：全部诉求"), ("jian", "简正 · 监察室主任：问责"), ("fang", "方圆 · 管理员：人员、值班、制度"),
    ];
}
