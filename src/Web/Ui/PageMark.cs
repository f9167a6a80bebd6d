using System.Globalization;

namespace Shouwen.Web.Ui;

/// <summary>Where a page of a list ended that is read by moment and id, as an address carries it.</summary>
public static class PageMark
{
    /// <summary>Behind it no moment is one any more.</summary>
    private const long Last = 253402300800000;

    public static string Of(DateTimeOffset at, string id) => $"{at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}~{Uri.EscapeDataString(id)}";

    /// <summary>Null where it is none.</summary>
    public static (DateTimeOffset At, string Id)? Read(string? mark) =>
        mark?.Split('~') is [var text, var id] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < Last ? (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id) : null;
}
