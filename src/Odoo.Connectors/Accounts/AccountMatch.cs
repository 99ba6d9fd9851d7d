using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>An account that was searched for.</summary>
/// <param name="Customer">The reference to open it by.</param>
/// <param name="References">All customers of the systems that it is.</param>
/// <param name="By">What it was found by: <c>id</c>, <c>vat</c>, <c>domain</c> or <c>number</c>.</param>
public sealed record AccountMatch(ExternalRef Customer, IReadOnlyList<ExternalRef> References, string By);
