using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>The terms of a subscription.</summary>
internal sealed record UsageTerm(DateOnly FirstDay, Recurrence Every);
