using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>One pair to link, or why the row is none.</summary>
internal sealed record LinkPair(long Line, ExternalRef? Left, ExternalRef? Right, ImportConflict? Fault);
