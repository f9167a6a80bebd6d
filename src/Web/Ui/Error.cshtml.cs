using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Data;

namespace Shouwen.Web.Ui;

/// <summary>
/// What people see when an address or an act leads nowhere or the machine fails. Reachable by any verb and without a token, or it would hide the cause; asks nothing of the
/// database, which may be the cause. What was typed stays on the page and, when it may pass, can be sent again from here.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed partial class ErrorModel(ILogger<ErrorModel> log) : PageModel
{
    /// <summary>Parts of the names of fields whose content is nobody's to see.</summary>
    private static readonly string[] Secret = ["password", "fresh", "again", "current", "secret", "code"];

    public int Code { get; private set; }
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";

    /// <summary>Under which the log and the traces tell of this request; only when something failed.</summary>
    public string? Trace { get; private set; }

    /// <summary>What a person typed, without what the page itself sends along.</summary>
    public IReadOnlyList<string> Typed { get; private set; } = [];

    /// <summary>The whole form, to be sent again; null where that would not help or would lose a file or a password.</summary>
    public IReadOnlyList<(string Name, string Value)>? Again { get; private set; }

    /// <summary>Customers go back to the portal, everybody else to the desk.</summary>
    public string Home => OriginalPath is { } path && (new PathString(path).StartsWithSegments("/portal") || new PathString(path).StartsWithSegments("/p")) ? "/portal" : "/";

    private string? OriginalPath => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;

    public Task OnGet([FromRoute] int code) => Say(code);

    // From the route only: the refused form may carry a field of the same name.
    public Task OnPost([FromRoute] int code) => Say(code);

    private async Task Say(int code)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var fields = await Fields();
        var lack = Outage.Of(failure);
        var sign = Outage.IsSign(failure) || OddSigns.Refused(HttpContext);
        Code = failure is null ? code : Response.StatusCode;
        (Title, Advice) = lack is not null ? Passing(lack.Value) : sign ? OddSigns.Sentence : Lasting(Code);
        if (failure is not null)
        {
            Trace = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
            if (lack is null) Broken(Trace, Request.Method);
            else Lacking(Trace, Request.Method, lack.Value, failure.GetBaseException().Message);
        }
        if (lack is not null) Response.Headers.RetryAfter = Wait(lack.Value).ToString(CultureInfo.InvariantCulture);
        var shown = fields.Where(field => !IsSecret(field.Name)).ToList();
        Typed = [.. shown.Where(field => IsTyped(field.Value)).Select(field => OddSigns.Without(field.Value))];
        if ((lack is not null || sign) && fields.Count > 0 && shown.Count == fields.Count && Request.Form.Files.All(file => file.Length == 0))
            Again = [.. shown.Select(field => (field.Name, OddSigns.Without(field.Value)))];
    }

    private async Task<IReadOnlyList<(string Name, string Value)>> Fields()
    {
        if (!HttpMethods.IsPost(Request.Method) || !Request.HasFormContentType) return [];
        try
        {
            return [.. (await Request.ReadFormAsync()).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))];
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or InvalidOperationException)
        {
            // What could not be read the first time can't be shown either.
            return [];
        }
    }

    private static bool IsSecret(string name) => name.Split('.') is var parts && Secret.Any(word => parts[^1].Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Chinese, or a number as long as a telephone's; not the page's own choices and marks.</summary>
    private static bool IsTyped(string value) => !Guid.TryParse(value, out _) && (value.Any(sign => sign > 0x7f) || value.Length < 40 && value.Count(char.IsAsciiDigit) >= 7);

    private static int Wait(Lack lack) => lack is Lack.Room ? 60 : 5;

    private static (string, string) Passing(Lack lack) => lack switch
    {
        Lack.Room => ("存储空间满了", "服务器没有空间了，这次没有保存。请告诉管理员腾出空间，腾出后马上就能继续用。"),
        Lack.Turn => ("现在太忙了", "排队太久没有轮到，这次没有保存。请过几秒钟再试。"),
        Lack.Writing => ("现在只能看，不能改", "数据库暂时只读，这次没有保存。请过一会儿再试；一直这样时请告诉管理员。"),
        Lack.Certainty => ("不知道有没有保存", "提交的那一刻数据库断开了，可能已经保存，也可能没有。请先到诉求列表里看一看，没有的再提交。登记和导入不会因为再提交而重复。"),
        _ => ("数据库暂时连不上", "这次没有保存。请过一会儿再试，恢复后接着用，不用重新登录。"),
    };

    private static (string, string) Lasting(int code) => code switch
    {
        400 => ("页面已过期", "页面打开太久，或者换了人登录。请回到上一页，刷新后再提交。"),
        403 => ("没有权限", "这件事不在您的角色之内。需要时请找管理员，或请有权限的同事办理。"),
        404 => ("没有找到", "地址不对，或者您看不到这里的内容。"),
        405 => ("不能这样打开", "这个地址只接受表单提交，请从页面上的按钮进入。"),
        409 => ("内容已被改动", "您打开之后别人改过它。请回到上一页刷新，看过改动再提交。"),
        413 => ("文件太大", "每个附件最大 10 MB，一次总共最多 40 MB。请压缩，或分几次上传。"),
        422 => ("不能这样做", "提交的内容不完整或不符合规定。请回到上一页修改。"),
        429 => ("太频繁了", "请过一会儿再试。"),
        503 => ("正在停止或还没准备好", "请过一会儿再打开。"),
        _ => ("系统出了问题", "这不是您的错，您填的内容可能没有保存。请稍后再试；一再出现时请告诉管理员出现的时间。"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Trace}: a {Method} failed; the error before this line says why")]
    private partial void Broken(string trace, string method);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trace}: a {Method} was answered 503 ({Lack}): {Why}")]
    private partial void Lacking(string trace, string method, Lack lack, string why);
}
