namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What a check found; the check itself adds the rule.</summary>
internal sealed class BrokenRule(string found, Exception? inner = null) : Exception(found, inner)
{
    public static void Unless(bool holds, string found)
    {
        if (!holds)
        {
            throw new BrokenRule(found);
        }
    }

    /// <summary>What of the secrets stands in a text; the secret itself is not said again.</summary>
    public static void IfHeard(string? text, IEnumerable<string> secrets, string where)
    {
        foreach (string secret in secrets)
        {
            Unless(text?.Contains(secret, StringComparison.OrdinalIgnoreCase) is not true, $"{where} holds the text that begins with '{secret[..Math.Min(3, secret.Length)]}…'");
        }
    }
}
