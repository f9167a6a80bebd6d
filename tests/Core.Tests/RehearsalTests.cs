using Shouwen.Packs;
using Shouwen.Rehearsals;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests;

public class RehearsalTests
{
    public static TheoryData<string> Files => [.. Shipped.Rehearsals];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_rehearsal_that_ships_holds(string file)
    {
        var reading = RehearsalReader.Read(File.ReadAllText(Path.Combine(Repo.Root, file)), file);
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        if (reading.Value!.Packs.FirstOrDefault(id => !Shipped.Packs.Values.Any(pack => pack.IsCalled(id))) is { } missing)
            Assert.Skip($"the pack {missing} does not ship yet");
        Assert.Equal("", Failures(reading.Value));
    }

    [Fact]
    public void Those_of_the_packs_say_in_Chinese_what_they_show()
    {
        var shipped = Shipped.Rehearsals.Where(file => file.StartsWith("packs", StringComparison.Ordinal)).Select(file => RehearsalReader.Read(File.ReadAllText(Path.Combine(Repo.Root, file)), file).Value!).ToList();
        Assert.NotEmpty(shipped);
        Assert.Equal([], shipped.Where(story => !story.Title.Any(c => c is >= '\u4e00' and <= '\u9fff') || story.Title.Any(char.IsAsciiLetter)).Select(story => $"{story.File} {story.Title}"));
    }

    private const string Small = """
        rehearsal: a call is answered
        packs: []
        organisation:
          units: [{id: front, head: zhao}]
          people: [{id: li, unit: front}]
        steps:
          - at: 2026-03-03T09:00
            by: li
            do: register
            with: {channel: phone, kind: enquiry, scope: own-post, content: 问气价}
            expect: {first-contact: li, status: registered}
          - at: 2026-03-03T09:01
            by: li
            do: close
            refused: {code: customer-not-told}

        """;

    [Fact]
    public void A_story_that_holds_has_no_failures() => Assert.Equal("", Failures(Read(Small)));

