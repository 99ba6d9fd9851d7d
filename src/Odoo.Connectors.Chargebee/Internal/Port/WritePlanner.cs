using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Turns intents into writes.</summary>
internal sealed class WritePlanner(string system, Func<ChargebeeOptions> options, MappingTable mappings)
{
    private readonly CustomerPlans _customers = new(system, options, mappings);
    private readonly SubscriptionPlans _subscriptions = new(system, options, mappings);
    private readonly OrderPlans _orders = new(system, options);
    private readonly MoneyPlans _money = new(system, options);
    private readonly ImportPlans _imports = new(system, options, mappings);

    public PlanResult Plan(Intent intent, Known known)
    {
        try
        {
            return (intent.Kind, intent.Record) switch
            {
                (EffectKinds.Customer or EffectKinds.CustomerFields, Customer customer) => _customers.Plan(intent, customer, known),
                (EffectKinds.Contract, Deal deal) => _subscriptions.Plan(intent, deal, known),
                (EffectKinds.ContractCancellation, ContractCancellation order) => _orders.Cancel(intent, order, known),
                (EffectKinds.ContractPause, ContractPause order) => _orders.Pause(intent, order, known),
                (EffectKinds.ContractResumption, ContractResumption order) => _orders.Resume(intent, order, known),
                (EffectKinds.OfflinePayment, OfflinePayment payment) => _money.Payment(intent, payment, known),
                (EffectKinds.AccountCredit, AccountCredit credit) => _money.Credit(credit, known),
                (EffectKinds.Invoice, Invoice invoice) => _imports.Invoice(intent, invoice, known),
                (EffectKinds.CreditNote, CreditNote note) => _imports.CreditNote(intent, note, known),
                (EffectKinds.Void, VoidedInvoice voided) => _imports.Void(intent, voided, known),
                (EffectKinds.Usage, UsageTotal total) => UsagePlans.Plan(system, total),
                _ => new PlanResult.Review(new CaseReason(
                    ErrorKind.Configuration, "unknown-effect",
                    $"Chargebee '{system}' writes customers, subscriptions with their orders, documents that were issued elsewhere, payments, credits and usage, not '{intent.Kind}' of a {intent.Record.GetType().Name}; correct the flow.")),
            };
        }
        catch (ConnectorException e)
        {
            return new PlanResult.Review(new CaseReason(e.Kind, "bad-input", e.Message, e.Field));
        }
    }
}
