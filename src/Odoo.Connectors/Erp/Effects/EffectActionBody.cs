using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Odoo.Connectors.Erp;

/// <summary>The effect action as this package ships it: its Python body and how it is found again in Odoo.</summary>
internal static class EffectActionBody
{
    public const int Protocol = 2;

    public const string Name = "Odoo.Connectors effects";

    /// <summary>No addon has this module name; the external id stays when the body is upgraded.</summary>
    public const string Module = "odoo_connectors";

    public const string LocalName = "effect_action";

    public const string ExternalId = $"{Module}.{LocalName}";

    private const string Resource = "effect-action.py";
    private const string FirstWords = "# Odoo.Connectors effect action, protocol ";
    private static readonly Lazy<string> Body = new(ReadBody);

    public static string Text => Body.Value;

    /// <summary>The protocol that a body says it speaks; null when it is none of ours.</summary>
    public static int? ProtocolOf(string? body)
    {
        string text = body?.TrimStart() ?? "";
        if (!text.StartsWith(FirstWords, StringComparison.Ordinal))
        {
            return null;
        }

        string digits = string.Concat(text[FirstWords.Length..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int protocol) ? protocol : null;
    }

    /// <summary>Eight hex digits that tell two bodies apart; line ends and blanks at the end, which editors change, do not count.</summary>
    public static string Hash(string? body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((body ?? "").ReplaceLineEndings("\n").TrimEnd())))[..8];

    private static string ReadBody()
    {
        using Stream stream = typeof(EffectActionBody).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly has no resource {Resource}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
