using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>卷宗 of a complaint: the claim, the evidence, the unit's report, the verdict with what it rests on, and what came after it, as far as the reader may know.</summary>
public sealed class ComplaintFile
{
    /// <summary>Something that was done, with its words.</summary>
    public sealed record Entry(string When, string Who, string What, string? Text);

    /// <summary>One of the things a verdict is measured by, and whether it was found so; null before the verdict.</summary>
    public sealed record Tick(string Text, bool? Met);

    /// <summary>What a pack asks of a verdict.</summary>
    public sealed record Standard(string Text, ClauseChip? Clause);

    private static readonly string[] Looked = ["investigate", "obstruct", "check-retaliation"];
    private static readonly string[] Reported = ["unit-report", "verify"];
    private static readonly string[] Afterwards = ["receive-notice", "file-opinion", "attribute", "appeal", "decide-appeal"];

    public required string State { get; init; }
    public required string Tone { get; init; }
    public required string Against { get; init; }
    public string? Facet { get; init; }
    public string? Expects { get; init; }
    public bool Protected { get; init; }
    public CaseLine? About { get; init; }
    public string? AboutNumber { get; init; }
    public Entry? Verdict { get; init; }
    public IReadOnlyList<string> Causes { get; init; } = [];
    public IReadOnlyList<Tick> Criteria { get; init; } = [];
    public IReadOnlyList<Standard> Standards { get; init; } = [];

    /// <summary>What was found out; null for the side complained of.</summary>
    public IReadOnlyList<Entry>? Inquiry { get; init; }
    public IReadOnlyList<Entry> Reports { get; init; } = [];
    public IReadOnlyList<Entry> Since { get; init; } = [];
    public Entry? Reply { get; init; }
    public string? Seal { get; init; }

    /// <summary>Why this person neither investigates nor judges nor signs.</summary>
    public string? Recused { get; init; }

    /// <summary>Later requests of the same customer that came into the hands of the one complained of.</summary>
    public IReadOnlyList<CaseLine> Later { get; init; } = [];

    public static async Task<ComplaintFile?> Load(AppDb db, Actor actor, Dossier dossier, Clock clock)
    {
        var (matter, row) = (dossier.Matter, dossier.Row);
        if (!Complaint.Is(matter)) return null;
        var about = await AboutCase(db, actor, dossier);
        var verdict = Complaint.Verdict(matter);
        var reply = Complaint.FinalReply(matter);
        string[] met = verdict is null ? [] : [.. verdict.With.Texts("criteria")];
        var asked = Asked(dossier).ToList();
        return new()
        {
            State = Words.Value("complaint", Complaint.State(matter)!), Tone = Complaint.State(matter) switch { "closed" or "replied" => "green", "registered" or "appealed" or "reopened" => "amber", _ => "teal" },
            Against = Complaint.Against(dossier.Scene) is { } against ? dossier.FullName(against) : matter.Facts.Text("vendor") ?? "未指明",
            Facet = matter.Facts.Text("complaint-about") is { } facet ? Words.Value("complaint-about", facet) : null, Expects = matter.Facts.Text("expects") is { } expects ? dossier.Withheld.From(expects) : null, Protected = matter.Facts.IsTrue("protect"),
            About = about is null || !about.Value.Seen ? null : CaseLine.Of(about.Value.Row, dossier.Regime, clock), AboutNumber = about?.Row.Number,
            Verdict = verdict is null ? null : Line(verdict, dossier, clock), Causes = verdict is null ? [] : [.. verdict.With.Texts("causes").Select(cause => Words.Value("causes", cause))],
            Criteria = [.. asked.Select(one => one.Word).Distinct().DefaultIfEmpty().SelectMany(word => word is null ? met : [word]).Union(met).Select(word => new Tick(Words.Value("criteria", word), verdict is null ? null : met.Contains(word)))],
            Standards = [.. asked.Select(one => one.Rule).Distinct().Select(rule => new Standard(rule.Text ?? "", dossier.Clause(rule.Pack, rule.Clause))).Where(one => one.Text.Length > 0)],
            Inquiry = dossier.Accused ? null : Lines(dossier, clock, Looked), Reports = Lines(dossier, clock, Reported), Since = Lines(dossier, clock, Afterwards),
            Reply = reply is null ? null : Line(reply, dossier, clock), Seal = reply?.With.Text("seal"),
            Recused = Complaint.Concern(actor.Id, dossier.Scene), Later = await Again(db, actor, dossier, clock),
        };
    }

