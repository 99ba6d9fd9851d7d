using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Tests.Billing;

namespace Odoo.Connectors.Tests.Accounts;

/// <summary>The view over systems in memory: what fails, what is merged, what is known from events, and what is open in the hub.</summary>
public sealed class AccountViewTests
{
    private static readonly ExternalRef Crm = MoneyRecords.Crm;
    private static readonly ExternalRef Partner = new("odoo", RecordKinds.Customer, "7");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Account_SystemThatNeverAnswers_FailsAloneWhenThePatienceIsOver()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        FakeTimeProvider clock = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Crm.BeforeRead = _ =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        Task<CustomerAccount?> reading = ActivatorUtilities.CreateInstance<AccountView>(world.Services, clock).AccountAsync(Partner, Cancel);
        await asked.Task.WaitAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(10));

        CustomerAccount account = (await reading)!;

        AccountReading failed = account.Readings.Single(r => r.State == AccountReadingState.Failed);
        Assert.Equal(("customer", "crm", ErrorKind.Transient), (failed.Section, failed.System, failed.Error));
        Assert.StartsWith("'crm' did not answer within 10 s", failed.Message, StringComparison.Ordinal);
        Assert.Equal("Kanaal", account.Fields.Single(f => f.Name == "Name").Values.Single(v => v.Reference.System == "odoo").Text);
    }

    [Fact]
    public async Task Account_AdapterThatThrowsItsOwnWords_SaysNothingOfThem()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        world.Platform.BeforeRead = _ => throw new InvalidOperationException("jan.peeters@kanaal.example");

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        AccountReading[] failed = [.. account.Readings.Where(r => r.State == AccountReadingState.Failed)];
        Assert.Equal([("contracts", "billing"), ("customer", "billing")], failed.Select(f => (f.Section, f.System)));
        Assert.All(failed, f => Assert.DoesNotContain("jan", f.Message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Account_CancelledByItsCaller_Throws()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        using CancellationTokenSource caller = new();
        world.Crm.BeforeRead = _ =>
        {
            caller.Cancel();
            return new TaskCompletionSource().Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => View(world).AccountAsync(Crm, caller.Token));
    }

    [Fact]
    public async Task Account_Merged_IsTheSurvivorWithAllItsNames()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal").Holds("8", "Kanaal Oost"));
        ExternalRef other = new("crm", RecordKinds.Customer, "001B");
        await world.Hub.Identity.LinkAsync(other, new ExternalRef("odoo", RecordKinds.Customer, "8"), "carla", cancellationToken: Cancel);
        await world.Hub.Identity.MergeAsync(other, Crm, "carla", "the same company of Jan", Cancel);

        CustomerAccount account = (await View(world).AccountAsync(other, Cancel))!;

        Assert.Equal((Crm, "carla", "***"), (account.Customer, Assert.Single(account.Merges).By, account.Merges[0].Why));
        Assert.Contains(account.References, r => r.Reference == other);

        // Writes go to the survivor's partner, and so does the view.
        Assert.Equal(["7"], account.Fields.Single(f => f.Name == "Name").Values.Where(v => v.Reference.System == "odoo").Select(v => v.Reference.Id));
    }

    /// <summary>Two companies of one database share the partner that one of them made; each has its own books.</summary>
    [Fact]
    public async Task Account_OfSeveralCompanies_ShowsTheBooksOfEach()
    {
        MemoryAccounts be = new MemoryAccounts("odoo").Holds("7", "Kanaal"), us = new MemoryAccounts("odoo-us").Holds("7", "Kanaal");
        (be.Open, us.Open) = (MoneyRecords.Eur(121m), new Money(50m, Currency.Parse("USD")));
        await using MemoryHub world = await LinkedAsync(be, more: hub =>
        {
            hub.Services.AddSingleton<IConnectedSystem>(new MemorySystem("odoo-us") { Account = "odoo-1" });
            hub.Services.AddKeyedSingleton<IAccountLedger>("odoo-us", us);
        });

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        Assert.Equal([("odoo", "121.00 EUR"), ("odoo-us", "50.00 USD")], account.Balances.Select(b => (b.Reference.System, b.Value.Open.ToString())));
    }

    [Fact]
    public async Task Account_WithFailuresDisputesAndRefunds_ShowsThemAsTold()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        ExternalRef attempt = world.Platform.Ref(RecordKinds.PaymentAttempt, "pa_1");
        PaymentAttempt declined = new()
        {
            Ref = attempt, Customer = MoneyRecords.Billed, Invoice = MoneyRecords.InvoiceRef, Amount = MoneyRecords.Eur(121m), FailedAt = MoneyRecords.On(2), Code = "insufficient_funds",
        };
        string lane = MoneyRecords.Billed.Id;
        await world.Hub.AcceptAsync(
        [
            world.Platform.Tell(ChangeKinds.PaymentFailed, attempt, lane, declined),
            world.Platform.Tell(ChangeKinds.DisputeChanged, MoneyRecords.DisputeRef, lane, MoneyRecords.Dispute()),
            world.Platform.Tell(ChangeKinds.RefundMade, MoneyRecords.RefundRef, lane, MoneyRecords.Refund()),
            world.Platform.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, lane, MoneyRecords.Invoice()),
        ], Cancel);

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        Sourced<PaymentAttempt> failure = Assert.Single(account.Failures);
        Assert.Equal(("insufficient_funds", false, "Payment owned by billing"), (failure.Value.Code, failure.IsFresh, failure.Rule));
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero), failure.AsOf);
        Assert.Equal(("Payment owned by billing", "Payment owned by billing"), (account.Disputes[0].Rule, account.OtherRefunds[0].Rule));
        Assert.Equal((DisputeStatus.Open, 121m), (Assert.Single(account.Disputes).Value.Status, Assert.Single(account.OtherRefunds).Value.Amount.Amount));
        Assert.Equal((null, "N-in_1"), (Assert.Single(account.Documents).Booked, account.Documents[0].Number));
    }

    /// <summary>Deliveries are kept in the order in which they came; what is shown is the newest by when it happened, as of then.</summary>
    [Fact]
    public async Task Account_OfWordsThatCameInAnotherOrder_ShowsTheNewest()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        Delivery newer = world.Platform.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, MoneyRecords.Billed.Id, MoneyRecords.Invoice() with { Number = "N-new" }, MoneyRecords.On(5));
        Delivery older = world.Platform.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, MoneyRecords.Billed.Id, MoneyRecords.Invoice() with { Number = "N-old" });
        await world.Hub.AcceptAsync([newer, older], Cancel);

        AccountDocument invoice = Assert.Single((await View(world).AccountAsync(Crm, Cancel))!.Documents);

        Assert.Equal(("N-new", MoneyRecords.On(5), false), (invoice.Number, invoice.Invoice!.AsOf, invoice.Invoice.IsFresh));
    }

    /// <summary>Billing does not tell companies from persons: where nobody else knows the customer, its name is hidden.</summary>
    [Fact]
    public async Task Account_OnlyBillingKnows_IsTakenForAPerson()
    {
        await using MemoryHub world = new();
        world.Platform.Records[MoneyRecords.Billed] = new Customer { Ref = MoneyRecords.Billed, Name = "Jan Peeters" };
        CustomerAccount account = (await View(world).AccountAsync(MoneyRecords.Billed, Cancel))!;
        Assert.Equal((false, "J*** P***"), (account.IsCompany, account.Fields.Single(f => f.Name == "Name").Values.Single().Text));
    }

    /// <summary>What a system says of the people and the money is shown with who owns it.</summary>
    [Fact]
    public async Task Account_WithPeopleAndMoney_NamesTheRulesOfBoth()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        ledger.Payments.Add(new BookedPayment { Ref = new ExternalRef("odoo", RecordKinds.Payment, "3"), Customer = Partner, Amount = MoneyRecords.Eur(121m), On = new DateOnly(2026, 9, 2), State = MoneyState.Paid });
        await using MemoryHub world = await LinkedAsync(ledger);
        ExternalRef person = new("crm", RecordKinds.Contact, "003");
        world.Crm.Records[Crm] = new Customer { Ref = Crm, Name = "Kanaal", Contact = new Contact { Ref = person, Name = "Jan Peeters" } };

        await world.Hub.AcceptAsync([world.Platform.Tell(ChangeKinds.PaymentReceived, MoneyRecords.PaymentRef, MoneyRecords.Billed.Id, MoneyRecords.Payment())], Cancel);
        await world.Hub.Identity.LinkAsync(MoneyRecords.PaymentRef, new ExternalRef("odoo", RecordKinds.Payment, "3"), "setup", cancellationToken: Cancel);

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        // It is the one that billing told of, whoever booked it.
        Assert.Empty(account.OtherPayments);
        Assert.Equal((person, "Customer owned by crm", true), (Assert.Single(account.Contacts).Reference, account.Contacts[0].Rule, account.Contacts[0].IsFresh));
        Assert.Equal((121m, "Payment owned by billing", true), (Assert.Single(account.Payments).Value.Amount.Amount, account.Payments[0].Rule, account.Payments[0].IsFresh));
    }

    /// <summary>Billing says 121.00 and the books 120.00: whoever looks sees both.</summary>
    [Fact]
    public async Task Account_WhoseBooksHoldAnotherTotal_ShowsTheDisagreement()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        ledger.Documents.Add(new DocumentStatus
        {
            Ref = new ExternalRef("odoo", RecordKinds.Invoice, "9"), Source = MoneyRecords.InvoiceRef, Customer = Partner, Number = "INV/1", State = DocumentState.Open,
            Gross = MoneyRecords.Eur(120m), Open = MoneyRecords.Eur(120m),
        });
        await using MemoryHub world = await LinkedAsync(ledger);
        await world.Hub.AcceptAsync([world.Platform.Tell(ChangeKinds.InvoiceIssued, MoneyRecords.InvoiceRef, MoneyRecords.Billed.Id, MoneyRecords.Invoice())], Cancel);

        AccountField total = Assert.Single(Assert.Single((await View(world).AccountAsync(Crm, Cancel))!.Documents).Fields);

        Assert.Equal((true, "billing"), (total.Disagrees, total.Owner));
        Assert.Equal(["121.00 EUR", "120.00 EUR"], total.Values.Select(v => v.Text));
    }

    [Fact]
    public async Task Account_WithARefusedWrite_ShowsEffectAndCase()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        await using MemoryHub world = new(more: hub => hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));
        world.Ledger.Fault = i => i.Kind == EffectKinds.Contract ? WriteFault.Refused : WriteFault.None;
        await world.HearAsync(world.Win());

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        Assert.Contains(account.Effects, e => (e.Kind, e.Target, e.State, e.Source.Id) == (EffectKinds.Contract, "odoo", EffectState.Refused, "006"));
        Assert.Equal("refused-here", Assert.Single(account.Cases).Reason.Cause);
    }

    [Fact]
    public async Task Account_Erased_IsNotRemembered()
    {
        await using MemoryHub world = await LinkedAsync(new MemoryAccounts("odoo").Holds("7", "Kanaal"));
        await world.HearAsync(world.Crm.Tell(ChangeKinds.CustomerSeen, Crm, Crm.Id));
        world.Crm.BeforeRead = _ => throw new ConnectorException(ErrorKind.Transient, "down");
        Assert.Contains((await View(world).AccountAsync(Partner, Cancel))!.Fields[0].Values, v => v.Reference.System == "crm");
        Assert.True((await world.Hub.Privacy.EraseAsync(Crm, "dpo", Cancel)).IsDone);

        Assert.DoesNotContain((await View(world).AccountAsync(Partner, Cancel))!.Fields[0].Values, v => v.Reference.System == "crm");
    }

    [Fact]
    public async Task Account_OnlyASystemKnows_IsShownUntilItIsGoneThere()
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Jan Peeters", isCompany: false);
        await using MemoryHub world = new(more: hub => hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger));

        CustomerAccount account = (await View(world).AccountAsync(Partner, Cancel))!;

        Assert.Equal((Partner, "J*** P***"), (account.Customer, account.Fields.Single(f => f.Name == "Name").Values.Single().Text));
        Assert.Equal(5, ledger.Calls);
        ledger.Customers.Clear();
        Assert.Null(await View(world).AccountAsync(Partner, Cancel));
    }

    [Theory]
    [InlineData(50, 50, false)]
    [InlineData(51, 50, true)]
    public async Task Account_WithManyDocuments_SaysWhenThereAreMore(int there, int shown, bool isCut)
    {
        MemoryAccounts ledger = new MemoryAccounts("odoo").Holds("7", "Kanaal");
        ledger.Documents.AddRange(Enumerable.Range(1, there).Select(i => new DocumentStatus
        {
            Ref = new ExternalRef("odoo", RecordKinds.Invoice, $"{i}"), Customer = Partner, State = DocumentState.Paid, Gross = MoneyRecords.Eur(1m), Open = MoneyRecords.Eur(0m),
        }));
        await using MemoryHub world = await LinkedAsync(ledger);

        CustomerAccount account = (await View(world).AccountAsync(Crm, Cancel))!;

        Assert.Equal((shown, isCut), (account.Documents.Count, account.Readings.Single(r => r.Section == "documents").IsCut));
    }

    [Theory]
    [InlineData(50, 1, "AccountView:Patience must be from 100 milliseconds to 5 minutes.")]
    [InlineData(1000, 0, "AccountView:MostRecords must be from 1 to 500.")]
    public void Options_OutOfRange_AreNamed(int milliseconds, int most, string message)
    {
        ValidateOptionsResult result = new AccountViewOptionsValidator().Validate(null, new AccountViewOptions { Patience = TimeSpan.FromMilliseconds(milliseconds), MostRecords = most });

        Assert.Equal(message, result.FailureMessage);
    }

    /// <summary>The deal made the customer, with its VAT number; however that is written, it finds the account, and an address finds nobody.</summary>
    [Fact]
    public async Task Search_ByVatNumber_FindsTheAccountHoweverItIsWritten()
    {
        await using MemoryHub world = new();
        await world.HearAsync(world.Win(vat: "BE0477472701"));
        AccountMatch match = Assert.Single(await View(world).SearchAsync(" be 0477.472.701 ", Cancel));
        Assert.Equal((Crm, "vat"), (match.Customer, match.By));
        Assert.Empty(await View(world).SearchAsync("BE0123456749", Cancel));
    }

    private static IAccountView View(MemoryHub world) => world.Services.GetRequiredService<IAccountView>();

    /// <summary>A customer of the CRM that is a billing customer and a partner in Odoo.</summary>
    private static async Task<MemoryHub> LinkedAsync(MemoryAccounts ledger, Action<IConnectorsBuilder>? more = null)
    {
        MemoryHub world = new(more: hub =>
        {
            hub.Services.AddKeyedSingleton<IAccountLedger>("odoo", ledger);
            more?.Invoke(hub);
        });
        world.Crm.Records[Crm] = new Customer { Ref = Crm, Name = "Kanaal" };
        world.Platform.Records[MoneyRecords.Billed] = new Customer { Ref = MoneyRecords.Billed, Name = "Kanaal", SameAs = Crm };
        await world.Hub.Identity.LinkAsync(MoneyRecords.Billed, Crm, "setup", cancellationToken: Cancel);
        await world.Hub.Identity.LinkAsync(Partner, Crm, "setup", cancellationToken: Cancel);
        return world;
    }
}
