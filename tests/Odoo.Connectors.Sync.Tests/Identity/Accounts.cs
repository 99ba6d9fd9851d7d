using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>
/// Brings accounts to the ERP: <c>seen</c> makes the customer, <c>changed</c> sets its values, <c>deleted</c> and <c>merged</c> (into
/// the account it names) are facts of identity, <c>same</c> names another reference of it, <c>read</c> reads first.
/// </summary>
internal sealed class Accounts : IFlow
{
    public bool Handles(string changeKind) => !changeKind.StartsWith("record.", StringComparison.Ordinal);

    public Decision Decide(Change change, Known known)
    {
        string text = (string)change.Record!;
        switch (change.Kind)
        {
            case "deleted":
                return new Decision.Do([]) { Facts = [new IdentityFact.Deleted(change.Subject, change.Version)] };
            case "merged":
                return new Decision.Do([]) { Facts = [new IdentityFact.Merged(change.Subject, change.Subject with { Id = text })] };
            case "same":
                return new Decision.Do([]) { Links = [new SameRecord(new ExternalRef("billing", "customer", text), change.Subject)] };
            case "read" when !known.TryRead(change.Subject, out string? _):
                return Decision.Needs;
        }

        EffectClass how = change.Kind == "changed" ? EffectClass.State : EffectClass.Document;
        return new Decision.Do([new Intent { Target = "erp", Kind = "customer", Class = how, Source = change.Subject, Record = text }]);
    }
}
