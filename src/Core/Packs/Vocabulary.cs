namespace Shouwen.Packs;

/// <summary>
/// The closed lists of the language of packs, for reader, checker and screens alike. A word outside them is an error with file and line.
/// </summary>
public static class Vocabulary
{
    /// <summary>A kind of rule: its name in keys and messages, the keys it may carry besides <see cref="EveryRule"/>, and those it must.</summary>
    public sealed record Kind(string Name, IReadOnlyList<string> Keys, IReadOnlyList<string> Required);

    public static readonly IReadOnlyList<string> Acts = Words("""
        register amend answer give-notice promise defer guide explain declare-unsolvable query transfer take-over return forward designate ask-support
        assist coordinate urge supervise escalate refer-up instruct sign make-appointment hand-over-desk mark-unreachable whereabouts contact progress
        pause resume request-extension decide-extension request-urgent decide-urgent consent-third-party disclose-contact consent-disclosure resolve
        report-back inform exempt summarise verify feed-back reply-government callback visit close hand-in archive report-media report-incident
        submit-plan review-plan announce-change announce-emergency change-contact publish investigate obstruct unit-report determine receive-notice
        file-opinion open-finding attribute classify weigh propose approve execute reward submit-reward rate lead project-contact state-need
        schedule-review survey-done materials-complete deliver-drawings hand-to-costing deliver-costing confirm-costing approve-budget negotiate
        key-project authority-contact survey plan-sample submit-report hold-meeting spot-check rank train
        """);

    /// <summary>Facts that are one of a list of words; a fact of several values holds when one of them does.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Facts = new Dictionary<string, IReadOnlyList<string>>
    {
        ["scope"] = Words("own-post own-unit other-unit several-units outside unclear"),
        ["channel"] = Words("""
            phone hotline complaint-phone visit letter email website wechat weibo forum online-service window field meeting callback media
            government-referral group-referral citizen-hotline mayor-hotline message-board petition discipline-office gas-centre mass-work
            gov-service-net approval-platform registry-platform gov-app
            """),
        ["kind"] = Words("enquiry request transaction complaint suggestion praise tip-off bug-report commercial-enquiry on-site-support training repair"),
        ["customer"] = Words("external internal anonymous vexatious"),
        ["tier"] = Words("gold silver bronze manager"),
        ["segment"] = Words("residential commercial industrial internal"),
        ["urgency"] = Words("normal urgent"),
        ["flag"] = Words("media casualty property-loss major-interest wide-impact sensitive major"),
        ["wish"] = Words("relay help"),
        ["limit-source"] = Words("prescribed commitment negotiated promised business-environment"),
        ["complaint-about"] = Words("reception service application pre-service"),
        ["asked-unit"] = Words("first-contact-department other"),
        ["wanted"] = Words("present absent trip busy unreachable none"),
        ["hours"] = Words("working outside"),
        ["status"] = Words("registered handling awaiting-transfer awaiting-takeover paused resolved informed called-back redo closed archived"),
        ["level"] = Words("first-contact handler next"),
        ["post-class"] = Words("operating managing field bound-to-post"),
        ["employment"] = Words("regular probation hired contractor"),
        ["unit-kind"] = Words("branch subsidiary department"),
        ["mode"] = Words("slip escort phone requester relay"),
        ["of"] = Words("report complaint reply finding"),
        ["about"] = Words("result sanction referral"),
        ["rating"] = Words("satisfied basic dissatisfied unreachable"),
        ["cause"] = Words("own out-of-scope"),
        ["callback-kind"] = Words("manual survey spot-check"),
        ["report-kind"] = Words("analysis callback-analysis market-survey market-information investigation tracking escalations results"),
        ["verdict"] = Words("valid invalid"),
        ["severity"] = Words("ordinary major minor serious"),
        ["causes"] = Words("attitude quality delay favours rigid-process charging"),
        ["criteria"] = Words("serious-dissatisfaction supervised ranking image"),
        ["reason"] = Words("unsubstantiated out-of-scope"),
        ["against"] = Words("person unit"),
        ["intent"] = Words("deliberate"),
        ["consequence"] = Words("""
            none complaint-and-image lost-customer work-disturbed customer-loss company-loss image-and-satisfaction huge-loss major-impact
            social-effect bad-effect
            """),
        ["need"] = Words("none unclear clear"),
        ["place"] = Words("fixed open"),
        ["project-kind"] = Words("new rebuilt extended increased"),
        ["equipment"] = Words("clear unclear"),
        ["evaluation"] = Words("good poor"),
        ["done"] = Acts,
    };

