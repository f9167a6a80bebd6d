using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Sending;

/// <summary>接收方: another system or a chat group that is told when something happens.</summary>
public sealed class Receiver
{
    /// <summary>So many failures one after another, for so long, switch it off.</summary>
    public const int MostFailures = 20;
    public static readonly TimeSpan LongestFailing = TimeSpan.FromDays(1);

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { ["webhook"] = "业务系统（网络回调）", ["wecom"] = "企业微信群机器人", ["dingtalk"] = "钉钉群机器人" };

    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>webhook, wecom or dingtalk.</summary>
    public required string Kind { get; set; }
    public required string Url { get; set; }

    /// <summary>What a webhook or a DingTalk robot signs with.</summary>
    public string? Secret { get; set; }

    /// <summary>Of <see cref="Happening"/>.</summary>
    public List<string> Happenings { get; set; } = [];
    public bool Active { get; set; } = true;

    /// <summary>Why it was switched off by the platform itself.</summary>
    public string? OffWhy { get; set; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>The first of them.</summary>
    public DateTimeOffset? FailingSince { get; set; }
    public DateTimeOffset? LastAt { get; set; }
    public string? LastFailure { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedById { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Receiver>
    {
        public void Configure(EntityTypeBuilder<Receiver> row) => row.ToTable("receivers");
    }
}
