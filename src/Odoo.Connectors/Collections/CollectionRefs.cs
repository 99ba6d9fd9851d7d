using Odoo.Connectors.Model;

namespace Odoo.Connectors.Collections;

/// <summary>How collections name what is their own.</summary>
internal static class CollectionRefs
{
    public const string System = "collections";
    public const string Review = "collections.review";
    public const string Promised = "collections.promised";
    public const string WriteOff = "collections.writeoff";

    /// <summary>The field that a course is kept under.</summary>
    public const string Field = "course";

    public static ExternalRef Account(string ledger, string partner) => new(System, "account", $"{ledger}/{partner}");

    /// <summary>
    /// A name of our own for a record of a ledger that something is done about: what is the ledger's own belongs to whoever turns out to have made it.
    /// </summary>
    public static ExternalRef Of(ExternalRef inLedger) => new(System, "about", $"{inLedger.System}/{inLedger.Kind}/{inLedger.Id}");

    public static ExternalRef Course(string ledger, string partner) => new(System, Field, $"{ledger}/{partner}");

    /// <summary>A subject of its own for each thing to decide: a case about one holds none of the others up.</summary>
    public static ExternalRef Task(string ledger, string partner, string what) => new(System, "task", $"{ledger}/{partner}/{what}");

    public static ExternalRef Order(string what) => new(System, "order", what);

    public static string Lane(string ledger, string partner) => $"{System}/{ledger}/{partner}";
}
