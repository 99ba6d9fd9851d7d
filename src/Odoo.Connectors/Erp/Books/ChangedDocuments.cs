using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A page of changed documents.</summary>
/// <param name="Documents">As they are now; may be empty.</param>
/// <param name="Watermark">Where the next reading begins; opaque.</param>
public sealed record ChangedDocuments(IReadOnlyList<DocumentStatus> Documents, string? Watermark);
