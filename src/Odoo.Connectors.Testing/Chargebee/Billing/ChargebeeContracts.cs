using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Terms of contracts: begun with a subscription, counted with each billing period, renewed or ended.</summary>
internal static class ChargebeeContracts
{
    /// <summary>Counts a billing period that begins now, and what follows from its being the last.</summary>
    public static void CountTerm(ChargebeeWorld world, JsonObject subscription, ChargebeeSubscriptionState state)
    {
        if (state.Contract is { } running && running.Number("remaining_billing_cycles") == 0 && subscription.Number("current_term_start") >= running.Number("contract_end"))
        {
            Turn(world, subscription, state, running);
        }

        if (subscription.Optional("remaining_billing_cycles") is not { } remaining)
        {
            return;
        }

        if (state.Contract is null && state.ContractWish is { } wish)
        {
            state.ContractWish = null;
            Start(world, subscription, state, wish.Action, wish.Cutoff, remaining, "contract_term_created");
        }

        subscription["remaining_billing_cycles"] = remaining - 1;
        state.Contract?["remaining_billing_cycles"] = remaining - 1;
        subscription.Put("contract_term", state.Contract?.Copy());
        if (remaining == 1 && state.Contract?.Text("action_at_term_end") is null or "cancel")
        {
            subscription["status"] = "non_renewing";
            subscription["cancelled_at"] = subscription.Number("current_term_end");
            subscription.Remove("next_billing_at");
        }
    }

    public static void End(ChargebeeWorld world, JsonObject subscription, ChargebeeSubscriptionState state, string status)
    {
        if (state.Contract is not { } contract)
        {
            return;
        }

        bool over = world.Now >= contract.Number("contract_end");
        contract["status"] = over ? "completed" : status;
        state.Contract = null;
        subscription["contract_term"] = contract.Copy();
        Tell(world, over ? "contract_term_completed" : $"contract_term_{status}", subscription, contract);
    }

    private static void Turn(ChargebeeWorld world, JsonObject subscription, ChargebeeSubscriptionState state, JsonObject contract)
    {
        contract["status"] = "completed";
        state.Contract = null;
        Tell(world, "contract_term_completed", subscription, contract);
        if (contract.Text("action_at_term_end") == "renew")
        {
            long cycles = state.RenewalCycles ?? contract.Number("billing_cycle");
            subscription["remaining_billing_cycles"] = cycles;
            Start(world, subscription, state, "renew", contract.Number("cancellation_cutoff_period"), cycles, "contract_term_renewed");
        }
        else
        {
            subscription.Remove("remaining_billing_cycles");
            subscription.Remove("contract_term");
        }
    }

    private static void Start(ChargebeeWorld world, JsonObject subscription, ChargebeeSubscriptionState state, string action, long cutoff, long cycles, string tell)
    {
        long start = subscription.Number("current_term_start");
        long value = world.Charges.InAdvance(subscription, start, start).Sum(line => line.Amount) * cycles;
        JsonObject contract = world.Store.Add("contract_term", new JsonObject
        {
            ["id"] = world.NewId("ct_"),
            ["status"] = "active",
            ["contract_start"] = start,
            ["contract_end"] = ChargebeeTerms.Add(start, cycles * subscription.Number("billing_period"), subscription.Text("billing_period_unit")!),
            ["billing_cycle"] = cycles,
            ["action_at_term_end"] = action,
            ["total_contract_value"] = value,
            ["cancellation_cutoff_period"] = cutoff,
            ["created_at"] = world.Now,
            ["subscription_id"] = subscription.Text("id"),
            ["remaining_billing_cycles"] = cycles,
            ["object"] = "contract_term",
        });
        state.Contract = contract;
        Tell(world, tell, subscription, contract);
    }

    private static void Tell(ChargebeeWorld world, string type, JsonObject subscription, JsonObject contract) =>
        world.Events.Tell(type, ("contract_term", contract), ("subscription", subscription), ("customer", world.Subscriptions.Customer(subscription)));
}
