using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>The rules of one part as they are configured here.</summary>
internal sealed record RuleSet(string Name, string Definition)
{
    private const int ShortLength = 12;

    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Definition)));

    /// <summary>As decisions tell it.</summary>
    public string Short => Hash[..ShortLength];

    public static RuleSet Of(IRuleWords words) => new(words.Name, string.Join('\n', words.Lines()));
}
