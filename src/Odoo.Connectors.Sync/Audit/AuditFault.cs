namespace Odoo.Connectors.Sync;

/// <summary>Something that is not as the hub wrote it.</summary>
/// <param name="Lane">The lane of the chain; empty for roots and for entries outside of the chains.</param>
/// <param name="Number">The entry's number in its lane, or the root's number.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record AuditFault(string Lane, long Number, AuditFaultKind Kind);
