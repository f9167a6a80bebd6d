using Shouwen.Judging;
using Shouwen.Web.Access;
using Roles = Shouwen.Web.People.Roles;

namespace Shouwen.Web.Accountability;

/// <summary>The pages of accountability that open for this person.</summary>
public sealed record Tabs(string Current, IReadOnlyList<(string Path, string Name)> Items)
{
    public static Tabs Of(string current, Actor actor, Regime regime) => new(current,
    [
        ("/findings", "问责事项"),
        .. actor.KeepsLedgers(regime) ? ((string, string)[])[("/findings/wages", "工资扣减清单")] : [],
        .. SeesDeductions(actor, regime) ? ((string, string)[])[("/findings/deductions", "部门考核扣分")] : [],
        .. actor.KeepsLedgers(regime) ? ((string, string)[])[("/findings/fund", "奖励基金")] : [],
        ("/findings/rewards", "奖励"),
        ("/findings/performance", "绩效和等级"),
        .. LedgerModel.Kept(regime).Count > 0 ? ((string, string)[])[("/findings/ledger", "绩效、评优台账")] : [],
        .. SeesRanking(actor, regime) ? ((string, string)[])[("/findings/ranking", "年度排名")] : [],
    ]);

    /// <summary>Whoever keeps the ledgers, and heads and leaders for their own units.</summary>
    public static bool SeesDeductions(Actor actor, Regime regime) => actor.KeepsLedgers(regime) || actor.Is(Roles.UnitHead) || actor.Is(Roles.Leader);

    public static bool SeesRanking(Actor actor, Regime regime) => SeesDeductions(actor, regime) || actor.Is(Roles.CustomerService);
}
