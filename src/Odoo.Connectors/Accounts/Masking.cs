using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>
/// Takes data of persons out of an account, after everything was compared: what is left is enough to tell two values apart on the phone. Names of companies
/// stay, and countries.
/// </summary>
internal static class Masking
{
    private const string Hidden = "***";

    public static CustomerAccount Of(CustomerAccount account) => account with
    {
        IsMasked = true,
        Merges = [.. account.Merges.Select(m => m with { Why = m.Why.Length == 0 ? "" : Hidden })],
        Fields = [.. account.Fields.Select(f => f with { Values = [.. f.Values.Select(v => v with { Text = Field(f.Name, v.Text, account.IsCompany) })] })],
        Contacts = [.. account.Contacts.Select(c => c with { Value = c.Value with { Name = Name(c.Value.Name), Email = Email(c.Value.Email), Phone = Phone(c.Value.Phone), Custom = CustomFields.Empty } })],
        Contracts = [.. account.Contracts.Select(c => c with { Sides = [.. c.Sides.Select(s => s with { Value = s.Value with { Custom = CustomFields.Empty } })] })],
        Documents = [.. account.Documents.Select(d => d with { Invoice = d.Invoice is { } i ? i with { Value = i.Value with { Custom = CustomFields.Empty } } : null })],
        Payments = [.. account.Payments.Select(Money)],
        Refunds = [.. account.Refunds.Select(Money)],
    };

    public static string? Email(string? email)
    {
        int at = email?.LastIndexOf('@') ?? -1;
        return string.IsNullOrEmpty(email) ? email : at < 1 ? Hidden : $"{First(email)}{Hidden}{email[at..]}";
    }

    public static string Name(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(p => First(p) + Hidden));

    public static string? Phone(string? phone) => string.IsNullOrEmpty(phone) ? phone : phone.Length < 6 ? Hidden : Hidden + phone[^2..];

    private static string? Field(string field, string? value, bool isCompany) => (field, value) switch
    {
        (_, null or "") => value,
        (nameof(Customer.Name), _) => isCompany ? value : Name(value),
        (nameof(Customer.Email), _) => Email(value),
        (nameof(Customer.Phone), _) => Phone(value),
        (nameof(Customer.VatNumber), _) => value.Length < 8 ? Hidden : $"{value[..2]}{Hidden}{value[^3..]}",
        (nameof(Customer.BillingAddress), _) => value.LastIndexOf(", ", StringComparison.Ordinal) is int end and > 0 && value.Length - end == 4 ? $"{Hidden}{value[end..]}" : Hidden,
        _ => value,
    };

    private static Sourced<BookedPayment> Money(Sourced<BookedPayment> money) =>
        money.Value.Memo is null ? money : money with { Value = money.Value with { Memo = Hidden } };

    /// <summary>A letter may be two characters.</summary>
    private static string First(string text) => text[..(char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1)];
}
