using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A type of Salesforce and what it is in the model.</summary>
/// <param name="Name">The type, which is also the kind of its deliveries.</param>
/// <param name="Kind">The record kind.</param>
/// <param name="Stream">The stream that brings it.</param>
/// <param name="Change">The change that its deliveries are.</param>
internal sealed record RecordType(string Name, string Kind, string Stream, string Change)
{
    /// <summary>The stream that finds opportunities by their lines: a line may change without its opportunity.</summary>
    public const string LineStream = "lines";

    public static RecordType Account { get; } = new("Account", RecordKinds.Customer, "accounts", ChangeKinds.CustomerSeen);

    public static RecordType Contact { get; } = new("Contact", RecordKinds.Contact, "contacts", ChangeKinds.ContactSeen);

    public static RecordType Product { get; } = new("Product2", RecordKinds.Product, "products", ChangeKinds.ProductSeen);

    public static RecordType Opportunity { get; } = new("Opportunity", RecordKinds.Deal, "opportunities", ChangeKinds.DealSeen);

    public static IReadOnlyList<RecordType> All { get; } = [Account, Contact, Product, Opportunity];

    /// <summary>In the order in which one needs the other.</summary>
    public static IReadOnlyList<string> Streams { get; } = [.. All.Select(t => t.Stream), LineStream];

    /// <summary>What is read where nobody says otherwise: what becomes of contacts and products is a flow's to ask for.</summary>
    public static IReadOnlyList<string> UsualStreams { get; } = [Account.Stream, Opportunity.Stream, LineStream];

    public static RecordType? OfKind(string kind) => kind switch
    {
        RecordKinds.Customer => Account,
        RecordKinds.Contact => Contact,
        RecordKinds.Product => Product,
        RecordKinds.Deal => Opportunity,
        _ => null,
    };

    public static RecordType? OfName(string? name) => All.FirstOrDefault(t => t.Name == name);

    public static RecordType? OfStream(string stream) => All.FirstOrDefault(t => t.Stream == stream);

    /// <summary>The stream to read when something of a type changed; null for types that are not read.</summary>
    public static string? StreamFor(string? name) => name switch
    {
        "OpportunityLineItem" or "OpportunityContactRole" => LineStream,
        _ => OfName(name)?.Stream,
    };
}
