using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Sends what it is told of to Odoo.</summary>
internal sealed class BulkFlow : IFlow
{
    public const string Kind = "bulk.told";

    public IReadOnlyList<Type> Requires => [typeof(Customer), typeof(Invoice)];

    public bool Handles(string changeKind) => changeKind == Kind;

    public Decision Decide(Change change, Known known) => new Decision.Do([BulkSource.IntentOf(change.Subject)]);
}
