using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Requests of the gas company as lists and desks need them: several, told apart by their words.</summary>
public static class Requests
{
    public const string Ops = "ops";

    /// <summary>What such a call asks for.</summary>
    public static readonly Fields Asked = With("燃气表走得快，请来看看", "13912345678", "陈女士");

    /// <summary>A call about something operations must look at.</summary>
    public static Task<CaseRow> Called(this WorldSite site, string by = "li", string content = "燃气表走得快，请来看看", string phone = "13912345678", string name = "陈女士") => site.Taken(by, With(content, phone, name));

    private static Fields With(string content, string phone, string name) =>
        Fields.Of(new { channel = "phone", kind = "request", scope = "other-unit", unit = Ops, content, customer = new { name, phone, address = "城东花园 3 栋 502" } });

    public static Task<CaseRow> Taken(this WorldSite site, string by, Fields with) =>
        site.Acting(async acting => Assert.IsType<Outcome.Done>(await acting.Register(by, with)).Row!);

    /// <summary>Does an act that must be accepted, at the standing moment.</summary>
    public static async Task Did(this WorldSite site, CaseRow row, string act, string by, object with) => Assert.IsType<Outcome.Done>(await site.Try(row, act, by, with));
}