    /// <summary>Facts that are true or false.</summary>
    public static readonly IReadOnlyList<string> TrueOrFalse = Words("""
        addressed third-party vendor counterpart told satisfied handler-named misrouted instructed known downstream-overdue party-member granted
        consented ok demand main verified complained key-project reviewed observed
        """);
    /// <summary>Facts that are numbers: trips is how often the customer was sent on; round is 2 after the first redo.</summary>
    public static readonly IReadOnlyList<string> Numbers = Words("round trips flow rank satisfaction");
    /// <summary>Facts that ask whether the doer, or the addressee, holds a role.</summary>
    public static readonly IReadOnlyList<string> RoleFacts = Words("actor to");

    /// <summary>Facts whose words the pack itself declares, and <c>source</c>, which is free text; <c>count</c> names a count and compares it.</summary>
    public static readonly IReadOnlyList<string> DeclaredFacts = Words("channel-class kind-class project-class finding clause duty count sanction subject source");

    public static readonly IReadOnlyList<string> EveryFact = [.. Facts.Keys, .. TrueOrFalse, .. Numbers, .. RoleFacts, .. DeclaredFacts];

    /// <summary>What a rule may wait for besides acts; no one performs them.</summary>
    public static readonly IReadOnlyList<string> Events = Words("told flagged breached back-at-post appointed adopted outside");
    public static readonly IReadOnlyList<string> DutiesThatAreNoAct = Words("redo");

    public static readonly IReadOnlyList<string> Duties = [.. Acts, .. DutiesThatAreNoAct];
    public static readonly IReadOnlyList<string> Elements = [.. Acts, .. Events];

    /// <summary>Roles that a case gives to people.</summary>
    public static readonly IReadOnlyList<string> CaseRoles = Words("""
        first-asked first-contact handler actor giver taker upstream downstream wanted addressed on-duty event-leader account-manager customer accused
        lead
        """);
    /// <summary>Roles that a case gives to units.</summary>
    public static readonly IReadOnlyList<string> CaseUnits = Words("first-contact-unit giving-unit handling-unit complained-unit accused-unit lead-unit");
    /// <summary>Units that carry a task for the whole organisation; the organisation binds them to its units.</summary>
    public static readonly IReadOnlyList<string> Bodies = Words("""
        customer-service supervision quality-inspection general-administration committee communications risk coordination hr general-manager
        service-leader first-contact-department service-centre market design costing approval
        """);
    public static readonly IReadOnlyList<string> Groups = Words("everyone each-post each-unit each-branch each-department leaders organisation");

    public static readonly IReadOnlyList<string> Roles = [.. CaseRoles, .. CaseUnits, .. Bodies, .. Groups];

    /// <summary>Words around a role: <c>{head: handling-unit}</c>.</summary>
    public static readonly IReadOnlyList<string> Wrappers = Words("head leader superior liaison contact unit");
    public static readonly IReadOnlyList<string> Limits = Words("working-hours working-days hours calendar-days months");
    public static readonly IReadOnlyList<string> LimitWords = Words("same-day immediate prompt");
    public static readonly IReadOnlyList<string> Until = Words("case-limit promise instructed period-end next-period-end");
    public static readonly IReadOnlyList<string> Every = Words("day month quarter half-year year");
    public static readonly IReadOnlyList<string> PauseCauses = Words("customer third-party weather other");
    /// <summary>States of the directory that a duty may keep.</summary>
    public static readonly IReadOnlyList<string> States = Words("""
        contact-named liaison-named leader-named contact-reachable desk-staffed post-holder-named post-duties-known unit-duties-defined trained
        item-guide-published complaint-phone-published at-post badge-shown supervision-kept
        """);
    /// <summary>Keys an act may carry that a gate or a record may ask for.</summary>
    public static readonly IReadOnlyList<string> Given = Words("""
        customer.name customer.phone customer.email customer.unit customer.address content time channel urgency wish unit units lead person place phone to mode
        chosen-by reason opinion explained-to-customer limit until matters materials steps purpose result reply report text wording recovery rating
        cause sections aspects causes criteria severity evidence basis procedure complaint-channel where question platform amount deed seal
        """);
    public static readonly IReadOnlyList<string> Sanctions = Words("""
        oral-warning written-warning circular-criticism criticism criticism-education education self-criticism apology ordered-correction
        organisational-measure party-discipline administrative-discipline accountability demerit major-demerit demotion pay-cut off-post termination
        expulsion performance-pay-deduction bonus-withheld cash-fine merit-disqualification
        """);
    public static readonly IReadOnlyList<string> Rewards = Words("commendation special-commendation performance-reward annual-merit pay-grade-raise");

