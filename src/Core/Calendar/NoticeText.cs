using System.Text;
using System.Text.RegularExpressions;

namespace Shouwen.Calendar;

/// <summary>
/// The text of a notice in one spelling: half-width digits, full-width punctuation, no spaces, every dash between dates 至, lines joined where a sentence runs on.
/// Each character knows the line it comes from.
/// </summary>
internal sealed partial class NoticeText
{
    private readonly List<int> _lines = [];

    public NoticeText(string text)
    {
        var plain = new StringBuilder();
        foreach (var (number, raw) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var line = string.Concat(raw.Where(c => !char.IsWhiteSpace(c) && c is not ('\u200b' or '\ufeff')).Select(Spelt));
            if (line.Length == 0) continue;
            // A new line begins a sentence where the last one ended or a festival or number opens it; else the page was merely too narrow.
            if (plain.Length > 0 && (plain[^1] is '。' or '；' || Opening().IsMatch(line))) Append("\n", number);
            Append(line, number);
        }

        Plain = plain.ToString();

        void Append(string part, int number)
        {
            plain.Append(part);
            _lines.AddRange(Enumerable.Repeat(number + 1, part.Length));
        }
    }

    public string Plain { get; }

    /// <summary>The line, from 1, at which a character of the original text stood.</summary>
    public int LineAt(int index) => _lines.Count == 0 ? 1 : _lines[Math.Min(index, _lines.Count - 1)];

    private static char Spelt(char c) => c switch
    {
        >= '０' and <= '９' => (char)(c - '０' + '0'),
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '|' or '\t' => '，',
        '-' or '—' or '–' or '－' or '―' or '~' or '～' or '─' or '到' => '至',
        '號' or '号' => '号',
        '節' => '节', '國' => '国', '慶' => '庆', '勞' => '劳', '動' => '动', '週' => '周', '調' => '调', '補' => '补', '與' => '与',
        _ => c,
    };

    [GeneratedRegex($"^(?:[一二三四五六七八九十]+、|[（\\d]+[、.．）]|{HolidayNoticeReader.Names})")]
    private static partial Regex Opening();
}
