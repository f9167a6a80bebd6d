using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>A request that reaches the house and not a person is answered for by somebody, however thin the directory is.</summary>
public class NobodyTests
{
    private static Decision Asked(params Person[] people) => Deciding.Open(
        new Regime(new Organisation([new Unit("front")], people), Stories.Calendar, [], new Dictionary<string, Node>()), new(MatterKind.Case, "c1"),
        new Act("register", Act.System, new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.FromHours(8)), Fields.Of(new { channel = "website", content = "想报装燃气" })));

    [Fact]
    public void Without_a_head_or_anybody_on_duty_the_first_of_the_house_answers() =>
        Assert.Equal(Party.Person("li"), Assert.IsType<Decision.Accepted>(Asked(new Person("gone") { Unit = "front", Active = false }, new Person("li") { Unit = "front" })).Matter.FirstContact);

    [Fact]
    public void Without_anybody_at_all_it_says_so() =>
        Assert.Contains(Assert.IsType<Decision.Refused>(Asked()).Refusals, refusal => refusal.Code == "nobody-to-answer");

    private static class Stories
    {
        public static readonly Shouwen.Calendar.WorkCalendar Calendar = new(Calendars.China, new() { Shifts = [new(new(8, 30), new(12, 0)), new(new(13, 30), new(17, 30))] });
    }
}
