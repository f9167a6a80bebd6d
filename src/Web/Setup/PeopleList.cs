using Shouwen.Web.Cases;
using Shouwen.Web.People;

namespace Shouwen.Web.Setup;

/// <summary>One person of the list that the set-up page takes.</summary>
public sealed record PersonLine(int Number, string Unit, string Name, string Account, string? Phone, string? Post, IReadOnlyList<string> Roles);

/// <summary>Reads the list 部门,姓名,账号,手机,岗位,角色, with or without that header and in any order of columns when there is one.</summary>
public static class PeopleList
{
    private static readonly string[] Columns = ["部门", "姓名", "账号", "手机", "岗位", "角色"];

    public static (IReadOnlyList<PersonLine> People, IReadOnlyList<string> Errors) Read(IReadOnlyList<Sheet.Row> rows)
    {
        var header = rows.Count > 0 && rows[0].Cells.Contains("姓名") ? rows[0].Cells : null;
        var places = Columns.ToDictionary(c => c, c => header is null ? Array.IndexOf(Columns, c) : header.ToList().IndexOf(c));
        var people = new List<PersonLine>();
        var errors = new List<string>();
        foreach (var row in rows.Skip(header is null ? 0 : 1))
        {
            string Cell(string column) => places[column] is var i and >= 0 && i < row.Cells.Count ? row.Cells[i] : "";
            string? Optional(string column) => Cell(column) is { Length: > 0 } text ? text : null;
            var (roles, unknown) = RolesOf(Cell("角色"));
            foreach (var column in new[] { "部门", "姓名", "账号" }.Where(c => Cell(c).Length == 0)) errors.Add($"第 {row.Number} 行：缺{column}");
            if (Cell("账号") is { Length: > 0 } account && (PersonForm.IdFrom(account).Length != account.Length || PersonForm.Reserved(account.ToLowerInvariant())))
                errors.Add($"第 {row.Number} 行：账号“{account}”不能使用，请用字母、数字、点、横线");
            if (Optional("手机") is { } phone && Phones.Digits(phone) is not { Length: >= 5 and <= 20 }) errors.Add($"第 {row.Number} 行：手机“{phone}”不像电话号码");
            errors.AddRange(unknown.Select(r => $"第 {row.Number} 行：没有“{r}”这种角色，可用：{string.Join("、", Roles.Names.Values)}"));
            people.Add(new(row.Number, Cell("部门"), Cell("姓名"), Cell("账号"), Phones.Digits(Optional("手机")), Optional("岗位"), roles));
        }
        errors.AddRange(Twice(people, p => p.Account.ToLowerInvariant(), "账号"));
        errors.AddRange(Twice(people, p => p.Phone, "手机"));
        return (people, errors);
    }

    private static (IReadOnlyList<string> Known, IReadOnlyList<string> Unknown) RolesOf(string text)
    {
        var words = text.Split(['、', ';', '；', '/', ' ', '+'], StringSplitOptions.RemoveEmptyEntries);
        var codes = Roles.Names.ToDictionary(r => r.Value, r => r.Key);
        return ([.. words.Where(codes.ContainsKey).Select(w => codes[w])], [.. words.Where(w => !codes.ContainsKey(w))]);
    }

    private static IEnumerable<string> Twice(List<PersonLine> people, Func<PersonLine, string?> key, string name) =>
        people.Where(p => !string.IsNullOrEmpty(key(p))).GroupBy(p => key(p)!).Where(g => g.Count() > 1)
            .Select(g => $"第 {string.Join("、", g.Select(p => p.Number))} 行：{name}“{g.Key}”重复");
}
