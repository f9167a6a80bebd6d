using System.Diagnostics;
using System.Globalization;
using Shouwen.Cases;
using Shouwen.Search;

namespace Shouwen.Bench.Similar;

/// <summary>
/// How well requests about one matter are found, and empty replies, on real messages. Issues are ordered by size and dealt out in turn: the threshold is chosen on the odd ones and
/// reported on the even ones. Three simple ways stand beside: the same text, pairs of characters in common (Jaccard), the same name of a place.
/// </summary>
internal static class SimilarBench
{
    private sealed record Way(string Name, double[] Steps, Func<Message, Message, double> Score);
    private readonly record struct Found(double Precision, double Recall)
    {
        public double F => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
    }

    public static int Run()
    {
        if (Message.Folder is null)
        {
            Console.WriteLine("skipped: no real messages beside the repository (../shared/data/messages)");
            return 0;
        }
        var all = Message.Hot();
        var (index, alike, first, perFind) = Indexed(all);
        Print($"{all.Count} messages; filed and looked up one after the other as they came: {alike.Count} pairs alike, {perFind:F2} ms a look-up");
        Way[] ways =
        [
            new("ours", [0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.12, 0.15, 0.2], (a, b) => Likeness.Of(a.Signature, b.Signature, a.At - b.At, index.Rarity)),
            new("same text", [1], (a, b) => a.Text.Trim() == b.Text.Trim() ? 1 : 0),
            new("Jaccard of pairs", [0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3], (a, b) => Jaccard(a.Signature, b.Signature)),
            new("same place name", [1, 2, 3], (a, b) => a.Signature.Signs.Count(sign => sign[0] == Signature.Name && b.Signature.Signs.Contains(sign))),
        ];
        foreach (var (what, labels) in new[] { ("silver labels as they came (a keyword each)", Message.Silver()), ("our reading of the same messages", Message.Ours()) })
            Compare(what, labels, all, ways, first);
        foreach (var from in (double[])[Likeness.Enough, 0.10, 0.12, 0.15]) Shown(all, Message.Ours(), from);
        Missed(all, index, alike);
        Replies();
        return 0;
    }

    /// <summary>Every message looked up among those before it, then filed: what the site does at each registration.</summary>
    private static (LikenessIndex Index, HashSet<(string, string)> Alike, HashSet<(string, string)> First, double Milliseconds) Indexed(IReadOnlyList<Message> all)
    {
        var index = new LikenessIndex();
        foreach (var message in all) index.Rarity.Add(message.Signature);
        var fresh = new LikenessIndex();
        var (alike, first) = (new HashSet<(string, string)>(), new HashSet<(string, string)>());
        var watch = new Stopwatch();
        foreach (var message in all.OrderBy(one => one.At))
        {
            watch.Start();
            var found = fresh.Find(message.At, message.Signature, LikenessIndex.Candidates);
            watch.Stop();
            foreach (var (id, _) in found) alike.Add(Pair(message.Id, id));
            if (found.Count > 0) first.Add(Pair(message.Id, found[0].Id));
            fresh.Add(message.Id, message.At, message.Signature);
        }
        return (index, alike, first, watch.Elapsed.TotalMilliseconds / all.Count);
    }