    [Fact]
    public void A_complaint_may_be_called_by_a_label_of_its_own()
    {
        var story = Small.Replace("with: {channel", "with: {complaint: K, channel", StringComparison.Ordinal).Replace("expect: {first", "expect: {complaint: K, first", StringComparison.Ordinal)
            .Replace("    refused: {code", "    with: {complaint: K}\n    refused: {code", StringComparison.Ordinal);
        Assert.Equal("", Failures(Read(story)));
        Assert.Contains("没有这个标签", Failures(Read(story.Replace("expect: {complaint: K", "expect: {complaint: L", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first-contact: li", "first-contact: zhao", 11, "first-contact: zhao", "li")]
    [InlineData("status: registered", "duties: [{duty: answer}]", 11, "duties: {duty: answer}", "")]
    [InlineData("status: registered", "customer-sees: [明天上门]", 11, "customer-sees: 明天上门", "已受理")]
    [InlineData("status: registered", "may: {zhao: [close]}", 11, "may: zhao close", "不允许")]
    [InlineData("code: customer-not-told", "code: must-absorb", 12, "拒绝 must-absorb", "customer-not-told")]
    [InlineData("    refused: {code: customer-not-told}\n", "", 12, "接受", "customer-not-told")]
    [InlineData("do: close\n    refused: {code: customer-not-told}", "do: answer\n    with: {reply: 已说明}\n    refused: {}", 12, "拒绝", "没有拒绝")]
    [InlineData("2026-03-03T09:01", "2026-03-03T08:59", 12, "不早于上一步的时间", "2026-03-03T08:59")]
    public void What_does_not_hold_is_told_with_file_line_expected_and_got(string right, string wrong, int line, string expected, string got)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        var failure = Assert.Single(Play(Read(Small.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Equal(("story.yaml", line), (failure.File, failure.Line));
        Assert.Contains(expected, failure.Expected, StringComparison.Ordinal);
        Assert.Contains(got, failure.Got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do: close", "do: shut", 12, "shut")]
    [InlineData("rehearsal: a call is answered", "rehearsal: [", 1, "YAML")]
    [InlineData("status: registered", "state: registered", 11, "state")]
    [InlineData("    by: li\n    do: close", "    do: close", 12, "by")]
    [InlineData("head: zhao", "boss: zhao", 4, "boss")]
    [InlineData("{id: front, head: zhao}]", "{id: front, head: zhao}]\n  shifts: [\"八点\"]", 5, "八点")]
    [InlineData("{id: front, head: zhao}]", "{id: front, head: zhao}]\n  closed: [明天]", 5, "明天")]
    [InlineData("[{id: front, head: zhao}]", "[front]", 4, "units")]
    [InlineData("2026-03-03T09:01", "九点", 12, "九点")]
    [InlineData("do: close", "do: close\n    with: [A]", 15, "with")]
    [InlineData("refused: {code: customer-not-told}", "refused: yes", 15, "refused")]
    [InlineData("refused: {code: customer-not-told}", "refused: {codes: x}", 15, "codes")]
    [InlineData("expect: {first-contact: li, status: registered}", "expect: [first-contact]", 11, "expect")]
    [InlineData("status: registered", "status: finished", 11, "finished")]
    [InlineData("status: registered", "no-duties: [{duty: trasnfer}]", 11, "trasnfer")]
    [InlineData("status: registered", "no-duties: [{bearers: li}]", 11, "bearers")]
    [InlineData("status: registered", "duties: [{state: done}]", 11, "done")]
    [InlineData("status: registered", "duties: [{due: 明天}]", 11, "明天")]
    [InlineData("status: registered", "deductions: [{total: 很多}]", 11, "很多")]
    [InlineData("status: registered", "counts: {urges: {li: 一次}}", 11, "一次")]
    [InlineData("status: registered", "may: {li: [shut]}", 11, "shut")]
    [InlineData("status: registered", "kept-until: 永远", 11, "永远")]
    [InlineData("do: close", "do: colse", 12, "不认识的动作 colse，是不是 close？")]
    [InlineData("status: registered", "duties: [{duty: trasnfer}]", 11, "不认识的责任 trasnfer，是不是 transfer？")]
    [InlineData("channel: phone", "chanel: phone", 10, "不认识的键 chanel，是不是 channel？")]
    [InlineData("content: 问气价", "customer: {nmae: 陈女士}", 10, "不认识的键 nmae，是不是 name？")]
    [InlineData("channel: phone", "channel: phnoe", 10, "channel 没有 phnoe，是不是 phone？")]
    [InlineData("kind: enquiry", "kind: enqiury", 10, "kind 没有 enqiury，是不是 enquiry？")]
    [InlineData("content: 问气价", "flags: [medai]", 10, "flags 没有 medai，是不是 media？")]
    [InlineData("content: 问气价", "limit: {until: 2026-03-06T17:30, source: promise}", 10, "limit.source 没有 promise")]
    [InlineData("content: 问气价", "customer: {segment: residental}", 10, "是不是 residential？")]
    [InlineData("status: registered", "no-duties: [{bearer: lee}]", 11, "没有这个人、部门或角色：lee")]
    [InlineData("status: registered", "not-notified: [lee]", 11, "lee")]
    [InlineData("status: registered", "may-not: {lee: [close]}", 11, "lee")]
    [InlineData("first-contact: li", "first-contact: lee", 11, "lee")]
    [InlineData("status: registered", "no-proposals: [{sanction: demerrit}]", 11, "没有处理或奖励 demerrit，是不是 demerit？")]
    public void A_file_that_cannot_be_read_is_told_with_its_line(string right, string wrong, int line, string about)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        var reading = RehearsalReader.Read(Small.Replace(right, wrong, StringComparison.Ordinal), "story.yaml");
        Assert.Null(reading.Value);
        Assert.Contains(reading.Problems, problem => problem.File == "story.yaml" && problem.Line == line && problem.Reason.Contains(about, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("content: 问气价", "content: 问气价, anything-else: 1, customer: {tier: gold, segment: anonymous, nickname: 老陈}")]
    [InlineData("kind: enquiry", "kind: barter, person: wu")]
    [InlineData("status: registered", "no-proposals: [{sanction: exile}], not-notified: [zhao]")]
    [InlineData("first-contact: li", "first-contact: li, no-duties: [{bearer: front}, {bearer: general-administration}, {owed-to: customer}]")]
    public void What_only_looks_like_a_slip_is_read(string right, string wrong) =>
        Assert.Equal([], RehearsalReader.Read(Small.Replace(right, wrong, StringComparison.Ordinal), "story.yaml").Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("", "expect: {counts: {urges: {sun: 2}}}")]
    [InlineData("set: {urge-interval: {hours: 1}}", "refused: {code: urged-just-now}")]
    [InlineData("set: {urge-daily: 1}", "refused: {code: urged-enough}")]
    public void How_often_one_may_urge_holds_up_a_story_that_says_so(string set, string second)
    {
        var story = $$$"""
            rehearsal: pressed twice in ten minutes
            packs: []
            organisation:
              units: [{id: front, head: zhao}, {id: ops, head: qian}]
              people: [{id: li, unit: front}, {id: sun, unit: ops}]
              {{{set}}}
            steps:
              - {at: 2026-03-03T09:00, by: li, do: register, with: {channel: phone, kind: repair, scope: other-unit, unit: ops, customer: {name: 陈女士, phone: "13800000000"}, content: 表不走字}}
              - {at: 2026-03-03T09:10, by: li, do: transfer, with: {unit: ops, explained-to-customer: true}}
              - {at: 2026-03-03T09:20, by: sun, do: take-over}
              - {at: 2026-03-03T10:00, by: li, do: urge}
              - {at: 2026-03-03T10:10, by: li, do: urge, {{{second}}}}
            """;
        Assert.Equal([], Play(Read(story)).Select(failure => failure.ToString()));
    }

    private static Rehearsal Read(string yaml) => RehearsalReader.Read(yaml, "story.yaml").Value!;

    private static IReadOnlyList<Failure> Play(Rehearsal rehearsal) =>
        Rehearsing.Play(rehearsal, InForce.Of(rehearsal.Packs, id => Shipped.Packs.Values.FirstOrDefault(pack => pack.IsCalled(id))), Calendars.China);

    private static string Failures(Rehearsal rehearsal) => string.Join("\n", Play(rehearsal));
}