    /// <summary>Sanctions and rewards that may have an amount in yuan.</summary>
    public static readonly IReadOnlyList<string> Money = Words("""
        cash-fine performance-pay-deduction bonus-withheld pay-cut special-commendation performance-reward
        """);

    public static readonly IReadOnlyList<string> Ledgers = Words("""
        fund wages deductions annual-performance monthly-performance annual-merit target-assessment campaign-assessment
        """);

    /// <summary>What flows into or out of a ledger: each sanction and reward by name, deductions and ratings, rewards of every kind.</summary>
    public static readonly IReadOnlyList<string> Flows = [.. Sanctions, .. Rewards, "deduct", "rate", "reward"];

    /// <summary>What a party may be shown or not.</summary>
    public static readonly IReadOnlyList<string> Seen = Words("misroute hand-overs sanction verdict leader-contact tip-off-person");
    /// <summary>What only the customer's view holds; leaders' numbers and who turned to the house are on the pages of staff too.</summary>
    public static readonly IReadOnlyList<string> SeenByCustomer = Words("misroute hand-overs sanction verdict");
    public static readonly IReadOnlyList<string> Places = Words("first-contact handler link handling-unit lead");
    public static readonly IReadOnlyList<string> UnitsBy = Words("territory scope vendor");
    public static readonly IReadOnlyList<string> Released = Words("told satisfied");
    public static readonly IReadOnlyList<string> Bound = [.. Facts["employment"], .. Groups];
    public static readonly IReadOnlyList<string> Per = [.. Groups, "unit", "segment", "person"];
    public static readonly IReadOnlyList<string> WordIs = Words("role body form term source channel-class kind-class project-class");
    public static readonly IReadOnlyList<string> SetTypes = Words("limit period number share amount text date list channels");
    public static readonly IReadOnlyList<string> Sends = Words("copy result notice");
    public static readonly IReadOnlyList<string> Weighs = Words("lighter-or-none heavier");
    public static readonly IReadOnlyList<string> Chooses = Words("all one any");
    public static readonly IReadOnlyList<string> Wordings = Words("must may");
    public static readonly IReadOnlyList<string> CountedBy = Words("person unit case");

    /// <summary>The keys at the head of a pack, before its sections.</summary>
    public static readonly IReadOnlyList<string> Head = Words("pack also title issuer number version script effective clauses");

    public static readonly IReadOnlyList<string> EveryRule = Words("clause lines text note");

    /// <summary>Section of the file → its kind of rule.</summary>
    public static readonly IReadOnlyDictionary<string, Kind> Sections = new Dictionary<string, Kind>
    {
        ["about"] = new("about", Words("what by from packs rulebook over control copying number dates"), Words("what")),
        ["applies"] = new("applies", Words("bound customers channels kinds subjects segments services service-lines projects leaves-out"), Words("")),
        ["words"] = new("word", Words("word is says of if"), Words("word is says")),
        ["set"] = new("set", Words("name type unit default open ask"), Words("name type ask")),
        ["open"] = new("open", Words("slot why"), Words("slot why")),
        ["ownership"] = new("ownership", Words("as who from if by owes until"), Words("as")),
        ["duties"] = new("duty", Words("""
            duty id bearer owed-to from if every keep per within until met-by waived-by count pauses extends shortens inside breach
            """), Words("duty bearer")),
        ["gates"] = new("gate", Words("act if only never needs code"), Words("act code")),
        ["records"] = new("record", Words("act form fields if"), Words("act fields")),
        ["rights"] = new("right", Words("who may towards to if owner"), Words("")),
        ["notify"] = new("notify", Words("at to send if"), Words("at to")),
        ["findings"] = new("finding", Words("finding from if against cites main by"), Words("finding")),
        ["consequences"] = new("consequence", Words("""
            if needs catalogue closed propose weigh deduct rate reward choose wording against amount approve by factors period rulebook
            """), Words("")),
        ["counts"] = new("count", Words("count of if by window"), Words("count of")),
        ["ledgers"] = new("ledger", Words("ledger in out period by"), Words("ledger")),
        ["guidance"] = new("guidance", Words("at for if terms"), Words("text")),
        ["banned"] = new("banned", Words("phrases similar at if"), Words("phrases")),
        ["visibility"] = new("visibility", Words("what to show if"), Words("what to show")),
        ["retention"] = new("retention", Words("what years copies by"), Words("what years")),
    };

    /// <summary>The known word nearest to a mistyped one, or null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 60)
            return null;
        return known.Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(word.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance).FirstOrDefault().candidate;
    }

    /// <summary>How many letters to put in, take out, change or swap with a neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var steps = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }
                var change = steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(change, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        return steps[one.Length, other.Length];
    }

    private static string[] Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