    private static void Compare(string what, IReadOnlyDictionary<string, string> labels, IReadOnlyList<Message> all, Way[] ways, HashSet<(string, string)> first)
    {
        var issues = labels.GroupBy(pair => pair.Value, pair => pair.Key).Where(group => group.Count() > 1).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => (Name: group.Key, Members: group.ToHashSet())).ToList();
        var (odd, even) = (issues.Where((_, i) => i % 2 == 0).ToList(), issues.Where((_, i) => i % 2 == 1).ToList());
        Print($"\n== {what}: {issues.Count} issues of two or more, pairs of messages; a pair with a message outside the issue counts as wrong");
        Print($"{"way",-20}{"from",6}{"P tuned",10}{"R",7}{"F1",7}{"P held",10}{"R",7}{"F1",7}{"F1 to ours",12}");
        var ours = 0.0;
        foreach (var way in ways)
        {
            var scores = Scores(way, labels, all);
            var from = way.Steps.MaxBy(step => Mean(odd, scores, step).F);
            if (way.Name == "ours" && from != Likeness.Enough) Print($"   the odd issues would choose {from}; in use is {Likeness.Enough}");
            if (way.Name == "ours") from = Likeness.Enough;
            var (tuned, held) = (Mean(odd, scores, from), Mean(even, scores, from));
            if (way.Name == "ours") ours = held.F;
            Print($"{way.Name,-20}{from,6:0.##}{tuned.Precision,10:P0}{tuned.Recall,7:P0}{tuned.F,7:0.00}{held.Precision,10:P0}{held.Recall,7:P0}{held.F,7:0.00}{(held.F / ours).ToString("0.00", CultureInfo.InvariantCulture),12}");
            if (way.Name == "ours") Each(issues, odd, scores, from);
        }
        Groups(issues, all, first);
    }

    private static void Each(List<(string Name, HashSet<string> Members)> issues, List<(string Name, HashSet<string> Members)> odd, List<(string A, string B, double Score)> scores, double from)
    {
        foreach (var issue in issues)
        {
            var found = Of(issue.Members, scores, from);
            Print($"     {issue.Name,-16}{issue.Members.Count,4} messages, {(odd.Contains(issue) ? "tuned" : "held ")}  P {found.Precision,4:P0}  R {found.Recall,4:P0}  F1 {found.F:0.00}");
        }
    }

    /// <summary>What would be gathered by somebody who always took the first line shown. Each issue is held against the group that has most of it.</summary>
    private static void Groups(List<(string Name, HashSet<string> Members)> issues, IReadOnlyList<Message> all, HashSet<(string, string)> first)
    {
        var root = all.ToDictionary(message => message.Id, message => message.Id);
        string Find(string id) => root[id] == id ? id : root[id] = Find(root[id]);
        foreach (var (a, b) in first) root[Find(a)] = Find(b);
        var groups = all.GroupBy(message => Find(message.Id)).Select(group => group.Select(message => message.Id).ToHashSet()).ToList();
        var each = issues.Select(issue => (issue.Name, Best: groups.Select(group => new Found((double)group.Count(issue.Members.Contains) / group.Count, (double)group.Count(issue.Members.Contains) / issue.Members.Count)).MaxBy(found => found.F))).ToList();
        Print($"   as groups, were the first line always taken: P {each.Average(one => one.Best.Precision):P0}  R {each.Average(one => one.Best.Recall):P0}  F1 {each.Average(one => one.Best.F):0.00}; largest group {groups.Max(group => group.Count)} messages");
    }

    /// <summary>The four lines a clerk sees: whether one of the same matter is among them wherever one was registered before, and how often a message of which we know no fellow gets any line.</summary>
    private static void Shown(IReadOnlyList<Message> all, IReadOnlyDictionary<string, string> labels, double from)
    {
        var index = new LikenessIndex();
        var before = new HashSet<string>();
        var (asked, hit, lines, others, disturbed) = (0, 0, 0, 0, 0);
        foreach (var message in all.OrderBy(one => one.At))
        {
            var shown = index.Find(message.At, message.Signature, 4).Where(found => found.Score >= from).Select(found => found.Id).ToList();
            if (labels.TryGetValue(message.Id, out var matter))
            {
                if (!before.Add(matter))
                {
                    (asked, lines) = (asked + 1, lines + shown.Count);
                    if (shown.Any(id => labels.GetValueOrDefault(id) == matter)) hit++;
                }
            }
            else (others, disturbed) = (others + 1, disturbed + (shown.Count > 0 ? 1 : 0));
            index.Add(message.Id, message.At, message.Signature);
        }
        Print($"   shown to the clerk from {from:0.00}: {hit} of {asked} whose matter was registered before see it among the first four ({(double)hit / asked:P0}); {disturbed} of {others} others see some line ({(double)disturbed / others:P0})");
    }

    /// <summary>What the index does not find of what comparing with all would.</summary>
    private static void Missed(IReadOnlyList<Message> all, LikenessIndex index, HashSet<(string, string)> alike)
    {
        var random = new Random(20260306);
        var asked = Enumerable.Range(0, 150).Select(_ => all[random.Next(all.Count)]).ToList();
        var (whole, found) = (0, 0);
        foreach (var one in asked)
            foreach (var other in all.Where(other => other.Id != one.Id && Likeness.Of(one.Signature, other.Signature, one.At - other.At, index.Rarity) >= Likeness.Enough))
                (whole, found) = (whole + 1, found + (alike.Contains(Pair(one.Id, other.Id)) ? 1 : 0));
        Print($"\nindex: of {whole} pairs that comparing 150 messages with all finds, it finds {found} ({(double)found / whole:P0}), {LikenessIndex.Signs} signs a message, {LikenessIndex.Candidates} candidates a look-up");
    }

    private static void Replies()
    {
        var replies = Message.Replies();
        var empty = replies.Where(reply => ReplyCheck.Of(reply.Reply)?.Empty == true).Select(reply => reply.Id).ToHashSet();
        Print($"\n== replies: {empty.Count} of {replies.Count} are called empty ({(double)empty.Count / replies.Count:P1})");
        foreach (var sample in Message.Labels("Cases", "replies.csv").GroupBy(row => row[2]))
        {
            var (right, wrong, missed) = (sample.Count(row => row[1] == "1" && empty.Contains(row[0])), sample.Count(row => row[1] == "0" && empty.Contains(row[0])), sample.Count(row => row[1] == "1" && !empty.Contains(row[0])));
            Print($"   sample {sample.Key}: {sample.Count()} read by us, {right + missed} empty; precision {(double)right / (right + wrong):P0}, recall {(double)right / (right + missed):P0}");
        }
    }

    private static List<(string A, string B, double Score)> Scores(Way way, IReadOnlyDictionary<string, string> labels, IReadOnlyList<Message> all)
    {
        var scores = new List<(string, string, double)>();
        foreach (var one in all.Where(message => labels.ContainsKey(message.Id)))
            foreach (var other in all.Where(other => other.Id != one.Id && (!labels.ContainsKey(other.Id) || string.CompareOrdinal(one.Id, other.Id) < 0)))
                if (way.Score(one, other) is var score && score >= way.Steps[0]) scores.Add((one.Id, other.Id, score));
        return scores;
    }

    private static Found Mean(List<(string Name, HashSet<string> Members)> issues, List<(string A, string B, double Score)> scores, double from)
    {
        var each = issues.ConvertAll(issue => Of(issue.Members, scores, from));
        return new(each.Average(found => found.Precision), each.Average(found => found.Recall));
    }

    private static Found Of(HashSet<string> members, List<(string A, string B, double Score)> scores, double from)
    {
        var (right, wrong) = (0, 0);
        foreach (var (a, b, score) in scores)
            if (score >= from)
                switch (members.Contains(a), members.Contains(b))
                {
                    case (true, true): right++; break;
                    case (true, false) or (false, true): wrong++; break;
                }
        return new(right + wrong == 0 ? 0 : (double)right / (right + wrong), right / (members.Count * (members.Count - 1) / 2.0));
    }

    private static double Jaccard(Signature one, Signature other)
    {
        var shared = one.Signs.Count(sign => sign[0] != Signature.Name && other.Signs.Contains(sign));
        return shared == 0 ? 0 : (double)shared / (one.Signs.Count(sign => sign[0] != Signature.Name) + other.Signs.Count(sign => sign[0] != Signature.Name) - shared);
    }

    private static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private static void Print(string line) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line}"));
}
