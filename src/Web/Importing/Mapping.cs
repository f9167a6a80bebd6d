using Shouwen.Packs;

namespace Shouwen.Web.Importing;

/// <summary>Which columns of a table hold which field of a request. A field may take several columns (<c>content</c> does: title and text); a column goes to one field.</summary>
public sealed record Mapping(IReadOnlyList<string> Header, IReadOnlyDictionary<string, IReadOnlyList<int>> Columns)
{
    /// <summary>The fields an import knows, with the headers that mean them, lower case and without blanks. Earlier headers win where a field takes one column.</summary>
    private static readonly (string Field, string Says, string[] Headers)[] Known =
    [
        ("id", "原系统编号", ["留言编号", "编号", "工单编号", "工单号", "诉求编号", "流水号", "受理编号", "uniquekey", "id", "caseid", "ticketid", "number", "servicerequestid"]),
        ("received-at", "原收到时间", ["留言时间", "受理时间", "登记时间", "来电时间", "来访时间", "提交时间", "创建时间", "时间", "日期", "createddate", "created", "createdat", "received", "receivedat", "requesteddatetime", "date"]),
        ("customer.name", "客户姓名", ["客户姓名", "姓名", "联系人", "留言用户", "客户", "用户", "网友", "name", "customer", "customername"]),
        ("customer.phone", "联系电话", ["联系电话", "电话", "手机", "手机号", "来电号码", "phone", "mobile", "tel", "telephone"]),
        ("customer.address", "地址", ["联系地址", "地址", "住址", "incidentaddress", "address"]),
        ("customer.unit", "客户单位", ["客户单位", "单位", "公司", "company"]),
        ("channel", "渠道", ["渠道", "来源渠道", "受理渠道", "来源", "channel", "opendatachanneltype"]),
        ("kind", "类别", ["诉求类型", "诉求类别", "类别", "类型", "kind", "type"]),
        ("subject", "事项", ["一级标签", "事项", "分类", "subjectclass", "category"]),
        ("content", "诉求内容", ["留言主题", "主题", "标题", "title", "subject", "complainttype", "留言详情", "主题+详情", "详情", "诉求内容", "留言内容", "内容", "descriptor", "description", "content", "detail", "details"]),
    ];

    public static IReadOnlyList<string> Fields => [.. Known.Select(known => known.Field)];

    public static string Say(string field) => Known.First(known => known.Field == field).Says;

    /// <summary>By the headers alone.</summary>
    public static Mapping Guess(IReadOnlyList<string> header)
    {
        var normal = header.Select(Normal).ToList();
        var columns = new Dictionary<string, IReadOnlyList<int>>();
        foreach (var (field, _, headers) in Known)
        {
            int[] found = [.. headers.Select(name => normal.IndexOf(name)).Where(place => place >= 0).Distinct()];
            if (found.Length > 0) columns[field] = field == "content" ? found : found[..1];
        }
        return new(header, columns);
    }

    /// <summary>As somebody wrote it: <c>column=field,…</c>, or a YAML file of <c>column: field</c>. It replaces the guess entirely.</summary>
    /// <exception cref="FormatException">A column or field that is not there, with a sentence for people.</exception>
    public static Mapping Read(string written, IReadOnlyList<string> header)
    {
        var pairs = System.IO.File.Exists(written) ? FromYaml(written) : written.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
            pair.LastIndexOf('=') is var at and > 0 ? (Column: pair[..at].Trim(), Field: pair[(at + 1)..].Trim()) : throw new FormatException($"“{pair}”应写成 列名=字段"));
        var columns = new Dictionary<string, List<int>>();
        foreach (var (column, field) in pairs)
        {
            if (!Fields.Contains(field)) throw new FormatException($"没有字段“{field}”；可用的是：{string.Join("、", Fields)}");
            var place = header.Select(Normal).ToList().IndexOf(Normal(column));
            if (place < 0) throw new FormatException($"表里没有列“{column}”；表头是：{string.Join("、", header)}");
            if (!columns.TryGetValue(field, out var places)) columns[field] = places = [];
            if (places.Count > 0 && field != "content") throw new FormatException($"字段“{field}”只能对应一列");
            places.Add(place);
        }
        return new(header, columns.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<int>)pair.Value));
    }

    /// <summary>The cells of a field, blank ones left out.</summary>
    public IEnumerable<string> Cells(string field, IReadOnlyList<string> cells) =>
        Columns.TryGetValue(field, out var places) ? places.Where(place => place < cells.Count && cells[place].Length > 0).Select(place => cells[place]) : [];

    public string? Cell(string field, IReadOnlyList<string> cells) => Cells(field, cells).FirstOrDefault();

    /// <summary>Headers that go nowhere.</summary>
    public IEnumerable<string> Unused => Header.Where((name, place) => name.Length > 0 && !Columns.Values.Any(places => places.Contains(place)));

    private static IEnumerable<(string Column, string Field)> FromYaml(string file)
    {
        var reading = Yaml.Read(System.IO.File.ReadAllText(file), Path.GetFileName(file));
        if (reading.Value is not { Entries: { } entries }) throw new FormatException(reading.Problems.Count > 0 ? reading.Problems[0].ToString() : $"{Path.GetFileName(file)} 应是 列名: 字段 的对照");
        return entries.Select(entry => (entry.Key, entry.Value.Scalar ?? throw new FormatException($"{Path.GetFileName(file)} 第 {entry.Value.Line} 行：“{entry.Key}”应对应一个字段")));
    }

    private static string Normal(string header) => string.Concat(header.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('_' or '-' or '\uFEFF'))).ToLowerInvariant();
}
