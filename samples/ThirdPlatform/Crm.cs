using System.Text;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A CRM with one deal in it, as small as one can be: it says that the deal was won, shows deal and customer, and takes the account's status.</summary>
internal sealed class Crm(TimeProvider time) : ISource, IWebhookFeed, IPort
{
    /// <summary>Ten seats of 60.00 a month for a year.</summary>
    public static readonly Deal Won = new()
    {
        Ref = new ExternalRef("crm", RecordKinds.Deal, "D-1"),
        Customer = new Customer
        {
            Ref = new ExternalRef("crm", RecordKinds.Customer, "A-1"), Name = "Noordzee Roeiers VZW", VatNumber = "BE0477472701",
            BillingAddress = new Address { Street = "Visserskaai 4", City = "Oostende", PostalCode = "8400", Country = "BE" },
        },
        Name = "Seats for the season", IsWon = true, ClosedOn = new DateOnly(2026, 9, 1), StartsOn = new DateOnly(2026, 9, 1), TermMonths = 12, Currency = Currency.Parse("EUR"),
        Lines = [new ProductLine { Id = "1", ProductCode = "SEAT", Description = "Seat", Quantity = 10, UnitPrice = 60m, Recurrence = new Recurrence(1, RecurrenceUnit.Month) }],
    };

    public string Name => "crm";

    public int MaxBodyBytes => 1024;

    public int BatchSize => 1;

    /// <summary>What the account shows.</summary>
    public string Status { get; private set; } = "";

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("crm-1", IsLive: false));

    public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) => WebhookResult.Accept(new Delivery
    {
        System = Name, Kind = "deal.won", Lane = $"{Name}:{Won.Customer.Ref.Id}", Subject = Won.Ref, DedupeKey = Encoding.UTF8.GetString(body.Span), OccurredAt = time.GetUtcNow(), Payload = body,
    });

    public Change DecodeChange(Delivery delivery) => new() { System = Name, Kind = ChangeKinds.DealSeen, Subject = delivery.Subject, OccurredAt = delivery.OccurredAt };

    public Task<byte[]?> ReadAsync(ExternalRef reference, CancellationToken cancellationToken) =>
        Task.FromResult(reference == Won.Ref || reference == Won.Customer.Ref ? Encoding.UTF8.GetBytes(reference.Id) : null);

    public object Decode(ExternalRef reference, ReadOnlyMemory<byte> answer) => reference.Kind == RecordKinds.Deal ? Won : Won.Customer;

    public PlanResult Plan(Intent intent, Known known) => intent.Kind == EffectKinds.AccountStatus
        ? new PlanResult.Send(new EffectPlan { Subject = $"account/{intent.Source.Id}", Payload = $"{intent.Record}" })
        : new PlanResult.Review(new CaseReason(ErrorKind.Configuration, "no-such-write", $"The CRM takes statuses, not {intent.Kind}.", intent.Kind));

    public Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        Status = dispatches[^1].Payload;
        return Task.FromResult<IReadOnlyList<Outcome>>([.. dispatches.Select(d => new Outcome { Key = d.Key, Status = OutcomeStatus.Applied })]);
    }

    public TimeSpan SettleTime(string way) => TimeSpan.Zero;
}
