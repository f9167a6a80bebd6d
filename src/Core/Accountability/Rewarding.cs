using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>
/// 奖励: reported by a head or an office, approved by the leader above, paid by whom the regulation names (else personnel or general administration) out of the fund or into the month's wages of the
/// pack it rests on. A history of its own. Nobody reports, approves or pays his own; what was paid is what was approved; a mistake is reversed, not edited. What a pack asks of the act
/// <c>reward</c> holds here as well.
/// </summary>
public static class Rewarding
{
    private static readonly HashSet<string> Submitted = ["person", "reward", "amount", "deed", "pack"];

    public static bool IsKey(MatterKey key) => key.Kind == MatterKind.Organisation && key.Id.StartsWith("reward-", StringComparison.Ordinal);
    public static MatterKey Key(int number) => new(MatterKind.Organisation, $"reward-{number}");

    /// <summary>submitted, approved, declined, paid or reversed; null before it was reported.</summary>
    public static string? Status(Matter matter) => matter.Acts.Aggregate((string?)null, (status, act) => act.Name switch
    {
        "submit-reward" => "submitted", "approve-reward" => "approved", "decline-reward" => "declined", "reward" => "paid", "reverse" => "reversed", _ => status,
    });

    /// <summary>What was reported: person, reward, amount in yuan, deed, pack.</summary>
    public static Done? Submission(Matter matter) => matter.ActsNamed("submit-reward").FirstOrDefault();

    /// <summary>Packs with a ledger that rewards with an amount go through.</summary>
    public static IReadOnlyList<Pack> Paying(Regime regime) => [.. regime.Packs.Where(pack => pack.Of<LedgerRule>().Any(ledger => ledger.In.Concat(ledger.Out).Any(one => one == "reward" || Vocabulary.Rewards.Contains(one))))];

    /// <summary>The leader above the person rewarded, else the head of the general manager's office: the first who neither reported it nor gets it.</summary>
    public static string? Approver(Scene scene) => Submission(scene.Matter) is not { } submitted || submitted.With.Text("person") is not { } person ? null
        : ((string?[])[scene.Organisation.LeaderAbove(scene.Organisation.Person(person)?.Unit), scene.Organisation.HeadOf(scene.Organisation.Body("general-manager")?.Id), scene.Organisation.Units.FirstOrDefault(unit => unit.Parent is null)?.Head])
            .FirstOrDefault(one => one is not null && one != person && one != submitted.By);

    /// <summary>What is paid is what was reported and approved.</summary>
    internal static Act Settled(Act act, Matter matter) => act.Name == "reward" && IsKey(matter.Key) && Submission(matter) is { } submitted ? act with { With = submitted.With.Only(Submitted) } : act;

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter, own) = (scene.Act!, scene.Matter, scene.Organisation);
        if (!IsKey(matter.Key))
        {
            if (act.Name is "approve-reward" or "decline-reward") yield return new("wrong-matter", "这件事不是奖励。");
            yield break;
        }
        var status = Status(matter);
        if (act.Name is not ("submit-reward" or "approve-reward" or "decline-reward" or "reward" or "reverse")) yield return new("wrong-matter", $"不能对奖励{Words.Act(act.Name)}。");
        else if (act.Name == "submit-reward")
        {
            if (status is not null) yield return new("already-submitted", "这项奖励已经报送。");
            else
                foreach (var refusal in Reported(scene)) yield return refusal;
        }
        else if (status != act.Name switch { "reward" => "approved", "reverse" => "paid", _ => "submitted" })
            yield return new("wrong-state", status switch { null => "没有这项奖励。", "submitted" => "这项奖励还没有审批。", "approved" => "这项奖励已经审批，等待发放。", "declined" => "这项奖励没有批准。", "paid" => "这项奖励已经发放。", _ => "这项奖励已经冲销。" });
        else if (act.Name is "approve-reward" or "decline-reward" && Approver(scene) != act.By)
            yield return new("not-approver", $"由{(Approver(scene) is { } who ? own.Person(who)?.Name is { Length: > 0 } name ? name : who : "分管领导")}审批。", "问责", House.Id);
        else if (act.Name == "decline-reward" && !act.With.Has("reason")) yield return new("field-missing", "请写明不批准的原因。") { Fields = ["reason"], IsAboutData = true };
        else if (act.Name is "reward" or "reverse" && !MayPay(scene)) yield return new("not-payer", "由制度指定的部门（没有指定的，由人事或综合管理部门）发放。", "问责", House.Id);
        else if (act.Name == "reverse" && Submission(matter)?.With.Text("person") == act.By) yield return new("own-matter", "本人的奖励不能由本人冲销。");
    }

    private static IEnumerable<Refusal> Reported(Scene scene)
    {
        var (with, by, own) = (scene.Act!.With, scene.Act.By, scene.Organisation);
        foreach (var field in (string[])["person", "deed"])
            if (!with.Has(field)) yield return new("field-missing", $"还缺：{Words.Field(field)}。") { Fields = [field], IsAboutData = true };
        if (with.Text("reward") is { } kind && !Vocabulary.Rewards.Contains(kind)) yield return new("unknown-reward", $"没有“{kind}”这种奖励。") { Fields = ["reward"], IsAboutData = true };
        if (with.Text("pack") is { } pack && Paying(scene.Regime).All(one => one.Id != pack)) yield return new("no-ledger", "这份制度没有可以列支奖励的账。") { Fields = ["pack"], IsAboutData = true };
        if (with.Has("amount") && !Paying(scene.Regime).Any()) yield return new("no-ledger", "现行制度没有列支奖励的账，只能报送不带金额的奖励。") { Fields = ["amount"], IsAboutData = true };
        if (with.Text("person") is not { } person) yield break;
        if (person == by) yield return new("own-matter", "不能为本人报送奖励。") { Fields = ["person"] };
        else if (own.HeadOf(own.Person(person)?.Unit) != by && own.LeaderAbove(own.Person(person)?.Unit) != by && !((string[])["hr", "general-administration", "customer-service", "supervision"]).Any(body => Permissions.IsBody(scene, body)))
            yield return new("not-submitter", "由本部门负责人、分管领导，或客服、监督、人事、综合管理部门报送。", "问责", House.Id);
    }

    private static bool MayPay(Scene scene) => scene.Regime.Packs.Any(pack => Permissions.HasRight(scene with { Pack = pack, Act = scene.Act! with { Name = "reward" } }, pack)) || Permissions.IsBody(scene, "hr") || Permissions.IsBody(scene, "general-administration");

    internal static IEnumerable<Party> Concerned(Scene scene)
    {
        if (!IsKey(scene.Matter.Key) || Submission(scene.Matter) is not { } submitted || submitted.With.Text("person") is not { } person) return [];
        return scene.Act!.Name switch
        {
            "submit-reward" => Approver(scene) is { } approver ? [Party.Person(approver)] : [],
            "approve-reward" => [Party.Person(submitted.By), .. ((string[])["hr", "general-administration"]).Select(scene.Organisation.Body).OfType<Organisations.Unit>().Take(1).Select(unit => Party.Unit(unit.Id))],
            "decline-reward" => [Party.Person(submitted.By)],
            "reward" or "reverse" => [Party.Person(person), Party.Person(submitted.By)],
            _ => [],
        };
    }
}
