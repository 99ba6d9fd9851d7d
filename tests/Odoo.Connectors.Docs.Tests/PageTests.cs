using System.Text.RegularExpressions;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>What the documentation shows is compiled, and what it points to is there.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void CSharp_OfPage_IsTheContentOfACompiledRegion(string page)
    {
        HashSet<string> regions = [.. Repository.Regions().Values];
        foreach ((string language, int line, string content) in Repository.Fences(page))
        {
            if (language is "csharp" or "cs" or "c#")
            {
                Assert.True(regions.Contains(content), $"{page}:{line} is the content of no region in docs/Snippets:\n{content}");
            }
        }
    }

    [Fact]
    public void Fence_OfPages_NamesItsLanguage() => Assert.All(
        Repository.Pages.SelectMany(p => Repository.Fences(p).Select(f => (Page: p, f.Line, f.Language))),
        fence => Assert.True(fence.Language.Length > 0, $"{fence.Page}:{fence.Line} does not name its language."));

    [Fact]
    public void Region_OfSnippets_IsShownSomewhere()
    {
        HashSet<string> shown = [.. Repository.Pages.SelectMany(Repository.Fences).Select(f => f.Content)];
        Assert.All(Repository.Regions(), region => Assert.True(shown.Contains(region.Value), $"No page shows the region {region.Key}."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Link_OfPage_PointsToSomething(string page)
    {
        string folder = Path.GetDirectoryName(Repository.Absolute(page))!;
        string text = string.Join('\n', Repository.Lines(page));
        foreach (Match link in Link().Matches(text))
        {
            string target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                string path = Path.GetFullPath(Path.Combine(folder, target));
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
                Assert.True(path.StartsWith(Repository.Root, StringComparison.Ordinal), $"{page} links to {target}, which is outside of the repository.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void TestClass_NamedByPage_Exists(string page)
    {
        HashSet<string> files = [.. Directory.EnumerateFiles(Repository.Absolute("tests"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))];
        foreach (Match named in TestClass().Matches(string.Join('\n', Repository.Lines(page))))
        {
            Assert.True(files.Contains(named.Groups[1].Value), $"{page} names the test class {named.Groups[1].Value}, which is not there.");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void TestMethod_NamedByPage_Exists(string page)
    {
        ILookup<string, string> files = Directory.EnumerateFiles(Repository.Absolute("tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(f => Path.GetFileNameWithoutExtension(f));
        foreach (Match named in TestMethod().Matches(string.Join('\n', Repository.Lines(page))))
        {
            Assert.True(
                files[named.Groups[1].Value].Any(f => File.ReadAllText(f).Contains($" {named.Groups[2].Value}(", StringComparison.Ordinal)),
                $"{page} names the test {named.Groups[1].Value}.{named.Groups[2].Value}, which is not there.");
        }
    }

    [Fact]
    public void Cause_OfACase_IsInTheRunbook()
    {
        string runbook = string.Join('\n', Repository.Lines("docs/runbooks/cases.md"));
        SortedSet<string> causes = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Repository.Absolute("src"), "*.cs", SearchOption.AllDirectories))
        {
            string code = File.ReadAllText(file);
            if (code.Contains(nameof(Sync.CaseReason), StringComparison.Ordinal))
            {
                causes.UnionWith(Cause().Matches(code).Select(m => m.Groups[1].Value));
            }
        }

        Assert.True(causes.Count > 30, $"Only {causes.Count} causes were found: does the code still write them as words with hyphens?");
        Assert.All(causes, cause => Assert.True(runbook.Contains($"`{cause}`", StringComparison.Ordinal), $"docs/runbooks/cases.md does not explain {cause}."));
    }

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\"")]
    private static partial Regex Cause();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`([A-Z]\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`([A-Z]\w+Tests)\.(\w+)`")]
    private static partial Regex TestMethod();
}
