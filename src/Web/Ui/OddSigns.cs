using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Shouwen.Web.Ui;

/// <summary>The sign U+0000 is no text: PostgreSQL keeps none, others stop reading there. Nobody can type it, but a copy from a broken file may hold it; it is refused wherever it comes in.</summary>
public sealed class OddSigns : IPageFilter
{
    public static readonly (string, string) Sentence = ("内容里有不能保存的字符", "粘贴的内容里有看不见的控制字符（U+0000），不能保存。下面已经去掉了它，看过没有缺字再提交。");

    public static string Without(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    /// <summary>Whether this request was refused for it.</summary>
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(typeof(OddSigns));

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (Refused(context.HttpContext)) return;
        if (!Has(request.Query.SelectMany(field => field.Value)) && !(request.HasFormContentType && Has(request.Form.SelectMany(field => field.Value).Concat(request.Form.Files.Select(file => (string?)file.FileName))))) return;
        context.HttpContext.Items[typeof(OddSigns)] = true;
        context.Result = new StatusCodeResult(StatusCodes.Status422UnprocessableEntity);
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }

    private static bool Has(IEnumerable<string?> values) => values.Any(value => value is not null && value.Contains('\0', StringComparison.Ordinal));
}
