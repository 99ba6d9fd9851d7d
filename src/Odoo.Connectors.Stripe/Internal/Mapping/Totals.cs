using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>The totals of an invoice or credit note, as Stripe states them.</summary>
internal sealed record Totals(Money Net, TaxLine[] Taxes, Money Gross);
