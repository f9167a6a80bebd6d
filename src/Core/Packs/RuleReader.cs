namespace Shouwen.Packs;

/// <summary>Reads one rule of a section, its keys being known already, into its type.</summary>
internal sealed class RuleReader(string pack, string key, Node node, IReadOnlyList<string> clauses, ShapeReader shapes)
{
    public Rule Read(string section) => section switch
    {
        "about" => About(),
        "applies" => Applies(),
        "words" => Word(),
        "set" => Set(),
        "open" => Open(),
        "ownership" => Ownership(),
        "duties" => Duty(),
        "gates" => Gate(),
        "records" => Record(),
        "rights" => Right(),
        "notify" => Notify(),
        "findings" => Finding(),
        "consequences" => Consequence(),
        "counts" => Count(),
        "ledgers" => Ledger(),
        "guidance" => Guidance(),
        "banned" => Banned(),
        "visibility" => Visibility(),
        "retention" => Retention(),
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Every section of the vocabulary has its reader."),
    };

    private Matcher? If => shapes.Matcher(node["if"]);
    private string Name(string of) => shapes.Text(node[of]) ?? "";
    private IReadOnlyList<string> Acts(string of) => shapes.WordList(node[of], Vocabulary.Acts, "行为");

    private void ExactlyOne(params string[] of)
    {
        if (of.Count(one => node[one] is not null) != 1)
            shapes.Bad(node.Line, $"{string.Join("、", of)} 之中要写一个，也只能写一个");
    }

    private void AtLeastOne(params string[] of)
    {
        if (of.All(one => node[one] is null))
            shapes.Bad(node.Line, $"{string.Join("、", of)} 之中至少要写一个");
    }

    private Dictionary<string, string> More(params string[] keys) => keys.Where(more => node[more] is not null)
        .ToDictionary(more => more, more => string.Join("、", shapes.Texts(node[more])));

