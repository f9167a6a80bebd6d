using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Shouwen.Web.Ui;

/// <summary>What people see when an address or an act leads nowhere. Reachable by any verb and without a token, or it would hide the cause.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public int Code { get; private set; }
    public string Title { get; private set; } = "";
    public string Advice { get; private set; } = "";

    /// <summary>Customers go back to the portal, everybody else to the desk.</summary>
    public string Home => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath is { } path && (new PathString(path).StartsWithSegments("/portal") || new PathString(path).StartsWithSegments("/p")) ? "/portal" : "/";

    public void OnGet([FromRoute] int code) => Say(code);

    // From the route only: the refused form may carry a field of the same name.
    public void OnPost([FromRoute] int code) => Say(code);

    private void Say(int code)
    {
        Code = code;
        (Title, Advice) = code switch
        {
            400 => ("页面已过期", "页面打开太久，或者换了人登录。请回到上一页，刷新后再提交。"),
            403 => ("没有权限", "这件事不在您的角色之内。需要时请找管理员，或请有权限的同事办理。"),
            404 => ("没有找到", "地址不对，或者您看不到这里的内容。"),
            405 => ("不能这样打开", "这个地址只接受表单提交，请从页面上的按钮进入。"),
            409 => ("内容已被改动", "您打开之后别人改过它。请回到上一页刷新，看过改动再提交。"),
            413 => ("文件太大", "每个附件最大 10 MB，一次总共最多 40 MB。请压缩，或分几次上传。"),
            422 => ("不能这样做", "提交的内容不完整或不符合规定。请回到上一页修改。"),
            429 => ("太频繁了", "请过一会儿再试。"),
            _ => ("系统出了问题", "这不是您的错，您填的内容可能没有保存。请稍后再试；一再出现时请告诉管理员出现的时间。"),
        };
    }
}
