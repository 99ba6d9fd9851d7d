using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What is made once stays one, whatever becomes of the reply, of the key, of Stripe and of the account.</summary>
public sealed class PortDoubtTests
{
    public static TheoryData<string> Makes => ["customer", "customer-without-email", "contract", "credit", "payment"];

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task ReplyLost_WithinTheLifeOfTheKey_IsSentAgainAndTakenOnce(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailWrites(bench, EmulatorFault.DropReply, 1);

        Assert.Equal(OutcomeStatus.Unknown, (await bench.SendAsync(effect)).Status);
        bench.Rig.Clock.Advance(TimeSpan.FromHours(22));
        Outcome again = await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 });

        Assert.True(again.Status is OutcomeStatus.Applied or OutcomeStatus.Replayed, again.Reason?.Message);
        AssertOne(bench, what, again.Target);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task ReplyLost_AndTheKeyForgotten_IsLookedForFirst(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailWrites(bench, EmulatorFault.DropReply, 1);
        await bench.SendAsync(effect);
        bench.Rig.Clock.Advance(TimeSpan.FromHours(25));

        Outcome again = await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 });

        Assert.True(again.Status == OutcomeStatus.Replayed || what == "payment", again.Reason?.Message);
        AssertOne(bench, what, again.Target);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task RequestLost_AndTheKeyForgotten_IsFoundMissingAndSentAgain(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailWrites(bench, EmulatorFault.DropRequest, 1);
        await bench.SendAsync(effect);
        bench.Rig.Clock.Advance(TimeSpan.FromHours(25));

        Outcome looked = await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 });
        Outcome again = looked.Status == OutcomeStatus.NotApplied ? await bench.SendAsync(effect with { Attempts = 2 }) : looked;

        Assert.Equal(OutcomeStatus.Applied, again.Status);
        AssertOne(bench, what, again.Target);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Failure_ThatStripeKeeps_IsFoundDone(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailInside(bench, ExecutionFault.After);

        Assert.Equal((OutcomeStatus.Unknown, false), Told(await bench.SendAsync(effect)));
        Outcome again = await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 });

        Assert.True(again.Status == OutcomeStatus.Replayed || (what == "payment" && again.Status == OutcomeStatus.Applied), again.Reason?.Message);
        AssertOne(bench, what, again.Target);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task Failure_ThatStripeKeeps_IsProvenUndoneBeforeAnotherKey(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailInside(bench, ExecutionFault.Before);

        Assert.Equal((OutcomeStatus.Unknown, false), Told(await bench.SendAsync(effect)));
        Assert.Equal((OutcomeStatus.NotApplied, true), Told(await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 })));
        Outcome again = await bench.SendAsync(effect with { Attempts = 2, Generation = 1 });

        Assert.Equal(OutcomeStatus.Applied, again.Status);
        Assert.Equal(2, bench.Writes.Where(c => c.Headers.ContainsKey("Idempotency-Key")).Select(c => c.Headers["Idempotency-Key"]).Count(k => k == effect.NativeKey));
        AssertOne(bench, what, again.Target);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task RateLimit_IsNotAppliedAndTheKeyStays(string what)
    {
        await using PortBench bench = await OpenAsync(what);
        Dispatch effect = await EffectAsync(bench, what);
        FailWrites(bench, EmulatorFault.RateLimited, 1);

        Outcome limited = await bench.SendAsync(effect);
        Assert.Equal((OutcomeStatus.NotApplied, ErrorKind.RateLimited, false), (limited.Status, limited.Reason!.Kind, limited.FailureStored));
        Outcome again = await bench.SendAsync(effect with { Attempts = 1 });

        Assert.Equal(OutcomeStatus.Applied, again.Status);
        AssertOne(bench, what, again.Target);
    }

    [Fact]
    public async Task Key_ThatIsInUse_IsInDoubt()
    {
        await using PortBench bench = await OpenAsync("credit", new StripeEmulatorOptions { ExecutionTime = TimeSpan.FromSeconds(5) });
        Dispatch effect = await EffectAsync(bench, "credit");
        FailWrites(bench, EmulatorFault.DropReply, 1);
        await bench.SendAsync(effect);

        Assert.Equal((OutcomeStatus.Unknown, false), Told(await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 })));
        bench.Rig.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(OutcomeStatus.Replayed, (await bench.SendAsync(effect with { InDoubt = true, Attempts = 2 })).Status);
        AssertOne(bench, "credit", null);
    }

    [Fact]
    public async Task Key_WithOtherParameters_IsLookedForBeforeAnotherKey()
    {
        await using PortBench bench = await OpenAsync("credit");
        Dispatch effect = await EffectAsync(bench, "credit");
        await bench.SendAsync(effect);

        // The description was edited: under the same effect it is still the same credit.
        Outcome again = await bench.SendAsync(effect with { Attempts = 1, Payload = effect.Payload.Replace("Goodwill", "Sorry", StringComparison.Ordinal) });

        Assert.Equal(OutcomeStatus.Replayed, again.Status);
        AssertOne(bench, "credit", again.Target);
    }

    [Fact]
    public async Task Declined_IsARefusalOfTheBusiness()
    {
        await using PortBench bench = await OpenAsync("contract");
        Dispatch effect = await EffectAsync(bench, "contract");
        Dispatch strict = effect with { Payload = effect.Payload.Replace("\"collection_method\"", "\"payment_behavior\":\"error_if_incomplete\",\"collection_method\"", StringComparison.Ordinal) };
        bench.Account.OnPayment = _ => StripePaymentAnswer.Declined();

        Outcome refused = await bench.SendAsync(strict);

        Assert.Equal((OutcomeStatus.Refused, ErrorKind.Validation), (refused.Status, refused.Reason!.Kind));
        Assert.Empty(bench.Account.All("subscription"));
    }

    [Fact]
    public async Task Contract_WhoseCustomerIsMadeBefore_FindsItWhenItIsSent()
    {
        await using PortBench bench = new();
        Dispatch contract = await bench.PlannedAsync(PortBench.Of(Given.Deal()));

        Outcome early = await bench.SendAsync(contract);
        Assert.Equal((OutcomeStatus.Refused, "no-customer"), (early.Status, early.Reason!.Cause));
        Outcome customer = await bench.DoAsync(PortBench.Of(Given.Customer));

        Assert.Equal(OutcomeStatus.Applied, (await bench.SendAsync(contract)).Status);
        Assert.Equal(customer.Target!.Id, Assert.Single(bench.Account.All("subscription"))["customer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Customer_WithTheCrmsId_IsFoundAndAdopted_AndOfSeveralAPersonIsAsked()
    {
        await using PortBench bench = new();
        string there = PortBench.Id(bench.Account.Post("customers", ("name", "North Peak"), ("metadata[crm_account_id]", "001NP")));
        bench.Account.Post("customers", ("name", "Other"), ("metadata[crm_account_id]", "001OT"));
        bench.Rig.Clock.Advance(TimeSpan.FromMinutes(2));

        PlanResult.Adopt adopted = Assert.IsType<PlanResult.Adopt>(await bench.PlanAsync(PortBench.Of(Given.Customer)));

        Assert.Equal((there, new ExternalRef("stripe", RecordKinds.Customer, there)), (adopted.TargetId, adopted.Found));
        Assert.Equal(["vat:DE123456789", "domain:northpeak.example"], adopted.Claims);
        bench.Account.Post("customers", ("name", "Twin"), ("metadata[crm_account_id]", "001NP"));
        bench.Rig.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ambiguous-match", await bench.AskedAsync(PortBench.Of(Given.Customer)));
    }

    [Theory]
    [InlineData("nothing", OutcomeStatus.Refused)]
    [InlineData("other-account", OutcomeStatus.Applied)]
    [InlineData("same-vat", OutcomeStatus.Replayed)]
    [InlineData("other-vat", OutcomeStatus.Applied)]
    public async Task Customer_WithTheSameEmailAddress_IsToldApart(string has, OutcomeStatus expected)
    {
        await using PortBench bench = new();
        List<(string, string)> fields = [("name", "North Peak"), ("email", "billing@northpeak.example")];
        fields.AddRange(has switch
        {
            "other-account" => [("metadata[crm_account_id]", "001OT")],
            "same-vat" => [("tax_id_data[0][type]", "eu_vat"), ("tax_id_data[0][value]", "DE123456789")],
            "other-vat" => [("tax_id_data[0][type]", "eu_vat"), ("tax_id_data[0][value]", "DE999999999")],
            _ => [],
        });
        bench.Account.Post("customers", [.. fields]);

        Outcome outcome = await bench.DoAsync(PortBench.Of(Given.Customer));

        Assert.Equal((expected, expected == OutcomeStatus.Applied ? 2 : 1), (outcome.Status, bench.Account.All("customer").Count));
        Assert.DoesNotContain("northpeak", outcome.Reason?.Message ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OfflinePayment_WhoseAttachmentIsLost_IsAttachedOnce()
    {
        await using PortBench bench = await OpenAsync("payment");
        Dispatch effect = await EffectAsync(bench, "payment");
        FailWrites(bench, EmulatorFault.DropReply, 2);

        Assert.Equal(OutcomeStatus.Unknown, (await bench.SendAsync(effect)).Status);
        bench.Rig.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(OutcomeStatus.Replayed, (await bench.SendAsync(effect with { InDoubt = true, Attempts = 1 })).Status);
        AssertOne(bench, "payment", null);
    }

    [Fact]
    public async Task Order_WhoseReplyIsLost_IsProvenByItsState()
    {
        await using PortBench bench = await OpenAsync("contract");
        string id = (await bench.SendAsync(await EffectAsync(bench, "contract"))).Target!.Id;
        Dispatch cancel = await bench.PlannedAsync(PortBench.Of(EffectKinds.ContractCancellation, Given.Order("1"), new ContractCancellation
        {
            Ref = Given.Order("1"), Contract = Given.Subscription(id), AtPeriodEnd = false,
        }));
        int before = bench.Writes.Length;
        FailWrites(bench, EmulatorFault.DropReply, 1);

        Assert.Equal(OutcomeStatus.Unknown, (await bench.SendAsync(cancel)).Status);
        Assert.Equal(OutcomeStatus.Replayed, (await bench.SendAsync(cancel with { InDoubt = true, Attempts = 1 })).Status);
        Assert.Equal(before + 1, bench.Writes.Length);
        Assert.Equal("canceled", bench.Account.Find(id)!["status"]!.GetValue<string>());
    }

    private static (OutcomeStatus, bool) Told(Outcome outcome) => (outcome.Status, outcome.FailureStored);

    private static async Task<PortBench> OpenAsync(string what, StripeEmulatorOptions? emulator = null)
    {
        PortBench bench = new(o => o.DaysUntilDue = 30, emulator);
        if (!what.StartsWith("customer", StringComparison.Ordinal))
        {
            await bench.CustomerAsync();
        }

        if (what == "payment")
        {
            await bench.DoAsync(PortBench.Of(Given.Deal()));
        }

        return bench;
    }

    private static Task<Dispatch> EffectAsync(PortBench bench, string what) => bench.PlannedAsync(what switch
    {
        "customer" => PortBench.Of(Given.Customer),
        "customer-without-email" => PortBench.Of(Given.Customer with { Email = null }),
        "contract" => PortBench.Of(Given.Deal()),
        "credit" => PortBench.Of(EffectKinds.AccountCredit, Given.Order("c1"), new AccountCredit
        {
            Ref = Given.Order("c1"), Customer = Given.Customer.Ref, Amount = Given.Euros(10m), Description = "Goodwill",
        }),
        _ => PortBench.Of(EffectKinds.OfflinePayment, Given.Order("p1"), new OfflinePayment
        {
            Ref = Given.Order("p1"), Invoice = new ExternalRef("stripe", RecordKinds.Invoice, PortBench.Id(bench.Account.All("invoice")[0])), Amount = Given.Euros(150m),
            On = new DateOnly(2026, 8, 30),
        }),
    });

    /// <summary>The write of that number from now on goes wrong.</summary>
    private static void FailWrites(PortBench bench, EmulatorFault fault, int number)
    {
        int writes = 0;
        bench.Account.OnCall = call => call.Method != "GET" && ++writes == number ? fault : EmulatorFault.None;
    }

    private static void FailInside(PortBench bench, ExecutionFault fault)
    {
        int writes = 0;
        bench.Account.OnExecution = _ => ++writes == 1 ? fault : ExecutionFault.None;
    }

    /// <summary>It is there once, and its amounts are those of once.</summary>
    private static void AssertOne(PortBench bench, string what, ExternalRef? target)
    {
        (string kind, string? field, long amount) = what switch
        {
            "contract" => ("subscription", null, 0L),
            "credit" => ("customer_balance_transaction", "amount", -1_000L),
            "payment" => ("payment_record", null, 0L),
            _ => ("customer", (string?)null, 0L),
        };
        JsonObject only = Assert.Single(bench.Account.All(kind));
        Assert.Equal(target?.Id ?? PortBench.Id(only), PortBench.Id(only));
        Assert.Equal(amount, field is null ? 0L : only[field]!.GetValue<long>());
        if (what == "payment")
        {
            // 200.00 less 150.00, once.
            Assert.Equal(5_000L, bench.Account.All("invoice")[0]["amount_remaining"]!.GetValue<long>());
            Assert.Single(bench.Account.All("invoice_payment"));
        }
    }
}