    private AboutRule About() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        What = Name("what"), By = shapes.Text(node["by"]), From = shapes.Text(node["from"]), Packs = shapes.Texts(node["packs"]),
        Rulebook = shapes.Text(node["rulebook"]), Over = shapes.Word(node["over"], ["sanctions"], "范围"),
        More = More("control", "copying", "number", "dates"),
    };

    private AppliesRule Applies() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        Bound = shapes.WordList(node["bound"], Vocabulary.Bound, "人员范围"),
        LeavesOut = shapes.WordList(node["leaves-out"], Vocabulary.Bound, "人员范围"),
        Customers = shapes.WordList(node["customers"], Vocabulary.Facts["customer"], "客户"),
        Channels = shapes.WordList(node["channels"], Vocabulary.Facts["channel"], "渠道"),
        Kinds = shapes.WordList(node["kinds"], Vocabulary.Facts["kind"], "诉求类别"),
        Subjects = shapes.Texts(node["subjects"]),
        Segments = shapes.WordList(node["segments"], Vocabulary.Facts["segment"], "客户分类"),
        More = More("services", "service-lines"),
        Projects = shapes.WordList(node["projects"], Vocabulary.Facts["project-kind"], "项目性质"),
    };

    private WordRule Word()
    {
        var labels = node["is"]?.Scalar;
        var word = labels switch
        {
            "role" => shapes.Word(node["word"], [.. Vocabulary.Roles, .. Vocabulary.Wrappers], "角色"),
            "body" => shapes.Word(node["word"], Vocabulary.Bodies, "机构"),
            _ => shapes.Text(node["word"]),
        };
        var members = labels switch
        {
            "channel-class" => Vocabulary.Facts["channel"],
            "kind-class" => Vocabulary.Facts["kind"],
            _ => null,
        };
        if (members is not null && ShapeReader.Many(node["of"]).Count == 0)
            shapes.Bad(node.Line, $"{labels} 要用 of 列出它包含的值");
        if (labels == "project-class" && node["if"] is null)
            shapes.Bad(node.Line, "project-class 要用 if 说明哪些项目属于它");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Word = word ?? "", Is = shapes.Word(node["is"], Vocabulary.WordIs, "用途") ?? "", Says = Name("says"), If = If,
            Of = [.. ShapeReader.Many(node["of"]).Select(item =>
                shapes.Value(item, members is null ? null : scalar => shapes.Word(scalar, members, "值"))!.Value)],
        };
    }

    private SetRule Set()
    {
        ExactlyOne("default", "open");
        if (node["open"] is { Scalar: "false" } open)
            shapes.Bad(open.Line, "open 只写 true；有默认值的参数写 default");
        var type = shapes.Word(node["type"], Vocabulary.SetTypes, "参数类型");
        if (node["default"] is { } given)
            Typed(type, given, shapes);
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Name = Name("name"), Type = type ?? "", Unit = shapes.Text(node["unit"]), Default = node["default"],
            Open = shapes.Flag(node["open"]), Ask = shapes.Text(node["ask"]),
        };
    }

    /// <summary>Looks whether the value fits a parameter of the type; what does not is a problem of <paramref name="shapes"/>.</summary>
    public static void Typed(string? type, Node given, ShapeReader shapes) => _ = type switch
    {
        "limit" => shapes.Limit(given),
        "period" => shapes.Word(given, Vocabulary.Every, "周期"),
        "number" => shapes.Number(given),
        "share" => Checked(() => shapes.Share(given)),
        "amount" => shapes.Amount("", given),
        "date" => Checked(() => PackReader.Date(given, shapes)),
        "channels" => shapes.WordList(given, Vocabulary.Facts["channel"], "渠道"),
        "list" => shapes.Texts(given),
        "text" => shapes.Text(given),
        _ => (object?)null,
    };

    private static object? Checked(Action check)
    {
        check();
        return null;
    }

    private OpenRule Open() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses, Slot = Name("slot"), Why = Name("why"),
    };

    private OwnershipRule Ownership()
    {
        AtLeastOne("who", "by");
        if (node["by"] is { } by && node["as"]?.Scalar is not ("handling-unit" or null))
            shapes.Bad(by.Line, "by 只用来找 handling-unit");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            As = shapes.Word(node["as"], Vocabulary.Places, "位置") ?? "", Who = shapes.Role(node["who"]), From = shapes.Element(node["from"]), If = If,
            By = shapes.WordList(node["by"], Vocabulary.UnitsBy, "归属依据"), Owes = shapes.Roles(node["owes"]),
            Until = shapes.Word(node["until"], Vocabulary.Released, "时点"),
        };
    }

    private DutyRule Duty()
    {
        ExactlyOne("from", "every", "keep");
        if (node["within"] is not null && node["until"] is { } end)
            shapes.Bad(end.Line, "within 和 until 只能写一个");
        if (node["per"] is { } per && node["every"] is null)
            shapes.Bad(per.Line, "per 只与 every 一起写");
        if (node["bearer"] is { Items: [] } nobody)
            shapes.Bad(nobody.Line, "bearer 不能为空");
        var duty = shapes.Word(node["duty"], Vocabulary.Duties, "义务") ?? "";
        if (node["met-by"] is null && Vocabulary.DutiesThatAreNoAct.Contains(duty))
            shapes.Bad(node.Line, $"{duty} 不是行为，要写 met-by：由什么行为履行");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Duty = duty, Bearers = shapes.Roles(node["bearer"]), OwedTo = shapes.Role(node["owed-to"]),
            From = shapes.Element(node["from"]), If = If,
            Every = shapes.Value(node["every"], scalar => shapes.Word(scalar, Vocabulary.Every, "周期")),
            Keep = shapes.Word(node["keep"], Vocabulary.States, "状态"), Per = shapes.Word(node["per"], Vocabulary.Per, "范围"),
            Within = shapes.Limit(node["within"]), Until = shapes.Word(node["until"], Vocabulary.Until, "时点"),
            MetBy = shapes.Element(node["met-by"]) ?? new Element.One(duty), WaivedBy = shapes.Element(node["waived-by"]),
            Count = DutyCount(), Pauses = shapes.WordList(node["pauses"], Vocabulary.PauseCauses, "暂停原因"),
            Extends = shapes.Flag(node["extends"]), Shortens = shapes.Flag(node["shortens"]), Inside = shapes.Text(node["inside"]),
            BreachFinding = Breach(),
        };
    }

    private DutyCount? DutyCount()
    {
        if (node["count"] is not { } count || !shapes.Keys(count, ["share", "of", "round"]))
            return null;
        if (count["share"] is null || count["of"] is null)
            shapes.Bad(count.Line, "count 要写 share 和 of");
        var share = shapes.Value(count["share"], shapes.Share) ?? new Value("");
        var round = shapes.Word(count["round"], ["up"], "取整");
        return new(share, shapes.Word(count["of"], ["population", "sample"], "总数") ?? "", round is not null);
    }

    private string? Breach()
    {
        if (node["breach"] is not { } breach || !shapes.Keys(breach, ["finding"]))
            return null;
        if (breach["finding"] is null)
            shapes.Bad(breach.Line, "breach 要写 finding");
        return shapes.Text(breach["finding"]);
    }

    private GateRule Gate()
    {
        AtLeastOne("only", "never", "needs");
        if (node["never"] is { } never && (never.Scalar == "false" || node["only"] is not null || node["needs"] is not null))
            shapes.Bad(never.Line, "never 只写 true，也不与 only、needs 一起写");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Acts = Acts("act"), If = If, Only = shapes.Roles(node["only"]), Never = shapes.Flag(node["never"]),
            Needs = shapes.Needs(node["needs"]), Code = Name("code"),
        };
    }

    private RecordRule Record() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        Acts = Acts("act"), Form = shapes.Text(node["form"]), Fields = shapes.WordList(node["fields"], Vocabulary.Given, "栏目"), If = If,
    };

    private RightRule Right()
    {
        if (node["owner"] is null && (node["who"] is null || node["may"] is null))
            shapes.Bad(node.Line, "rights 的规则要写 who 和 may，或写 owner");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Who = shapes.Roles(node["who"]), May = Acts("may"), Towards = shapes.Roles(node["towards"]), To = shapes.Roles(node["to"]), If = If,
            Owner = shapes.Role(node["owner"]),
        };
    }

    private NotifyRule Notify() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        At = shapes.Element(node["at"]) ?? new Element.AnyOf([]), To = shapes.Roles(node["to"]),
        Send = shapes.Word(node["send"], Vocabulary.Sends, "发送内容") ?? "notice", If = If,
    };

    private FindingRule Finding()
    {
        AtLeastOne("from", "cites");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            Finding = Name("finding"), From = shapes.Element(node["from"]), If = If, Against = shapes.Role(node["against"]),
            Cites = shapes.Texts(node["cites"]), Main = shapes.Flag(node["main"]), By = shapes.Roles(node["by"]),
        };
    }

    private ConsequenceRule Consequence()
    {
        ExactlyOne("propose", "catalogue", "deduct", "rate", "reward", "weigh");
        if (node["closed"] is { } closed && node["catalogue"] is null)
            shapes.Bad(closed.Line, "closed 只与 catalogue 一起写");
        if (node["factors"] is { } factors && node["weigh"] is null)
            shapes.Bad(factors.Line, "factors 只与 weigh 一起写");
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            If = If, Needs = shapes.Needs(node["needs"]),
            Propose = Effects("propose", Vocabulary.Sanctions, "处理措施"), Catalogue = Effects("catalogue", Vocabulary.Sanctions, "处理措施"),
            Closed = shapes.Flag(node["closed"]), Deduct = shapes.Value(node["deduct"], Percent),
            Rate = node["rate"] is null ? null : shapes.Texts(node["rate"]), Reward = Effects("reward", Vocabulary.Rewards, "奖励"),
            Weigh = shapes.Word(node["weigh"], Vocabulary.Weighs, "权衡"), Factors = shapes.Texts(node["factors"]),
            Choose = shapes.Word(node["choose"], Vocabulary.Chooses, "取法") ?? "all",
            Wording = shapes.Word(node["wording"], Vocabulary.Wordings, "措辞") ?? "may", Against = shapes.Role(node["against"]),
            Approve = shapes.Roles(node["approve"]), By = shapes.Roles(node["by"]),
            Periods = shapes.WordList(node["period"], Vocabulary.Every, "周期"), Rulebook = shapes.Text(node["rulebook"]),
        };
    }

    private void Percent(Node scalar)
    {
        if (shapes.Number(scalar) > 100)
            shapes.Bad(scalar.Line, "扣分是百分数，不能大于 100");
    }

    /// <summary>The effects of a key; <c>amount</c> of the rule is laid onto those that may have one and state none.</summary>
    private IReadOnlyList<Effect>? Effects(string of, IReadOnlyCollection<string> known, string what)
    {
        if (node[of] is not { } list)
            return null;
        var effects = shapes.Effects(list, known, what);
        if (node["amount"] is not { } amount)
            return effects;
        var bare = effects.Where(effect => Vocabulary.Money.Contains(effect.Name) && effect is { From: null, Set: null }).ToList();
        if (bare.Count == 0)
            shapes.Bad(amount.Line, "amount 没有可以带金额的措施");
        return [.. effects.Select(effect => bare.Contains(effect) ? shapes.Amount(effect.Name, amount) : effect)];
    }

    private CountRule Count() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        Count = Name("count"), Of = shapes.WordList(node["of"], [.. Vocabulary.Elements, "sanction"], "计数对象"), If = If,
        By = shapes.Word(node["by"], Vocabulary.CountedBy, "计数单位") ?? "unit",
        Window = shapes.Value(node["window"], scalar => shapes.Word(scalar, Vocabulary.Every, "周期")),
    };

    private LedgerRule Ledger() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        Ledger = shapes.Word(node["ledger"], Vocabulary.Ledgers, "账") ?? "",
        In = shapes.WordList(node["in"], Vocabulary.Flows, "出入项"), Out = shapes.WordList(node["out"], Vocabulary.Flows, "出入项"),
        Period = shapes.Word(node["period"], Vocabulary.Every, "周期"), By = shapes.Roles(node["by"]),
    };

    private GuidanceRule Guidance()
    {
        var always = node["at"] is { Scalar: "always" };
        return new()
        {
            Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
            At = always ? [] : Acts("at"), For = shapes.Roles(node["for"]), If = If, Terms = shapes.Texts(node["terms"]),
        };
    }

    private BannedRule Banned() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        Phrases = shapes.Texts(node["phrases"]), Similar = shapes.Flag(node["similar"]), At = Acts("at"), If = If,
    };

    private VisibilityRule Visibility() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        What = shapes.Word(node["what"], Vocabulary.Seen, "可见内容") ?? "", To = shapes.Roles(node["to"]), Show = shapes.Flag(node["show"]), If = If,
    };

    private RetentionRule Retention() => new()
    {
        Pack = pack, Key = key, Line = node.Line, Clauses = clauses,
        What = Name("what"), Years = shapes.Value(node["years"], Years) ?? new Value(""), Copies = shapes.Roles(node["copies"]), By = shapes.Roles(node["by"]),
    };

    private void Years(Node scalar)
    {
        if (shapes.Number(scalar) is var years && (years < 1 || years != decimal.Truncate(years)))
            shapes.Bad(scalar.Line, "保存年限是不小于 1 的整数");
    }
}
