using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

internal static class Contracts
{
    public static Decision Amended(Change change, Customer customer)
    {
        #region amendments
        Contract contract = (Contract)change.Record!;
        string told = $"{contract.Ref.Id}@{contract.Version}";
        return new Decision.Do(
        [
            new Intent { Target = "odoo", Kind = EffectKinds.ContractActivation, Class = EffectClass.State, Source = contract.Ref, Record = contract, Customer = customer },
            new Intent { Target = "odoo", Kind = EffectKinds.Amendment, Class = EffectClass.Document, Source = contract.Ref, Record = contract, Customer = customer, Discriminator = told },
        ]);
        #endregion
    }
}
