using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.AspNetCore.Internal.Console;

/// <summary>What all pages have: no script, no font, no image from anywhere, and one style that the policy names by its hash.</summary>
internal static class ConsolePage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem;color:#1d2329;background:#fff}"
        + "a{color:#1c4f9c}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde2e7;vertical-align:top}.n{text-align:right;font-variant-numeric:tabular-nums}"
        + ".note{color:#4d5861}.bad{color:#a3201a}.box{border:1px solid #a3201a;padding:.5rem 1rem}input{font:inherit;padding:.3rem;width:24rem;max-width:100%}"
        + "button{font:inherit;padding:.3rem .8rem}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}";

    /// <summary>The content security policy of every page.</summary>
    public static string Policy { get; } = PolicyOf(Style);

    /// <summary>The content security policy of a page that has one style.</summary>
    public static string PolicyOf(string style) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Where an account is shown.</summary>
    public static string AddressOf(string root, ExternalRef customer) => $"{root}/account?system={Uri.EscapeDataString(customer.System)}&id={Uri.EscapeDataString(customer.Id)}";

    public static string Of(string root, string title, string main, string? asked = null) => new Html().Add(
        $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{new Html.Raw(Style)}</style></head>
        <body><a class="skip" href="#main">Skip to the account</a><header><form role="search" method="post" action="{root}/search">
        <label for="q">Id, document number, VAT number or web domain</label><br><input id="q" name="q" type="search" required maxlength="200" value="{asked}"> <button>Search</button></form></header>
        <main id="main">{new Html.Raw(main)}</main></body></html>
        """).ToString();
}
