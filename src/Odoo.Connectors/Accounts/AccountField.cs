namespace Odoo.Connectors.Accounts;

/// <summary>A field and what each system holds in it.</summary>
/// <param name="Name">The field, such as <c>VatNumber</c>.</param>
/// <param name="Owner">The configured name of the system that is right about it; null where nobody owns it.</param>
/// <param name="Rule">The ownership rule in words; null where nobody owns it.</param>
/// <param name="Values">What each system holds, the owner first.</param>
/// <param name="Disagrees">
/// Whether two systems hold different values. Ways of writing the same are one value, and a system that has none disagrees with nobody.
/// </param>
public sealed record AccountField(string Name, string? Owner, string? Rule, IReadOnlyList<AccountValue> Values, bool Disagrees);
