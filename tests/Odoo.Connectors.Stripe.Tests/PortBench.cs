using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Plans and sends single effects to an emulated account, and shows what was written there.</summary>
internal sealed class PortBench : IAsyncDisposable
{
    public const string Crm = "salesforce";

    public PortBench(Action<StripeOptions>? configure = null, StripeEmulatorOptions? emulator = null, Action<IConnectorsBuilder>? more = null)
    {
        Rig = new Rig(configure, emulator: emulator, more: more);
        Account.Post("products", ("id", "SEAT"), ("name", "Seat"));
        SeatPrice = Id(Account.Post("prices", ("product", "SEAT"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month")));
        Account.Post("products", ("id", "SETUP"), ("name", "Set-up"));
        SetupPrice = Id(Account.Post("prices", ("product", "SETUP"), ("currency", "eur"), ("unit_amount", "20000")));
    }

    public Rig Rig { get; }

    public StripeEmulator Account => Rig.Emulator;

    public IPort Port => (IPort)Rig.System;

    public string SeatPrice { get; }

    public string SetupPrice { get; }

    public Dictionary<ExternalRef, RecordLink> Links { get; } = [];

    /// <summary>What was agreed on of every record that is asked about; null where nothing was.</summary>
    public Shadow? Agreed { get; set; }

    /// <summary>The writes that reached Stripe.</summary>
    public VendorCall[] Writes => [.. Account.Calls.Where(c => c.Method != "GET")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Intent Of(string kind, ExternalRef source, object record, EffectClass effect = EffectClass.Document) =>
        new() { Target = "stripe", Kind = kind, Class = effect, Source = source, Record = record };

    public static Intent Of(Customer customer) => Of(EffectKinds.Customer, customer.Ref, customer);

    public static Intent Of(Deal deal) => Of(EffectKinds.Contract, deal.Ref, deal);

    public static string Id(System.Text.Json.Nodes.JsonNode made) => made["id"]!.GetValue<string>();

    public static Dictionary<string, string> Form(VendorCall call) => QueryHelpers.ParseQuery(call.Body).ToDictionary(f => f.Key, f => f.Value.ToString());

    /// <summary>Links a record to one of Stripe.</summary>
    public void Link(ExternalRef source, string kind, string id) => Links[source] = new RecordLink(Guid.NewGuid(), source,
    [
        new RecordReference { Reference = source, Company = "", IsPrimary = true, IsOrigin = true, State = LinkState.Linked },
        new RecordReference { Reference = new ExternalRef("stripe", kind, id), Company = "", IsPrimary = true, IsOrigin = false, State = LinkState.Linked },
    ]);

    public async Task<PlanResult> PlanAsync(Intent intent, EffectSummary? made = null)
    {
        Dictionary<string, string> accounts = new() { ["stripe"] = "acct_EMULATOR00000001", [Crm] = "org_1", ["odoo"] = "odoo_1" };
        Dictionary<Need, object?> answers = [];
        while (true)
        {
            Known known = new(accounts, Rig.Clock.GetUtcNow(), answers, (r, bytes) => Rig.Source.Decode(r, bytes));
            PlanResult result = Port.Plan(intent, known);
            if (!known.HasNeeds)
            {
                return result;
            }

            foreach (Need need in known.Missing)
            {
                answers[need] = need switch
                {
                    Need.Read read => await Rig.Source.ReadAsync(read.Reference, Cancel),
                    Need.Link link => Links.GetValueOrDefault(link.Reference),
                    Need.Effect => made,
                    Need.ShadowOf => Agreed,
                    _ => false,
                };
            }
        }
    }

    public async Task<string> AskedAsync(Intent intent) => Assert.IsType<PlanResult.Review>(await PlanAsync(intent)).Reason.Cause;

    /// <summary>The effect of an intent, as the ledger would hand it out.</summary>
    public async Task<Dispatch> PlannedAsync(Intent intent)
    {
        EffectPlan plan = Assert.IsType<PlanResult.Send>(await PlanAsync(intent)).Plan;
        return new Dispatch
        {
            Key = $"acct_EMULATOR00000001|{intent.Kind}|{(intent.Source.System == Crm ? "org_1" : "odoo_1")}/{intent.Source.Kind}/{intent.Source.Id}", Kind = intent.Kind, Class = intent.Class,
            Payload = plan.Payload, Way = plan.Way, InDoubt = false, Attempts = 0,
        };
    }

    public async Task<Outcome> SendAsync(Dispatch dispatch) => Assert.Single(await Port.SendAsync([dispatch], Cancel));

    public async Task<Outcome> DoAsync(Intent intent) => await SendAsync(await PlannedAsync(intent));

    /// <summary>A customer that is there, linked.</summary>
    public async Task<string> CustomerAsync()
    {
        Outcome made = await DoAsync(Of(Given.Customer));
        Link(Given.Customer.Ref, RecordKinds.Customer, made.Target!.Id);
        return made.Target.Id;
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
