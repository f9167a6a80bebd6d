using System.Globalization;
using Shouwen.Accountability;
using Shouwen.Archive;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>
/// What a step expects, held against the stage. With a label it looks at that one thing, without at everything in the organisation.
/// Lists match entry by entry: each must match something; keys left out match anything.
/// </summary>
public static class Expectations
{
    public static readonly IReadOnlySet<string> Keys = new HashSet<string>
    {
        "case", "project", "complaint", "finding", "order", "grade", "status", "first-contact", "handler", "lead", "chain", "duties", "no-duties", "findings", "no-findings", "proposals", "no-proposals",
        "deductions", "no-deductions", "fund", "wages", "counts", "may", "may-not", "customer-sees", "customer-does-not-see", "sees", "does-not-see", "notified", "not-notified", "warned", "climbed", "guidance", "kept-until",
    };

    /// <summary>The expectations that fail: line, what was expected, what is.</summary>
    public static IEnumerable<(int Line, string Expected, string Got)> Failing(Node expect, Stage stage)
    {
        var label = ((MatterKind Kind, string Key)[])[(MatterKind.Case, "case"), (MatterKind.Project, "project"), (MatterKind.Finding, "finding"), (MatterKind.Case, "complaint"), (MatterKind.Order, "order")];
        MatterKey? labelled = null;
        foreach (var (kind, key) in label)
            if (expect[key]?.Scalar is { } name)
            {
                labelled = stage.Labelled(kind, name);
                if (labelled is null) yield return (expect.Line, $"{key}: {name}", "没有这个标签");
            }
        var one = labelled ?? stage.Last ?? stage.Matters[^1].Key;
        if (labelled is null && one.Kind is MatterKind.Organisation or MatterKind.Finding && stage.Matters.LastOrDefault(matter => matter.Key.Kind is MatterKind.Case or MatterKind.Project) is { } story) one = story.Key;
        var look = new Look(stage, labelled, stage.Find(one));
        foreach (var (key, node) in expect.Entries ?? [])
            foreach (var (line, expected, got) in look.Failing(key, node))
                yield return (line, $"{key}: {expected}", got);
    }

    private sealed class Look(Stage stage, MatterKey? labelled, Matter one)
    {
        private Regime Regime => stage.Regime;
        private Scene Scene => new(Regime, one, one.Acts is [.., var last] ? last : null, stage.Now);
        private IEnumerable<Matter> InView => labelled is { } key ? stage.Matters.Where(matter => matter.Key == key || matter.Finding?.Case == key.Id) : stage.Matters;