    /// <summary>Every criterion that a pack in force asks of a verdict, with the rule.</summary>
    private static IEnumerable<(string Word, GateRule Rule)> Asked(Dossier dossier) => dossier.Regime.Binding(dossier.Matter).SelectMany(pack => pack.On<GateRule>("determine"))
        .SelectMany(rule => rule.Needs.Select(need => need.Holds).OfType<Matcher>().SelectMany(Named).Select(word => (word, rule)));

    private static IEnumerable<string> Named(Matcher matcher) => matcher switch
    {
        Matcher.Is { Fact: "criteria" } holds => holds.Values.Select(value => value.Text).OfType<string>(),
        Matcher.All all => all.Of.SelectMany(Named),
        Matcher.Any any => any.Of.SelectMany(Named),
        _ => [],
    };

    private static IReadOnlyList<Entry> Lines(Dossier dossier, Clock clock, string[] acts) => [.. dossier.Matter.Acts.Where(done => acts.Contains(done.Name)).Select(done => Line(done, dossier, clock))];

    private static Entry Line(Done done, Dossier dossier, Clock clock)
    {
        var sentence = new Story(dossier.Regime.Calendar, dossier.Name, id => id).Sentence(new Acted(done.Name, done.By, done.With) { At = done.At }, dossier.Matter with { Acts = [.. dossier.Matter.Acts.Take(done.Seq - 1)] });
        string?[] said = [.. ((string[])["text", "report", "opinion", "reason", "grounds", "reply"]).Where(key => key != "reason" || done.Name != "determine").Select(done.With.Text), done.With.Text("evidence") is { } files ? $"证据：{files}" : null];
        var name = dossier.Name(Party.Person(done.By));
        return new(clock.Say(done.At), dossier.FullName(Party.Person(done.By)), sentence.TrimEnd('。').Replace($"{name} ", "", StringComparison.Ordinal), string.Join("　", said.OfType<string>().Select(dossier.Withheld.From)) is { Length: > 0 } text ? text : null);
    }

    private static async Task<(CaseRow Row, bool Seen)?> AboutCase(AppDb db, Actor actor, Dossier dossier)
    {
        if (Complaint.About(dossier.Matter) is not { } id || await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is not { } about) return null;
        await Discretion.Apply(db, actor.Id, dossier.Regime, dossier.Now, [about]);
        return (about, (await Known.Seen(db, actor, dossier.Regime, [about])).Count > 0);
    }

    private static async Task<IReadOnlyList<CaseLine>> Again(AppDb db, Actor actor, Dossier dossier, Clock clock)
    {
        var row = dossier.Row;
        if (!actor.SeesAll() || dossier.Accused || row.CustomerPhone is not { } phone || row.AccusedUnitId is null) return [];
        var later = await db.Cases.AsNoTracking().Where(one => one.CustomerPhone == phone && one.Key > row.Key).OrderByDescending(one => one.Key).Take(20).ToListAsync();
        return [.. later.Where(one => row.AccusedPersonId is { } person ? one.HandlerId == person || one.FirstContactId == person || one.PendingPersonId == person : one.HandlerUnitId == row.AccusedUnitId || one.PendingUnitId == row.AccusedUnitId).Select(one => CaseLine.Of(one, dossier.Regime, clock))];
    }
}
