using Shouwen.Web.Cases;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Callbacks;

/// <summary>请客户评价的短信: a text the clerk copies into whatever sends his messages, with the link to the customer's own page, where a press gives the mark.</summary>
public static class SurveyText
{
    public static string Of(Wording wording, string organisation, Dossier dossier, string site) => wording.Fill("survey", new Dictionary<string, string?>
    {
        ["organisation"] = organisation, ["customer"] = dossier.Row.CustomerName ?? "尊敬的客户", ["number"] = dossier.Row.Number, ["code"] = dossier.Row.Code, ["content"] = Notices.Short(dossier.Row.Content),
        ["answers"] = dossier.Name(dossier.Matter.FirstContact), ["link"] = $"{site}/p/{dossier.Row.Number}/{dossier.Row.Code}",
    }).Body;

    public static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
