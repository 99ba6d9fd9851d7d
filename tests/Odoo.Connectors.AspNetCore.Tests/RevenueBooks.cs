using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.AspNetCore.Tests;

/// <summary>
/// A hub that reports revenue of an emulated Odoo, <c>odoo-be</c> in euros, on 1 March 2026. A system <c>books</c> tells contracts and deals, which make nothing; a
/// person enters invoices.
/// </summary>
internal sealed class RevenueBooks : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("revenue-console-").FullName;
    private readonly TellingSource _books = new();
    private readonly ServiceProvider _hub;

    public RevenueBooks()
    {
        FixedClock clock = new(Now);
        Odoo = new OdooEmulator(new OdooEmulatorOptions { TimeProvider = clock });
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddSingleton<TimeProvider>(clock);
        services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, "hub.db")).ConfigureHub(o => o.NodeName = "node-1")
            .AddOdoo("odoo-be", Connect, client => client.ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler()))
            .AddFlow<OnlyReported>().Own<Contract>("books")
            .AddRevenueReporting(o => o.Rates.Add(new RevenueRate { Currency = "EUR", Into = "USD", From = new DateOnly(2026, 1, 1), Rate = 1.1m }));
        services.AddSingleton<IConnectedSystem>(_books);
        services.AddOdooClient("person", o => (o.Url, o.Database, o.Login, o.Secret) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword))
            .ConfigurePrimaryHttpMessageHandler(_ => Odoo.CreateHandler());
        _hub = services.BuildServiceProvider();
    }

    public OdooEmulator Odoo { get; }

    public IRevenueReporting Revenue => _hub.GetRequiredService<IRevenueReporting>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A contract of some seats a month has its terms from an instant on.</summary>
    public Task SeatsAsync(string at, long version, decimal seats, decimal price) => TellAsync(ChangeKinds.ContractChanged, at, new Contract
    {
        Ref = TellingSource.Ref(RecordKinds.Contract, "sub"), Customer = TellingSource.Ref(RecordKinds.Customer, "cus"), Status = ContractStatus.Active, Currency = Currency.Parse("EUR"), Version = version,
        StartsOn = new DateOnly(2026, 1, 15), Recurrence = new Recurrence(1, RecurrenceUnit.Month),
        Terms = [new ProductLine { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = seats, UnitPrice = price }],
    });

    /// <summary>A deal is open in a stage from an instant on.</summary>
    public Task DealAsync(string at, string stage, decimal amount) => TellAsync(ChangeKinds.DealSeen, at, new Deal
    {
        Ref = TellingSource.Ref(RecordKinds.Deal, "d1"), Customer = new Customer { Ref = TellingSource.Ref(RecordKinds.Customer, "cus"), Name = "Jan Peeters" }, Name = "Fleet of Jan Peeters",
        IsWon = false, Currency = Currency.Parse("EUR"), Stage = stage, Amount = new Money(amount, Currency.Parse("EUR")),
    });

    /// <summary>A person posts an invoice without tax.</summary>
    public async Task InvoiceAsync(string day, decimal amount)
    {
        IOdooClient person = _hub.GetRequiredService<IOdooClientFactory>().Get("person");
        OdooContext company = new() { AllowedCompanyIds = [Odoo.CompanyId] };
        long partner = await person.CreateAsync("res.partner", new JsonObject { ["name"] = "Jan Peeters" }, company, Cancel);
        long invoice = await person.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["move_type"] = "out_invoice", ["partner_id"] = partner, ["invoice_date"] = day, ["invoice_date_due"] = day,
                ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["name"] = "Work", ["quantity"] = 1, ["price_unit"] = amount, ["tax_ids"] = new JsonArray() })),
            },
            company, Cancel);
        await person.CallAsync(new OdooCall { Model = "account.move", Method = "action_post", Ids = [invoice], Context = company }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await Odoo.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Connect(OdooErpOptions o)
    {
        (o.Url, o.Database, o.Login, o.Secret, o.Company, o.TimeZone) = (new Uri("http://odoo.test/"), Odoo.Database, Odoo.AdminLogin, Odoo.AdminPassword, "Contract BE", "Europe/Brussels");
        o.EffectActionId = Odoo.EffectActionId;
    }

    private async Task TellAsync(string kind, string at, object record)
    {
        IConnectorOperations hub = _hub.GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([_books.Tell(kind, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), record)], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    private sealed class OnlyReported : IFlow
    {
        public bool Handles(string changeKind) => changeKind is ChangeKinds.DealSeen or ChangeKinds.ContractChanged;

        public Decision Decide(Change change, Known known) => new Decision.Absorb("only reported");
    }

    /// <summary>Tells records in memory; nothing of them is read again.</summary>
    private sealed class TellingSource : ISource
    {
        private readonly List<Change> _told = [];

        public string Name => "books";

        public static ExternalRef Ref(string kind, string id) => new("books", kind, id);

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("books-1", false));

        public Delivery Tell(string kind, DateTimeOffset at, object record)
        {
            ExternalRef subject = record is Deal deal ? deal.Ref : ((Contract)record).Ref;
            _told.Add(new Change { System = Name, Kind = kind, Subject = subject, OccurredAt = at, Record = record });
            string key = $"{_told.Count - 1}";
            return new Delivery { System = Name, Kind = kind, Lane = "books:cus", Subject = subject, OccurredAt = at, DedupeKey = key, Payload = Encoding.UTF8.GetBytes(key) };
        }

        public Change DecodeChange(Delivery delivery) => _told[int.Parse(Encoding.UTF8.GetString(delivery.Payload.Span), System.Globalization.CultureInfo.InvariantCulture)];

        public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

        public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => throw new NotSupportedException("Nothing is read.");
    }
}