        public IEnumerable<(int Line, string Expected, string Got)> Failing(string key, Node node) => key switch
        {
            "case" or "project" or "complaint" or "finding" or "order" => [],
            "grade" => Same(node, Ordering.GradeOf(one)),
            "status" => Same(node, one.Status),
            "first-contact" or "handler" or "lead" => one.At(key) is { IsUnit: true } unit && Regime.Organisation.HeadOf(unit.Id) == node.Scalar ? [] : Same(node, one.At(key)?.Id ?? "—"),
            "chain" => Text(node) == string.Join(", ", one.Chain.Holders.Select(holder => holder.Id)) ? [] : [(node.Line, Text(node), string.Join(", ", one.Chain.Holders.Select(holder => holder.Id)))],
            "duties" => Each(node, entry => Duties().Any(duty => Matches(entry, duty)), () => string.Join("\n       ", Duties().Select(Show))),
            "no-duties" => None(node, entry => Duties().Where(duty => duty.Duty.State == DutyState.Open && Matches(entry, duty)).Select(Show)),
            "findings" => Each(node, entry => Findings().Any(finding => Matches(entry, finding)), () => string.Join("; ", Findings().Select(Show))),
            "no-findings" when node.Items is { Count: 0 } => Findings().Any() ? [(node.Line, "一个也没有", string.Join("; ", Findings().Select(Show)))] : [],
            "no-findings" => None(node, entry => Findings().Where(finding => Matches(entry, finding)).Select(Show)),
            "proposals" => Each(node, entry => Proposed().Any(proposal => Matches(entry, proposal)), () => string.Join("; ", Proposed())),
            "no-proposals" when node.Items is { Count: 0 } => Proposed().Any() ? [(node.Line, "一个也没有", string.Join("; ", Proposed()))] : [],
            "no-proposals" => None(node, entry => Proposed().Where(proposal => Matches(entry, proposal)).Select(proposal => proposal.ToString())),
            "deductions" => Each(node, DeductionHolds, () => string.Join("; ", Deductions())),
            "no-deductions" => None(node, entry => Deductions().Where(deduction => Matches(entry, deduction)).Select(deduction => deduction.ToString())),
            "fund" => Same(node, (Posted("fund").Sum(posted => posted.Amount) / 100m).ToString("0.##", CultureInfo.InvariantCulture)),
            "wages" => Each(node, WageHolds, () => string.Join("; ", Posted("wages"))),
            "counts" => Counted(node),
            "may" => Rights(node, true),
            "may-not" => Rights(node, false),
            "customer-sees" => Seen(node, true),
            "customer-does-not-see" => Seen(node, false),
            "sees" => Told(node, true),
            "does-not-see" => Told(node, false),
            "notified" => Items(node).Where(name => !stage.Told.Contains(Person(name))).Select(name => (node.Line, name, $"通知了 {string.Join(", ", stage.Told)}")),
            "not-notified" => Items(node).Where(name => stage.Told.Contains(Person(name))).Select(name => (node.Line, name, $"通知了 {string.Join(", ", stage.Told)}")),
            "warned" => Reached(node, stage.Warned),
            "climbed" => Reached(node, stage.Climbed),
            "guidance" => Guided(node),
            "kept-until" => Same(node, Retention.KeptUntil(Regime, one)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—"),
            _ => throw new InvalidOperationException($"No look for {key}."),
        };

        private sealed record Borne(Matter Matter, Duty Duty, Party Bearer, Party? OwedTo);
        private sealed record Deducted(Party Unit, decimal Percent, string Clause, string State, string Pack);

        private IEnumerable<Borne> Duties() => InView.SelectMany(matter => matter.Duties.Select(duty =>
        {
            var scene = new Scene(Regime, matter, null, stage.Now, Regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack));
            return new Borne(matter, duty, Clockwork.Bearer(duty, scene), Clockwork.OwedTo(duty, scene));
        }));

        private bool Matches(Node entry, Borne borne) => All(entry, (key, node) => (key, borne.Duty) switch
        {
            ("duty", var duty) => duty.Name == node.Scalar,
            ("bearer", _) => borne.Bearer.Id == node.Scalar,
            ("owed-to", _) => borne.OwedTo?.Id == node.Scalar,
            ("due", var duty) when node.Scalar is "" or "~" or "null" => duty.Due is null,
            ("due", var duty) => duty.Due is { } due && Regime.Calendar.ReadMoment(node.Scalar) is { } expected && Minute(due) == Minute(expected),
            ("state", var duty) => Word(duty.State) == node.Scalar,
            ("clause", var duty) => ClauseOf(duty).Any(clause => Clauses.Matches(clause, node.Scalar!)),
            ("count", var duty) => duty.Count.ToString(CultureInfo.InvariantCulture) == node.Scalar,
            ("segment", var duty) => duty.Segment == node.Scalar,
            ("period", var duty) => duty.Period == node.Scalar,
            ("pack", var duty) => duty.Pack == node.Scalar,
            _ => false,
        });

        private IEnumerable<string> ClauseOf(Duty duty) => Clockwork.RuleOf(duty, Regime) is { } found ? found.Rule.Clauses : [duty.Clause];

        private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
        private static string Word(DutyState state) => state.ToString().ToLowerInvariant();

