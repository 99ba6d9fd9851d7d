using System.Text.Json.Nodes;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.Port.GivenContract;

namespace Odoo.Connectors.Tests.Port;

/// <summary>
/// A contract as a subscription of the Enterprise module sale_subscription. The emulator simulates its fields from public documentation; no
/// real Enterprise was asked.
/// </summary>
public sealed class ContractSubscriptionTests
{
    private static readonly Recurrence Monthly = new(1, RecurrenceUnit.Month);

    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task Auto_OnEnterprise_IsASubscriptionAndFollowsTheContract(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, odoo: o => o.EnterpriseSubscriptions = true);
        Customer customer = Given.Customer(bench);

        // Brussels is an hour ahead in March: 23:00 UTC on the last of February is the 1st there; two hours in summer.
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m)) with
        {
            Recurrence = Monthly,
            StartsOn = new DateOnly(2026, 2, 28),
            StartsAt = new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero),
            NextInvoiceAt = new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero),
        };
        await bench.AgreeAsync(agreed, customer);
        await AssertAsync("3_progress", null);

        Contract ending = agreed with { EndsAt = new DateTimeOffset(2027, 2, 28, 12, 0, 0, TimeSpan.Zero) };
        await bench.PostAsync(ToStand(ending, customer));
        await AssertAsync("3_progress", "2027-02-28");
        await bench.PostAsync(ToStand(ending with { Status = ContractStatus.Paused }, customer));
        await AssertAsync("4_paused", "2027-02-28");
        await bench.PostAsync(ToStand(agreed, customer));
        await AssertAsync("3_progress", null);
        await bench.PostAsync(ToStand(agreed with { Status = ContractStatus.Ended }, customer));
        await AssertAsync("6_churn", null);

        string sub = agreed.Ref.ToString();
        Assert.Equal(
            [
                $"{sub}\nStatus: Active", $"{sub}\nEnds: none \u2192 2027-02-28", $"{sub}\nStatus: Active \u2192 Paused",
                $"{sub}\nEnds: 2027-02-28 \u2192 none\nStatus: Paused \u2192 Active", $"{sub}\nStatus: Active \u2192 Ended",
            ],
            await bench.NotesAsync(agreed.Ref));

        async Task AssertAsync(string state, string? end)
        {
            await bench.AssertNoCasesAsync();
            JsonObject order = await bench.OrderAsync(agreed.Ref, "is_subscription", "plan_id", "subscription_state", "start_date", "end_date", "next_invoice_date");
            Assert.True((bool)order["is_subscription"]!);
            Assert.Equal("Monthly", (string?)order["plan_id"]![1]);
            Assert.Equal((state, "2026-03-01", "2026-04-01"), ((string?)order["subscription_state"], (string?)order["start_date"], (string?)order["next_invoice_date"]));
            Assert.Equal(end is null ? "false" : $"\"{end}\"", order["end_date"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData(OdooSubscriptions.SaleOrder, true)]
    [InlineData(OdooSubscriptions.Auto, false)]
    public async Task Contract_WithoutTheModuleOrNotWanted_IsASaleOrder(OdooSubscriptions form, bool enterprise)
    {
        await using PortBench bench = await PortBench.StartAsync(PortTarget.Action, o => o.Subscriptions = form, o => o.EnterpriseSubscriptions = enterprise);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m)) with { Recurrence = Monthly };
        await bench.AgreeAsync(agreed, customer);

        await bench.AssertNoCasesAsync();
        JsonObject order = await bench.OrderAsync(agreed.Ref, enterprise ? ["state", "is_subscription"] : ["state"]);
        Assert.Equal("sale", (string?)order["state"]);
        Assert.False((bool?)order["is_subscription"] ?? false);
    }

    /// <summary>The plan is named by the host, or is the one of the period; what cannot be is a case before anything is written.</summary>
    [Theory]
    [InlineData(true, 1, RecurrenceUnit.Month, "Yearly", null)]
    [InlineData(true, 1, RecurrenceUnit.Year, null, null)]
    [InlineData(true, 3, RecurrenceUnit.Month, null, "unmapped-plan Systems:odoo:Plans:P3M")]
    [InlineData(true, 1, RecurrenceUnit.Month, "Weekly", "unmapped-plan Systems:odoo:Plans:P1M")]
    [InlineData(true, 0, RecurrenceUnit.Month, null, "contract-without-recurrence Recurrence")]
    [InlineData(false, 1, RecurrenceUnit.Month, null, "no-sale-subscription Systems:odoo:Subscriptions")]
    public async Task SaleSubscription_ByPlan_OrACaseThatNamesTheSetting(bool enterprise, int count, RecurrenceUnit unit, string? named, string? expected)
    {
        await using PortBench bench = await PortBench.StartAsync(
            PortTarget.Action,
            o =>
            {
                o.Subscriptions = OdooSubscriptions.SaleSubscription;
                if (named is not null)
                {
                    o.Plans["P1M"] = named;
                }
            },
            o => o.EnterpriseSubscriptions = enterprise);
        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "plan", 1m, 100m)) with { Recurrence = count == 0 ? null : new Recurrence(count, unit) };
        await bench.PostAsync(Given.ToSend(customer), ToMake(agreed, customer));

        if (expected is null)
        {
            await bench.AssertNoCasesAsync();
            Assert.Equal("Yearly", (string?)(await bench.OrderAsync(agreed.Ref, "plan_id"))["plan_id"]![1]);
        }
        else
        {
            CaseInfo only = Assert.Single(await bench.CasesAsync());
            Assert.Equal(expected, $"{only.Reason.Cause} {only.Reason.Field}");
            Assert.Null(await bench.FindAsync(EffectKinds.Contract, agreed.Ref, "state"));
        }
    }

    /// <summary>Fields of the host's own show where the contract stands, and the version in one guards like the one in the chatter.</summary>
    [Theory]
    [MemberData(nameof(PortTarget.Emulated), MemberType = typeof(PortTarget))]
    public async Task OwnFields_ShowTheContractAndGuardItsVersion(string way)
    {
        await using PortBench bench = await PortBench.StartAsync(way, o =>
        {
            o.ContractFields["Version"] = "x_version";
            o.ContractFields["Status"] = "x_status";
            o.ContractFields["EndsOn"] = "x_end";
        });
        JsonNode model = (await bench.Odoo.SearchReadAsync("ir.model", [new JsonArray("model", "=", "sale.order")], "model"))[0]!["id"]!;
        foreach ((string name, string type) in ((string, string)[])[("x_version", "integer"), ("x_status", "char"), ("x_end", "date")])
        {
            await bench.Odoo.CallAsync("ir.model.fields", "create", [new JsonObject { ["model_id"] = model.DeepClone(), ["name"] = name, ["field_description"] = name, ["ttype"] = type }]);
        }

        Customer customer = Given.Customer(bench);
        Contract agreed = Contract(bench, customer, Line("si_1", "seat", 5m, 10m)) with { Version = 7 };
        await bench.AgreeAsync(agreed, customer);
        JsonObject order = await bench.OrderAsync(agreed.Ref, "x_version", "x_status", "x_end");
        Assert.Equal((7, "Active", "false"), ((int)order["x_version"]!, (string?)order["x_status"], order["x_end"]!.ToJsonString()));

        // Somebody else's hub wrote version 9 into the field: what is older changes nothing.
        await bench.Odoo.CallAsync("sale.order", "write", [new JsonArray(order["id"]!.DeepClone()), new JsonObject { ["x_version"] = 9 }]);
        await bench.PostAsync(ToStand(agreed with { Version = 8, Status = ContractStatus.Paused }, customer));
        await bench.PostAsync(ToAmend(agreed.Amended(8, "evt_8", Line("si_1", "seat", 6m, 10m)), customer));
        Assert.Equal([("seat", 5m, 10m)], await bench.LinesAsync(agreed.Ref));

        await bench.PostAsync(ToStand(agreed with { Version = 10, Status = ContractStatus.Ended, EndsOn = new DateOnly(2026, 4, 30) }, customer));
        await bench.AssertNoCasesAsync();
        order = await bench.OrderAsync(agreed.Ref, "x_version", "x_status", "x_end");
        Assert.Equal((10, "Ended", "2026-04-30"), ((int)order["x_version"]!, (string?)order["x_status"], (string?)order["x_end"]));
    }
}
