using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>Rules of the configuration as a host had them from some time on: ownership, routing, limits of approvals, and so on.</summary>
/// <param name="Part">
/// What they are about, for example <c>approvals</c>. <c>all</c> has a line with the hash of each part; its own hash is the one that decisions name in
/// the audit trail.
/// </param>
/// <param name="Version">Counts the changes of the part, from 1. Rules that return have a new version, and the hash they had.</param>
/// <param name="Hash">The beginning of the SHA-256 of the words, as decisions name it.</param>
/// <param name="Since">When a host first started with them, UTC.</param>
/// <param name="Words">One rule a line. They hold words of the configuration, no secrets and no data of persons.</param>
public sealed record RuleVersion(string Part, int Version, string Hash, DateTimeOffset Since, string Words)
{
    private const string Prefix = "rules/";

    internal static string Key(string part, int version) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{part}/{version}");

    internal static string Text(RuleSet rules, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"version {version} ({rules.Short}): {(rules.Definition.Length == 0 ? "none" : rules.Definition)}");

    internal static RuleVersion Parse(string key, string text, DateTimeOffset at)
    {
        string[] parts = key.Split('/');
        int open = text.IndexOf('(', StringComparison.Ordinal), close = text.IndexOf(')', open);
        return new RuleVersion(parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), text[(open + 1)..close], at, text[(close + 3)..]);
    }
}
