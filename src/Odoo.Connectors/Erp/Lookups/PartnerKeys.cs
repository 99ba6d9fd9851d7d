using System.Text;
using System.Text.Json;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Which of the partners of one search answer which key, told as Odoo itself compares: numbers and fields exactly, e-mail addresses without
/// case, websites by the domain they contain. Where Odoo may compare otherwise (accents, fields that are no text) nothing is sure.
/// </summary>
internal sealed class PartnerKeys
{
    private readonly IReadOnlyList<OdooRecord> _partners;
    private readonly ILookup<string, OdooRecord> _byVat;
    private readonly ILookup<string, OdooRecord> _byDomain;
    private readonly ILookup<string, OdooRecord> _byEmail;
    private readonly bool _oddEmails;

    public PartnerKeys(IEnumerable<OdooRecord> partners)
    {
        _partners = [.. partners.Where(p => p.GetReference("parent_id") is null).OrderBy(p => p.Id)];
        _byVat = _partners.ToLookup(p => p.GetString("vat") ?? "", StringComparer.Ordinal);
        _byDomain = _partners.ToLookup(p => MatchKeys.NormalDomain(p.GetString("website")) ?? "", StringComparer.Ordinal);
        _byEmail = _partners.ToLookup(p => p.GetString("email") ?? "", StringComparer.OrdinalIgnoreCase);
        _oddEmails = _partners.Any(p => !Ascii.IsValid(p.GetString("email") ?? ""));
    }

    /// <summary>Whether Odoo looks for it in a text.</summary>
    public static bool IsPattern(string key) => MatchKeys.DomainIn(key) is not null || MatchKeys.HintIn(key) is not null;

    /// <summary>Whether it is a field that the host named.</summary>
    public static bool IsField(string key) => !IsPattern(key) && MatchKeys.VatIn(key) is null;

    public static string FieldOf(string key) => MatchKeys.VatIn(key) is not null ? "vat" : MatchKeys.FieldIn(key).Field;

    public static string ValueOf(string key) => MatchKeys.VatIn(key) ?? MatchKeys.FieldIn(key).Value;

    /// <summary>Whether <see cref="Of"/> tells all that Odoo would.</summary>
    public bool IsSure(string key) => MatchKeys.HintIn(key) is string email ? Ascii.IsValid(email) && !_oddEmails
        : !IsField(key) || _partners.All(p => p.Values.GetProperty(FieldOf(key)).ValueKind is JsonValueKind.String or JsonValueKind.False or JsonValueKind.Null);

    /// <summary>Those who share a key.</summary>
    public IEnumerable<OdooRecord> Of(string key)
    {
        if (MatchKeys.VatIn(key) is string vat)
        {
            return _byVat[vat];
        }

        if (MatchKeys.DomainIn(key) is string domain)
        {
            return _byDomain[domain].Where(p => p.GetString("website")!.Contains(domain, StringComparison.OrdinalIgnoreCase));
        }

        return MatchKeys.HintIn(key) is string email ? _byEmail[email] : _partners.Where(p => p.GetString(FieldOf(key)) == ValueOf(key));
    }
}
