using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Stripe.Billing;
using Odoo.Connectors.Testing.Stripe.Money;

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>The parts of an account, which know each other by it.</summary>
internal sealed class StripeWorld
{
    private long _ids;

    public StripeWorld(StripeEmulatorOptions options, StripeObjects objects, TimeProvider clock)
    {
        Options = options;
        Objects = objects;
        Agenda = new VendorAgenda(clock);
        Lookups = new StripeLookups(this);
        Events = new StripeEvents(this);
        Balance = new StripeBalance(this);
        Payments = new StripePayments(this);
        Refunds = new StripeRefunds(this);
        Disputes = new StripeDisputes(this);
        Payouts = new StripePayouts(this);
        Meters = new StripeMeters(this);
        Invoices = new StripeInvoices(this);
        CreditNotes = new StripeCreditNotes(this);
        Subscriptions = new StripeSubscriptions(this);
    }

    public StripeEmulatorOptions Options { get; }

    public StripeObjects Objects { get; }

    public VendorAgenda Agenda { get; }

    public StripeLookups Lookups { get; }

    public StripeEvents Events { get; }

    public StripeBalance Balance { get; }

    public StripePayments Payments { get; }

    public StripeRefunds Refunds { get; }

    public StripeDisputes Disputes { get; }

    public StripePayouts Payouts { get; }

    public StripeMeters Meters { get; }

    public StripeInvoices Invoices { get; }

    public StripeCreditNotes CreditNotes { get; }

    public StripeSubscriptions Subscriptions { get; }

    public long Now => Agenda.Seconds;

    public bool IsLive => Options.ApiKey.Contains("_live_", StringComparison.Ordinal);

    public string NewId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_EMU{++_ids:D14}");

    /// <summary>A new object of a shape; it is not stored yet.</summary>
    public JsonObject New(string shape, string prefix)
    {
        JsonObject made = JsonNode.Parse(shape)!.AsObject();
        made["id"] = NewId(prefix);
        if (made.ContainsKey("created"))
        {
            made["created"] = Now;
        }

        if (made.ContainsKey("livemode"))
        {
            made["livemode"] = IsLive;
        }

        return made;
    }

    /// <summary>An object that a call needs.</summary>
    public JsonObject Get(string kind, string? id, string parameter = "id") => id is not null && Objects.Find(id) is { } found && found.Text("object") == kind && !found.Flag("deleted")
        ? found
        : throw StripeRefusal.Missing(kind, id ?? string.Empty, parameter);

    public JsonObject? Find(string? id) => id is null ? null : Objects.Find(id);

    public static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);

    /// <summary>Splits an amount by weights so that nothing is left over.</summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        long total = weights.Sum();
        long[] shares = new long[weights.Count];
        (long weighed, long given) = (0, 0);
        for (int place = 0; place < shares.Length; place++)
        {
            weighed += weights[place];
            long upTo = total == 0 ? 0 : Round((decimal)amount * weighed / total);
            shares[place] = upTo - given;
            given = upTo;
        }

        return shares;
    }
}
