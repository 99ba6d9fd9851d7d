using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;
using Odoo.Connectors.Testing.Chargebee.Webhooks;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>The parts of a site, which know each other by it.</summary>
internal sealed class ChargebeeWorld
{
    private long _version;
    private long _ids;

    public ChargebeeWorld(ChargebeeEmulatorOptions options, TimeProvider clock)
    {
        Options = options;
        Agenda = new VendorAgenda(clock);
        Views = new ChargebeeViews(this);
        Events = new ChargebeeEvents(this);
        Invoices = new ChargebeeInvoices(this);
        CreditNotes = new ChargebeeCreditNotes(this);
        Transactions = new ChargebeeTransactions(this);
        Collection = new ChargebeeCollection(this);
        Charges = new ChargebeeCharges(this);
        Promotions = new ChargebeePromotions(this);
        Subscriptions = new ChargebeeSubscriptions(this);
    }

    public ChargebeeEmulatorOptions Options { get; }

    /// <summary>Where money really moves; null for a gateway that is not emulated.</summary>
    public IChargebeeGateway? Gateway { get; set; }

    public VendorAgenda Agenda { get; }

    public ChargebeeStore Store { get; } = new();

    public ChargebeeViews Views { get; }

    public ChargebeeEvents Events { get; }

    public ChargebeeInvoices Invoices { get; }

    public ChargebeeCreditNotes CreditNotes { get; }

    public ChargebeeTransactions Transactions { get; }

    public ChargebeeCollection Collection { get; }

    public ChargebeeCharges Charges { get; }

    public ChargebeePromotions Promotions { get; }

    public ChargebeeSubscriptions Subscriptions { get; }

    public Dictionary<string, ChargebeeCoupon> Coupons { get; } = new(StringComparer.Ordinal);

    /// <summary>Who does what is done now: <c>api</c>, <c>admin_console</c> or <c>scheduled_job</c>.</summary>
    public string Source { get; set; } = "scheduled_job";

    public long Now => Agenda.Seconds;

    public string NewId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}EMU{++_ids:D8}");

    /// <summary>Dates a change, and gives it a version that is higher than all before.</summary>
    public JsonObject Stamp(JsonObject value)
    {
        _version = Math.Max(_version + 1, Agenda.Now.ToUnixTimeMilliseconds());
        Store.Touch();
        value["updated_at"] = Now;
        value["resource_version"] = _version;
        return value;
    }
}
