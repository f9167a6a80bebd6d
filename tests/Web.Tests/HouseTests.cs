using System.Text.RegularExpressions;
using Shouwen.Web;
using Xunit;

namespace Shouwen.Tests;

/// <summary>Rules of the house that neither the compiler nor a page's own test would notice.</summary>
public partial class HouseTests
{
    private static readonly string Source = Path.Combine(Folders.Home, "src");

    [GeneratedRegex("""<script(?![^>]*src=)|\sstyle="|\son[a-z]+=""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("<form(?=[^>]*method=\"post\")(?=[^>]*action=)(?![^>]*asp-antiforgery=\"true\")[^>]*>")]
    private static partial Regex PostWithoutToken();

    private static IEnumerable<string> Files(string pattern) => System.IO.Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"));

    [Fact]
    public void There_is_one_form_stack() => Assert.Empty(Files("*.razor"));

    [Fact]
    public void No_page_carries_script_or_style_that_the_security_policy_would_block() =>
        Assert.Empty(Files("*.cshtml").Where(file => Inline().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    [Fact]
    public void A_form_that_names_its_address_asks_for_its_token() =>
        Assert.Empty(Files("*.cshtml").SelectMany(file => PostWithoutToken().Matches(File.ReadAllText(file)).Select(form => $"{file}: {form.Value}")));

    [Fact]
    public void The_core_knows_the_base_library_and_a_reader_of_yaml_only() =>
        Assert.Empty(typeof(Search.Tokens).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "YamlDotNet").Select(name => $"Core references {name}"));
}
