using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>What a difference of rates leaves on a line: in the company's currency, or in the line's own.</summary>
internal sealed record ExchangeDifference(Row Line, decimal Company, decimal Own);
