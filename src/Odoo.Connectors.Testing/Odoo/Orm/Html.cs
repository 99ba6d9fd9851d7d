using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>What Odoo takes out of HTML before it stores it: scripts, handlers and script links.</summary>
internal static partial class Html
{
    public static string Sanitize(string html) => ScriptLink().Replace(Handler().Replace(Script().Replace(html, ""), ""), "$1=\"\"");

    [GeneratedRegex(@"<script\b.*?</script\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"\son\w+\s*=\s*(""[^""]*""|'[^']*')", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex(@"\b(href|src)\s*=\s*(""\s*javascript:[^""]*""|'\s*javascript:[^']*')", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptLink();
}
