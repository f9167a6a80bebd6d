using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Shouwen.Web.Cases;

/// <summary>
/// Answers a post that is larger than any page takes before its body is read. The server's own limit would end in a broken connection, without a sentence.
/// </summary>
public sealed class TooLarge(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var answered = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (answered || context.Request.ContentLength is not > ShowModel.LargestPost) return next(context);
        // The rest is read and thrown away, so that the sender gets to the answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