        private string Show(Borne borne) => $"{borne.Duty.Name} {Word(borne.Duty.State)} bearer {borne.Bearer.Id} owed-to {borne.OwedTo?.Id ?? "—"} due {Moment(borne.Duty.Due)} {borne.Duty.Clause} {borne.Duty.Period} {borne.Duty.Segment}".TrimEnd();
        private string Moment(DateTimeOffset? at) => at is { } moment ? TimeZoneInfo.ConvertTime(moment, Regime.Calendar.Zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "—";

        private IEnumerable<Matter> Findings() => InView.Where(matter => matter.Finding is not null);

        private bool Matches(Node entry, Matter finding) => All(entry, (key, node) => key switch
        {
            "against" => finding.Finding!.Against.Id == node.Scalar,
            "duty" => finding.Finding!.Duty == node.Scalar,
            "kind" => finding.Finding!.Kind == node.Scalar,
            "clause" => Clauses.Matches(finding.Finding!.Clause, node.Scalar!),
            "main" => finding.Finding!.Main == (node.Scalar == "true"),
            "pack" => finding.Finding!.Pack == node.Scalar,
            "rule-source" => finding.Finding!.Duty is null == (node.Scalar != "breach"),
            _ => false,
        });

        private static string Show(Matter finding) => $"{finding.Finding!.Kind} against {finding.Finding.Against.Id} {finding.Finding.Clause} duty {finding.Finding.Duty ?? "—"} main {finding.Finding.Main}";

        private IEnumerable<Proposal> Proposed() => Findings().Where(finding => finding.Status != "dismissed").SelectMany(finding => Proposals.Of(Regime, finding, stage.Others(finding)))
            .Concat(labelled is null ? Proposals.Rewards(Regime, stage.Organisation) : []);

        private static bool Same(Node? node, decimal? amount) => decimal.TryParse(node?.Scalar, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number == amount : amount is null;

        private static bool Matches(Node entry, Proposal proposal) => All(entry, (key, node) => key switch
        {
            "person" => proposal.Who == Party.Person(node.Scalar!),
            "unit" => proposal.Who == Party.Unit(node.Scalar!),
            "sanction" => proposal.Sanction == node.Scalar,
            "wording" => proposal.Wording == node.Scalar,
            "amount" => node.Scalar is { } amount ? proposal.Admits(decimal.Parse(amount, CultureInfo.InvariantCulture)) : Same(node["from"], proposal.From) && (node["to"] is null || Same(node["to"], proposal.To)),
            "clause" => Clauses.Matches(proposal.Clause, node.Scalar!),
            "pack" => proposal.Pack == node.Scalar,
            _ => false,
        });

        /// <summary>The total is that of the step's calendar year, over the whole organisation.</summary>
        private IEnumerable<Matter> OfTheYear() => stage.Matters.Where(matter => matter.Finding is not null && Regime.Calendar.DayOf(matter.OpenedAt).Year == Regime.Calendar.DayOf(stage.Now).Year);

        private IEnumerable<Deducted> Deductions(IEnumerable<Matter>? findings = null) => (findings ?? Findings()).SelectMany(finding => Proposals.Deductions(Regime, finding, stage.Others(finding))
            .Select(deduction => new Deducted(deduction.Unit, deduction.Percent, deduction.Clause, finding.Status == "executed" ? "posted" : "proposed", finding.Finding!.Pack)));

        private bool DeductionHolds(Node entry) => entry["total"]?.Scalar is { } total
            ? Deductions(OfTheYear()).Where(deduction => entry["unit"]?.Scalar is null || deduction.Unit.Id == entry["unit"]!.Scalar).Sum(deduction => deduction.Percent) == decimal.Parse(total, CultureInfo.InvariantCulture)
            : Deductions().Any(deduction => Matches(entry, deduction));

        private static bool Matches(Node entry, Deducted deduction) => All(entry, (key, node) => key switch
        {
            "unit" => deduction.Unit.Id == node.Scalar,
            "percent" => deduction.Percent == decimal.Parse(node.Scalar!, CultureInfo.InvariantCulture),
            "clause" => Clauses.Matches(deduction.Clause, node.Scalar!),
            "state" => deduction.State == node.Scalar,
            "pack" => deduction.Pack == node.Scalar,
            _ => false,
        });

        private IEnumerable<Posted> Posted(string ledger) => stage.Matters.SelectMany(matter => matter.Postings).Where(posted => posted.Ledger == ledger);

        private bool WageHolds(Node entry) => Posted("wages").Where(posted => posted.Who.Id == entry["person"]?.Scalar && (entry["pack"]?.Scalar is not { } pack || posted.Pack == pack) && (entry["month"]?.Scalar is not { } month || posted.Period == month)).ToList() is { Count: > 0 } found
            && (entry["amount"]?.Scalar is not { } amount || found.Sum(posted => posted.Amount) == decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);

        private IEnumerable<(int, string, string)> Counted(Node node)
        {
            foreach (var (name, entries) in node.Entries ?? [])
                foreach (var (who, number) in entries.Entries ?? [])
                    if (Count(name, who).ToString(CultureInfo.InvariantCulture) is var got && got != number.Scalar)
                        yield return (entries.Line, $"{name} {who} {number.Scalar}", got);
        }

        private int Count(string name, string who)
        {
            var party = Regime.Organisation.Unit(who) is not null ? Party.Unit(who) : Party.Person(who);
            return Regime.Packs.SelectMany(pack => pack.Of<CountRule>().Select(rule => (pack, rule))).FirstOrDefault(pair => pair.rule.Count == name) is (var pack, { } rule)
                ? Counts.Of(rule, party, stage.Matters, Scene with { Pack = pack }) : Counts.Plain(name, party, stage.Matters, Regime);
        }

        private IEnumerable<(int, string, string)> Rights(Node node, bool may)
        {
            foreach (var (person, acts) in node.Entries ?? [])
                foreach (var act in Items(acts))
                    if (stage.May(person, act, one.Key) != may) yield return (acts.Line, $"{person} {act}", may ? "不允许" : "允许");
        }

        private IEnumerable<(int, string, string)> Seen(Node node, bool sees)
        {
            var text = CustomerView.Of(Scene with { Others = stage.Others(one) }).AllText();
            return Items(node).Where(word => text.Contains(word, StringComparison.Ordinal) != sees).Select(word => (node.Line, word, text.ReplaceLineEndings(" / ")));
        }

        /// <summary>What a colleague is told of the case: <c>{li: [陈女士]}</c>.</summary>
        private IEnumerable<(int, string, string)> Told(Node node, bool sees)
        {
            foreach (var (person, words) in node.Entries ?? [])
            {
                var text = string.Join(' ', Views.ToColleague(person, Scene with { Others = stage.Others(one) }));
                foreach (var word in Items(words))
                    if (text.Contains(word, StringComparison.Ordinal) != sees) yield return (words.Line, $"{person} {word}", text);
            }
        }

        private IEnumerable<(int, string, string)> Guided(Node node)
        {
            var text = Clauses.Normal(string.Join('\n', Guiding.Of(Scene).Select(rule => $"{rule.Text} {string.Join(' ', rule.Terms)}")));
            return Items(node).Where(term => !text.Contains(Clauses.Normal(term), StringComparison.Ordinal)).Select(term => (node.Line, term, text));
        }

        /// <summary>Person by person, each with the duties in question; an empty list: nobody.</summary>
        private IEnumerable<(int Line, string Expected, string Got)> Reached(Node node, List<(string Person, string Duty)> reached)
        {
            var got = reached.Count == 0 ? "—" : string.Join("; ", reached.Select(one => $"{one.Person} {one.Duty}"));
            if (node.Items is { Count: 0 } && reached.Count > 0) return [(node.Line, "—", got)];
            return (node.Entries ?? []).SelectMany(entry => Items(entry.Value).Where(duty => !reached.Contains((Person(entry.Key), duty))).Select(duty => (entry.Value.Line, $"{entry.Key} {duty}", got)));
        }

        private string Person(string name) => Regime.Organisation.Unit(name)?.Head ?? name;
        private static bool All(Node entry, Func<string, Node, bool> holds) => entry.Entries?.All(pair => holds(pair.Key, pair.Value)) == true;
        private static IEnumerable<string> Items(Node node) => node.Items?.Select(item => item.Scalar ?? "") ?? (node.Scalar is { } one ? [one] : []);
        private static string Text(Node node) => node.Scalar ?? (node.Items is { } items ? string.Join(", ", items.Select(Text)) : string.Join(", ", (node.Entries ?? []).Select(entry => $"{entry.Key}: {Text(entry.Value)}")));
        private static IEnumerable<(int, string, string)> Same(Node node, string got) => node.Scalar == got ? [] : [(node.Line, Text(node), got)];
        private static IEnumerable<Node> Entries(Node node) => node.Items ?? [node];
        private static IEnumerable<(int, string, string)> Each(Node node, Func<Node, bool> holds, Func<string> got) => Entries(node).Where(entry => !holds(entry)).Select(entry => (entry.Line, $"{{{Text(entry)}}}", got()));
        private static IEnumerable<(int, string, string)> None(Node node, Func<Node, IEnumerable<string>> found) => Entries(node).Select(entry => (entry, hits: string.Join("; ", found(entry)))).Where(pair => pair.hits.Length > 0).Select(pair => (pair.entry.Line, $"没有 {{{Text(pair.entry)}}}", pair.hits));
    }
}
