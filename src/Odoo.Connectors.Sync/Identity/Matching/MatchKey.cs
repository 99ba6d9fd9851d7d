using System.Text;

namespace Odoo.Connectors.Sync;

/// <summary>Normal forms to compare records by. Each is null where the value says nothing about who somebody is.</summary>
public static class MatchKey
{
    private static readonly HashSet<string> Freemail = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "aol.com", "icloud.com",
        "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "proton.me", "protonmail.com", "mail.com",
        "mail.ru", "yandex.ru", "qq.com", "163.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "skynet.be", "telenet.be",
        "zoho.com", "fastmail.com", "hey.com",
    };

    // Words that say how a company is constituted and not who it is.
    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "ag", "bv", "bvba", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited", "llc", "ltd", "nv", "ohg",
        "oy", "plc", "sa", "sarl", "sas", "sl", "spa", "srl", "sprl", "ug",
    };

    // Written out, so that keys do not depend on the globalization data of the machine.
    private static readonly string[] Letters =
    [
        "aàáâãäåāăą", "cçćč", "dďđð", "eèéêëēėęě", "iìíîïīį", "lł", "nñńň", "oòóôõöøōő", "rř", "sśšş", "tťț", "uùúûüūůűų", "yýÿ", "zžźż",
    ];

    /// <summary>A VAT number with its country: <c>BE 0477.472.701</c> and <c>0477472701</c> of a Belgian are one.</summary>
    /// <param name="number">The number as written, with or without its prefix.</param>
    /// <param name="country">The ISO code of the country it is of, where the number may lack it. The default is null.</param>
    /// <returns>Prefix and number in capitals without signs; null where the country is unknown or nothing is left.</returns>
    public static string? Vat(string? number, string? country = null)
    {
        string text = string.Concat((number ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (text.Count(char.IsAsciiDigit) < 4)
        {
            return null;
        }

        if (char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]))
        {
            return text;
        }

        // Greece writes EL where ISO says GR.
        return country is { Length: 2 } ? (country.ToUpperInvariant() is "GR" ? "EL" : country.ToUpperInvariant()) + text : null;
    }

    /// <summary>The domain of a web or e-mail address, without <c>www.</c>.</summary>
    /// <param name="address">A web address, an e-mail address or a bare domain.</param>
    /// <returns>The domain in its ASCII form; null where it is none, or one of a provider that anybody can have an address at.</returns>
    public static string? Domain(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        string text = address.Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text[(text.LastIndexOf('@') + 1)..]}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.HostNameType != UriHostNameType.Dns || !uri.Host.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        string host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return Freemail.Contains(host) ? null : host;
    }

    /// <summary>An e-mail address; use it as a hint only.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The address in lower case; null where it is none.</returns>
    public static string? Email(string? address)
    {
        string text = (address ?? "").Trim().ToLowerInvariant();
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(char.IsWhiteSpace) ? text : null;
    }

    /// <summary>A phone number's digits in international form.</summary>
    /// <param name="number">The number as written.</param>
    /// <param name="countryCallingCode">The calling code of the country where a number is written without, such as <c>32</c>. The default is null.</param>
    /// <returns>The digits from the calling code on; null where the calling code is unknown or fewer than 7 digits are left.</returns>
    public static string? Phone(string? number, string? countryCallingCode = null)
    {
        string text = (number ?? "").Trim().Replace("(0)", "", StringComparison.Ordinal);
        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        string? full = text.StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : countryCallingCode is null ? null
            : countryCallingCode + digits.TrimStart('0');
        return full?.Length >= 7 ? full : null;
    }

    /// <summary>A company's name without accents, signs and legal form: <c>Müller &amp; Co. GmbH</c> is <c>muller</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its words in lower case, in their order; null where none is left.</returns>
    public static string? Name(string? name)
    {
        StringBuilder text = new();
        foreach (char letter in name ?? "")
        {
            // B.V. and BV are one word; anything else that is no letter separates words.
            char c = char.ToLowerInvariant(letter);
            c = Array.Find(Letters, l => l.Contains(c, StringComparison.Ordinal))?[0] ?? c;
            text.Append(c is 'ß' ? "ss" : c is '.' or '\'' or '’' ? "" : char.IsLetterOrDigit(c) ? c.ToString() : " ");
        }

        string[] words = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string left = string.Join(' ', words.Where(w => !LegalForms.Contains(w)));
        return left.Length > 0 ? left : null;
    }
}
