using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;
using Shouwen.Archive;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>首问责任业务工作单 on A4. The customer's number is masked until somebody asks for it, as on the case page.</summary>
public sealed class PrintModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public Dossier Case { get; private set; } = null!;
    public Clock Clock => clock;
    public string Form { get; private set; } = "";
    public string? Phone { get; private set; }
    public string Qr { get; private set; } = "";
    public IReadOnlyList<StoryLine> HandOvers { get; private set; } = [];
    public IReadOnlyList<DutyClock> Deadlines { get; private set; } = [];
    public DateOnly? KeptUntil { get; private set; }

    private static readonly HashSet<string> Moves = ["transfer", "take-over", "designate", "return", "forward", "ask-support"];

    public async Task<IActionResult> OnGet(string number)
    {
        if (await Dossier.Load(db, actor, acting, number) is not { } dossier) return NotFound();
        Case = dossier;
        Form = FormName(dossier);
        Phone = TempData["phone-of"] as string == dossier.Row.Id ? dossier.Row.CustomerPhone : null;
        Qr = Code($"{Request.Scheme}://{Request.Host}/cases/{number}");
        var moves = dossier.Matter.Acts.Where(done => Moves.Contains(done.Name)).Select(done => done.At).ToHashSet();
        HandOvers = [.. dossier.Story().Where(line => line.Tone == StoryTone.Act && moves.Contains(line.At))];
        Deadlines = [.. dossier.Matter.Duties.Where(duty => duty.Due is not null).OrderBy(duty => duty.Due).Select(duty => DutyClock.Of(duty, dossier, clock))];
        KeptUntil = Retention.KeptUntil(dossier.Regime, dossier.Matter);
        return Page();
    }

    /// <summary>The last text of an act, for a line of the form.</summary>
    public string? Said(string key, params string[] acts) => Case.Matter.Acts.LastOrDefault(done => acts.Contains(done.Name) && done.With.Has(key))?.With.Text(key) is { } said ? Case.Withheld.From(said) : null;

    public string? When(string act) => Case.Matter.Last(act) is { } done ? $"{Case.Name(Doer(done.By))}，{Full(done.At)}" : null;

    /// <summary>On paper a date carries its year.</summary>
    public string Full(DateTimeOffset moment) => clock.Local(moment).ToString("yyyy年M月d日 HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static Party Doer(string by) => by == Act.Customer ? Party.Customer : Party.Person(by);

    /// <summary>The form's name as the first pack that has one prints it.</summary>
    private static string FormName(Dossier dossier) => dossier.Regime.Binding(dossier.Matter)
        .SelectMany(pack => pack.Of<WordRule>()).FirstOrDefault(word => word.Is == "form")?.Says ?? "首问责任业务工作单";

    private static string Code(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(4, "#000000", "#ffffff", true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
