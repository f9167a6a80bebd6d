using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

public sealed class ReceiverForm
{
    [Required(ErrorMessage = "请给接收方起个名字"), StringLength(40, ErrorMessage = "最多 40 个字")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "请选择类型")]
    public string? Kind { get; set; }

    [Required(ErrorMessage = "请填写地址"), StringLength(1000, ErrorMessage = "地址太长")]
    public string? Url { get; set; }

    /// <summary>A DingTalk robot's own; a webhook's is made here.</summary>
    [StringLength(200, ErrorMessage = "太长")]
    public string? Secret { get; set; }

    public List<string> Happenings { get; set; } = [];

    public static IReadOnlyList<SelectListItem> Kinds => Choices.Of(Receiver.Kinds);

    public static ReceiverForm Of(Receiver receiver) => new() { Name = receiver.Name, Kind = receiver.Kind, Url = receiver.Url, Happenings = [.. receiver.Happenings] };

    public void Check(ModelStateDictionary state)
    {
        if (!string.IsNullOrEmpty(Kind) && !Receiver.Kinds.ContainsKey(Kind)) state.AddModelError("Form.Kind", "没有这种类型，请重新选择");
        if (!string.IsNullOrWhiteSpace(Url) && !(Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0))
            state.AddModelError("Form.Url", "地址应以 https:// 开头");
        if (Happenings.Count == 0) state.AddModelError("Form.Happenings", "请至少选一种动态");
        if (Happenings.Any(what => !Happening.Names.ContainsKey(what))) state.AddModelError("Form.Happenings", "没有这种动态，请重新选择");
    }

    /// <summary>A webhook's secret stays as it is, a robot's changes when a new one is typed.</summary>
    public void Fill(Receiver receiver)
    {
        // A secret of another kind is none of this one's.
        if (receiver.Kind != Kind) receiver.Secret = null;
        (receiver.Name, receiver.Kind, receiver.Url, receiver.Happenings) = (Name!.Trim(), Kind!, Url!.Trim(), Happenings);
        if (Kind == "dingtalk" && !string.IsNullOrWhiteSpace(Secret)) receiver.Secret = Secret.Trim();
    }
}
