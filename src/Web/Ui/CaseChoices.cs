using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Web.Ui;

/// <summary>The closed lists of the language of packs, in the words people use.</summary>
public static class CaseChoices
{
    public static readonly IReadOnlyList<SelectListItem> Channels = Of("channel");
    public static readonly IReadOnlyList<SelectListItem> Kinds = Of("kind");
    public static readonly IReadOnlyList<SelectListItem> Scopes = Of("scope");
    public static readonly IReadOnlyList<SelectListItem> Flags = Of("flag");
    public static readonly IReadOnlyList<SelectListItem> Urgencies = Of("urgency");
    public static readonly IReadOnlyList<SelectListItem> Segments = Of("segment");
    public static readonly IReadOnlyList<SelectListItem> ComplaintsAbout = Of("complaint-about");
    public static readonly IReadOnlyList<SelectListItem> Statuses = [new("未办结（全部）", "open"), .. Of("status")];

    private static IReadOnlyList<SelectListItem> Of(string fact) =>
        [.. Vocabulary.Facts[fact].Select(value => new SelectListItem(Words.Value(fact, value), value))];
}
