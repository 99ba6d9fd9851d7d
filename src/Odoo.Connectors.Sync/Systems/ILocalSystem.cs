namespace Odoo.Connectors.Sync;

/// <summary>A source of facts that lives in the hub's own store: it is neither live nor a test.</summary>
internal interface ILocalSystem : IConnectedSystem;
