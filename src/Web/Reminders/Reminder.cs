using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Reminders;

/// <summary>我的提醒: how a person wants to be mailed of what stands in the inbox at once anyway. Without a row: at once, in the organisation's quiet hours.</summary>
public sealed class Reminder
{
    public static readonly IReadOnlyDictionary<string, string> Ways = new Dictionary<string, string>
    {
        ["at-once"] = "随时发（几分钟内的合成一封）", ["hourly"] = "每小时合成一封", ["daily"] = "每天合成一封", ["never"] = "不发邮件，只在平台里看",
    };

    public required string PersonId { get; set; }

    /// <summary>at-once, hourly, daily or never.</summary>
    public string Way { get; set; } = "at-once";

    /// <summary>Quiet hours of one's own; null for both: the organisation's.</summary>
    public TimeOnly? QuietFrom { get; set; }
    public TimeOnly? QuietTo { get; set; }

    /// <summary>When a mail was last made for this person.</summary>
    public DateTimeOffset? MailedAt { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> row)
        {
            row.ToTable("reminders");
            row.HasKey(one => one.PersonId);
        }
    }
}
