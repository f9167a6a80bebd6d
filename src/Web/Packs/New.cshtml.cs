using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

public sealed class NewPackForm
{
    [Required(ErrorMessage = "请填写名称"), StringLength(80, ErrorMessage = "名称最多 80 个字")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "请填写编号"), RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "编号只用小写字母、数字和连字符，如 night-service"), StringLength(60, ErrorMessage = "编号最多 60 个字母")]
    public string? Id { get; set; }
}

/// <summary>Begins the draft of a regulation that ships with nobody.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class NewModel(AppDb db, PackTexts texts, Installed installed, Clock clock, Actor actor) : PageModel
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public NewPackForm Form { get; private set; } = new();

    public async Task<IActionResult> OnPost(NewPackForm form)
    {
        Form = form;
        if (!ModelState.IsValid) return this.Refused();
        if (form.Id is "new" or "order" or "conflicts" || await texts.Present(form.Id!) is not null || await db.PackDrafts.AnyAsync(one => one.PackId == form.Id)) return this.Refused("Form.Id", "已有这个编号的制度，请换一个，或在那份制度上写草稿");
        var text = $$"""
            pack: {{form.Id}}
            title: {{JsonSerializer.Serialize(form.Title!.Trim(), Plain)}}
            issuer: {{JsonSerializer.Serialize(installed.Organisation!.Name, Plain)}}
            script: zh-Hans

            # 每一条写一句话；下面的规则用 clause 注明出自哪一条。
            clauses:
              一: 接到诉求当场登记，两个工作小时内移交承办部门

            duties:
              - {duty: transfer, bearer: first-contact, owed-to: customer, from: register, within: {working-hours: 2}, if: {scope: other-unit}, clause: 一, lines: [1]}

            """;
        db.PackDrafts.Add(new PackDraft { PackId = form.Id!, Text = text.Replace("\r\n", "\n", StringComparison.Ordinal), ById = actor.Id, ChangedAt = clock.Now, Saved = 1 });
        await db.SaveChangesAsync();
        return this.Done($"/packs/{form.Id}/draft", "草稿已建好，里面是一条样例，请照着改");
    }
}
