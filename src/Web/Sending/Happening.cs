using System.Text.Encodings.Web;
using System.Text.Json;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Reminders;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Sending;

/// <summary>
/// 动态: what receivers may be told of, and the telling, in the same write. Neither a webhook nor a robot ever carries the customer's name, number, address or words: a webhook names the
/// case, its state and the unit, a robot says the same as a sentence.
/// </summary>
public static class Happening
{
    public const string Test = "test";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["case.registered"] = "已登记", ["case.passed-on"] = "已移交，待接手", ["case.taken-over"] = "已接手", ["case.returned"] = "已退回", ["case.urged"] = "被催办", ["case.answered"] = "已答复客户",
        ["case.closed"] = "已办结", ["duty.breached"] = "有责任逾期",
    };

    /// <summary>Tells every receiver that asked for it what an accepted act brought about.</summary>
    public static void Write(AppDb db, Regime regime, Surroundings around, CaseRow row, Decision.Accepted accepted, DateTimeOffset now)
    {
        var happened = Of(accepted).ToList();
        if (happened.Count == 0) return;
        foreach (var receiver in around.Receivers)
            foreach (var what in happened.Where(receiver.Happenings.Contains))
                db.Appended.Add(Message(receiver, what, regime, row, around, now));
    }

    /// <summary>A message that says only that it is a test.</summary>
    public static OutboxMessage Trial(Receiver receiver, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), Channel = receiver.Kind, To = receiver.Name, ReceiverId = receiver.Id, About = Test, Subject = "测试", CreatedAt = now, NextTryAt = now,
        Body = receiver.Kind == "webhook" ? Payload(Test, now, new { text = "这是一条测试消息" }) : "【首问】这是一条测试消息",
    };

    private static IEnumerable<string> Of(Decision.Accepted accepted)
    {
        foreach (var acted in accepted.Events.OfType<Acted>())
            if (acted.Act switch
                {
                    "register" or "lead" => "case.registered", "transfer" or "forward" => "case.passed-on", "take-over" => "case.taken-over", "return" => "case.returned",
                    "urge" or "supervise" => "case.urged", "close" => "case.closed", _ => null,
                } is { } what) yield return what;
        if (accepted.Events.OfType<CustomerTold>().Any()) yield return "case.answered";
        if (accepted.Events.OfType<DutyBreached>().Any()) yield return "duty.breached";
    }

    private static OutboxMessage Message(Receiver receiver, string what, Regime regime, CaseRow row, Surroundings around, DateTimeOffset now)
    {
        var unit = regime.Organisation.Unit(row.PendingUnitId ?? row.HandlerUnitId ?? row.FirstContactUnitId);
        var local = TimeZoneInfo.ConvertTime(now, regime.Calendar.Zone);
        var body = receiver.Kind == "webhook"
            ? Payload(what, local, new { number = row.Number, version = row.Version, status = row.Status, kind = row.Kind, channel = row.Channel, urgency = row.Urgency, unit = unit?.Id, unit_name = unit?.Name, due = row.NextDue })
            : around.Wording.Fill("robot", new Dictionary<string, string?>
            {
                ["happening"] = Names[what], ["number"] = row.Number, ["kind"] = Words.Value("kind", row.Kind), ["unit"] = unit?.Name,
                ["due"] = row.NextDue is { } due ? Zh.Moment(TimeZoneInfo.ConvertTime(due, regime.Calendar.Zone), local) : null,
            }).Body;
        return new()
        {
            Id = Guid.CreateVersion7(now), Channel = receiver.Kind, To = receiver.Name, ReceiverId = receiver.Id, CaseId = row.Id, About = what, Subject = Names[what], Body = body,
            Link = CaseLine.Address(row.Number), CreatedAt = now, NextTryAt = receiver.Kind == "webhook" || row.Urgency == "urgent" && around.Watch.Urgent.Contains("urgent-case") ? now : Digests.AfterQuiet(now, around.Watch.QuietFrom, around.Watch.QuietTo, regime.Calendar.Zone),
        };
    }

    private static string Payload(string type, DateTimeOffset at, object data) => JsonSerializer.Serialize(new { type, timestamp = at, data }, Plain);
}
