using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Two references that name one record.</summary>
/// <param name="Alias">The reference that joins.</param>
/// <param name="Of">The reference it joins.</param>
public sealed record SameRecord(ExternalRef Alias, ExternalRef Of);
