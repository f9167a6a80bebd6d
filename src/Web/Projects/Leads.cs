using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Projects;

/// <summary>What became of one row of a table of leads.</summary>
public sealed record LeadRead(int Row, string Name, string State, string Says);

/// <summary>Leads from a table that another system pushed. A row comes once, however often the table is brought; one that can't be taken is named with the reason.</summary>
public static class Leads
{
    public const int Most = 2_000;

    /// <summary>Headers, lower case and without blanks, that mean a field.</summary>
    private static readonly (string Field, string[] Headers)[] Known =
    [
        ("id", ["编号", "统一社会信用代码", "项目代码", "项目编号", "id", "code"]), ("user", ["用户名称", "企业名称", "单位名称", "建设单位", "项目单位", "名称", "name", "company"]),
        ("contact", ["联系人", "法定代表人", "经办人", "contact"]), ("phone", ["联系电话", "电话", "手机", "phone"]), ("address", ["地址", "住所", "经营地址", "项目地址", "建设地点", "address"]),
        ("segment", ["用户类型", "用气类型", "类型", "segment"]), ("kind", ["项目性质", "建设性质", "kind"]), ("flow", ["小时流量", "流量", "用气量", "flow"]), ("content", ["情况", "经营范围", "项目内容", "说明", "备注", "content"]),
    ];

    /// <summary>Reads the table and takes what can be taken; with <paramref name="look"/> nothing is written.</summary>
    /// <exception cref="FormatException">The table can't be read, with a sentence for people.</exception>
    public static async Task<IReadOnlyList<LeadRead>> Bring(AppDb db, Acting acting, string by, string source, string fileName, Stream content, bool look)
    {
        var rows = Sheet.Read(fileName, content);
        if (rows.Count < 2) throw new FormatException("表里没有数据行；第一行应是表头");
        if (rows.Count > Most + 1) throw new FormatException($"一次最多导入 {Most} 行，请分开");
        var header = rows[0].Cells.Select(cell => string.Concat(cell.Where(sign => !char.IsWhiteSpace(sign) && sign != '\uFEFF')).ToLowerInvariant()).ToList();
        var columns = Known.Select(known => (known.Field, At: known.Headers.Select(name => header.FindIndex(cell => cell == name || cell.StartsWith(name + "（", StringComparison.Ordinal))).FirstOrDefault(at => at >= 0, -1))).Where(one => one.At >= 0).ToDictionary(one => one.Field, one => one.At);
        if (!columns.ContainsKey("user")) throw new FormatException($"看不出哪一列是用户名称；表头是：{string.Join("、", rows[0].Cells)}");
        var (read, seen) = (new List<LeadRead>(), new HashSet<string>());
        foreach (var row in rows.Skip(1))
        {
            string? Cell(string field) => columns.TryGetValue(field, out var at) && at < row.Cells.Count && row.Cells[at].Trim() is { Length: > 0 } cell ? cell : null;
            var form = new LeadForm { User = Cell("user"), Source = source, Contact = Cell("contact"), Phone = Cell("phone"), Address = Cell("address"), Flow = Cell("flow"), Content = Cell("content"), Segment = Word("segment", Cell("segment"), out var segment), Kind = Word("project-kind", Cell("kind"), out var kind) };
            var problems = new List<ValidationResult>();
            Validator.TryValidateObject(form, new ValidationContext(form), problems, validateAllProperties: true);
            string?[] wrong = [.. problems.Select(problem => problem.ErrorMessage), form.FlowProblem, segment, kind];
            if (wrong.OfType<string>().ToList() is { Count: > 0 } why) read.Add(new(row.Number, form.User ?? "", "bad", string.Join("；", why)));
            else
            {
                var mark = $"{source}:{Cell("id") ?? "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{form.User}\u001f{form.Address}")))[..24]}";
                read.Add(await One(db, acting, by, row.Number, form, mark, !seen.Add(mark), look));
            }
        }
        return read;
    }

    private static async Task<LeadRead> One(AppDb db, Acting acting, string by, int row, LeadForm form, string mark, bool twice, bool look)
    {
        var name = form.User!.Trim();
        if (twice) return new(row, name, "again", "表里重复");
        if (await db.Projects.AsNoTracking().Where(one => one.ImportedAs == mark).Select(one => one.Number).FirstOrDefaultAsync() is { } known) return new(row, name, "again", $"已经导入过，是 {known}");
        if (await db.Projects.AsNoTracking().Where(one => one.Name == name && one.ClosedAt == null).Select(one => one.Number).FirstOrDefaultAsync() is { } same) return new(row, name, "again", $"这个用户已有项目 {same}，请在那里跟进");
        if (look) return new(row, name, "fresh", "可以导入");
        var outcome = await acting.Lead(by, form.Fields(), mark);
        db.Forget();
        return outcome is Outcome.Refused refused ? new(row, name, "bad", string.Join(' ', refused.Refusals.Select(refusal => refusal.Sentence))) : new(row, name, "taken", "已导入");
    }

    private static string? Word(string fact, string? given, out string? problem)
    {
        problem = null;
        if (given is null) return null;
        var word = Vocabulary.Facts[fact].FirstOrDefault(one => one == given || Words.Value(fact, one) == given);
        if (word is null) problem = $"不认识“{given}”";
        return word;
    }
}
