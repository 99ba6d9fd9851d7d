using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Turns intents into writes.</summary>
internal sealed class WritePlanner(string system, Func<StripeOptions> options, MappingTable mappings, OwnershipTable ownership)
{
    public PlanResult Plan(Intent intent, Known known)
    {
        PlanContext context = new(system, options(), mappings, ownership, known);
        try
        {
            return (intent.Kind, intent.Record) switch
            {
                (EffectKinds.Usage, UsageTotal) => UsagePlan.Of(system, intent, known),
                (EffectKinds.Customer, Customer customer) => CustomerPlans.Customer(context, intent, customer),
                (EffectKinds.CustomerFields, Customer customer) => CustomerPlans.Fields(context, intent, customer),
                (EffectKinds.AccountSummary, AccountSummary summary) => CustomerPlans.Summary(context, intent, summary),
                (EffectKinds.Contract, Deal deal) => ContractPlans.Plan(context, intent, deal),
                (EffectKinds.ContractCancellation, ContractCancellation order) => OrderPlans.Cancel(context, order),
                (EffectKinds.ContractPause, ContractPause order) => OrderPlans.Pause(context, order),
                (EffectKinds.ContractResumption, ContractResumption order) => OrderPlans.Resume(context, order),
                (EffectKinds.OfflinePayment, OfflinePayment payment) => MoneyPlans.Pay(context, payment),
                (EffectKinds.AccountCredit, AccountCredit credit) => MoneyPlans.Credit(context, credit),
                _ => PlanContext.Review(
                    ErrorKind.Configuration, "no-such-write",
                    $"'{system}' takes customers, contracts of deals, orders about them, offline payments, account credits, account summaries and usage, not '{intent.Kind}' of a {intent.Record.GetType().Name}; give it another target."),
            };
        }
        catch (ConnectorException e)
        {
            return PlanContext.Review(e.Kind, "not-for-stripe", e.Message, e.Field);
        }
    }
}
