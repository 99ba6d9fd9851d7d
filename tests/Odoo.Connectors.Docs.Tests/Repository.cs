using System.Text.RegularExpressions;

namespace Odoo.Connectors.Docs.Tests;

/// <summary>The working tree that this assembly was built from.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The README, the packages' READMEs and everything under docs, relative to the root.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. FindPages()];

    public static string Absolute(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static string[] Lines(string relative) => File.ReadAllLines(Absolute(relative));

    /// <summary>The fenced blocks of a page: language, number of the first line, content.</summary>
    public static IEnumerable<(string Language, int Line, string Content)> Fences(string page)
    {
        string[] lines = Lines(page);
        int? open = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            if (open is int start)
            {
                yield return (lines[start].Trim()[3..].Trim(), start + 2, Trimmed(lines[(start + 1)..i]));
                open = null;
            }
            else
            {
                open = i;
            }
        }

        Assert.True(open is null, $"{page}: the fence opened in line {open + 1} is never closed.");
    }

    /// <summary>The regions of the snippets, and of the samples that pages show, by name.</summary>
    public static Dictionary<string, string> Regions()
    {
        Dictionary<string, string> regions = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Absolute("docs/Snippets"), "*.cs").Concat(((string[])["PointToPoint/Program.cs", "MultiCompany/Hub.cs", "LeadToCash/RealSystems.cs"]).Select(f => Absolute($"samples/{f}"))))
        {
            string[] lines = File.ReadAllLines(file);
            (string Name, int Line)? open = null;
            for (int i = 0; i < lines.Length; i++)
            {
                if (RegionStart().Match(lines[i]) is { Success: true } start)
                {
                    Assert.True(open is null, $"{file}: regions of snippets do not nest.");
                    open = (start.Groups[1].Value, i);
                }
                else if (open is (string name, int line) && lines[i].Trim() == "#endregion")
                {
                    Assert.True(regions.TryAdd(name, Trimmed(lines[(line + 1)..i])), $"Two regions are named {name}.");
                    open = null;
                }
            }
        }

        return regions;
    }

    /// <summary>Without the indentation that all lines share, without blank lines at the ends, without trailing blanks.</summary>
    private static string Trimmed(IEnumerable<string> lines)
    {
        List<string> kept = [.. lines.Select(l => l.TrimEnd())];
        int common = kept.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', kept.Select(l => l.Length > common ? l[common..] : l.TrimStart())).Trim('\n');
    }

    private static IEnumerable<string> FindPages()
    {
        yield return "README.md";
        IEnumerable<string> packages = Directory.EnumerateDirectories(Absolute("src")).Select(d => Path.Combine(d, "README.md")).Where(File.Exists);
        IEnumerable<string> docs = Directory.EnumerateFiles(Absolute("docs"), "*.md", SearchOption.AllDirectories);
        foreach (string file in packages.Concat(docs).Order(StringComparer.Ordinal))
        {
            yield return Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Odoo.Connectors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Odoo.Connectors.sln.");
    }

    [GeneratedRegex(@"^\s*#region ([a-z0-9-]+)\s*$")]
    private static partial Regex RegionStart();
}
