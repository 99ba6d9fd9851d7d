using System.Globalization;
using Odoo.Connectors.Model;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Erp;

/// <summary>What was read of Odoo's books in the words of the model. Pure.</summary>
internal static class BookMapper
{
    public const string EntryId = "entry-";

    public static Customer Customer(string system, PartnerRow row) => new()
    {
        Ref = CustomerRef(system, row.Id),
        Name = row.Name,
        IsCompany = row.IsCompany,
        IsArchived = !row.IsActive,
        IsSupplierOnly = row.IsSupplierOnly,
        Email = row.Email,
        Phone = row.Phone,
        Website = row.Website,
        VatNumber = MatchKeys.NormalVat(row.Vat),
        BillingAddress = new Address
        {
            Street = row.Street2 is null ? row.Street : $"{row.Street}\n{row.Street2}",
            City = row.City,
            PostalCode = row.Zip,
            State = row.State,
            Country = row.Country,
        },
    };

    public static Contact Contact(string system, PartnerRow row) => new()
    {
        Ref = PartnerRef(system, row),
        Customer = row.Customer is long customer ? CustomerRef(system, customer) : null,
        SameAs = Source(row.External),
        Name = row.Name,
        Email = row.Email,
        Phone = row.Phone,
        IsArchived = !row.IsActive,
    };

    public static DocumentStatus Status(string system, DocumentRow row)
    {
        Currency currency = CurrencyOf(row.Currency);
        return new DocumentStatus
        {
            Ref = DocumentRef(system, row.Type, row.Id),
            Source = Source(row.External),
            Number = row.Name,
            Reference = row.Reference,
            Customer = CustomerRef(system, row.Customer),
            State = StateOf(row),
            IssuedOn = row.IssuedOn,
            BookedOn = row.BookedOn,
            DueOn = row.DueOn,
            Gross = new Money(row.Total, currency),
            Open = new Money(row.Residual, currency),
            Reverses = row.Reverses is long reversed ? DocumentRef(system, Opposite(row.Type), reversed) : null,
            Orders = [.. row.Orders.Select(o => new ExternalRef(system, RecordKinds.Contract, Text(o)))],
            Settlements = [.. row.Matches.OrderBy(m => m.On).Select(m => new Settlement(By(system, m), new Money(m.Amount, CurrencyOf(m.Currency)), m.On)
            {
                Number = m.Number, Source = Source(m.External),
            })],
        };
    }

    public static BookedPayment Payment(string system, MoneyRow row) => new()
    {
        Ref = MoneyRef(system, row.Inbound, row.Payment, row.Entry ?? 0),
        Source = Source(row.External),
        Customer = row.Customer is long customer ? CustomerRef(system, customer) : null,
        Amount = new Money(row.Amount, CurrencyOf(row.Currency)),
        On = row.On,
        State = StateOf(row),
        Memo = row.Memo,
        Allocations = [.. row.Matches.Where(m => IsDocument(m.Type)).OrderBy(m => m.On).ThenBy(m => m.Entry).Select(m =>
            new Allocation(DocumentRef(system, m.Type, m.Entry), new Money(m.OtherAmount, CurrencyOf(m.OtherCurrency))) { Number = m.Number, Source = Source(m.External) }),
            .. row.Registered.Select(r => new Allocation(DocumentRef(system, r.Type, r.Document), null) { Number = r.Number, Source = Source(r.External) })],
    };

    public static ExternalRef CustomerRef(string system, long id) => new(system, RecordKinds.Customer, Text(id));

    public static ExternalRef PartnerRef(string system, PartnerRow row) =>
        row.Customer is null ? CustomerRef(system, row.Id) : new ExternalRef(system, RecordKinds.Contact, Text(row.Id));

    public static ExternalRef DocumentRef(string system, string type, long id) =>
        new(system, type == "out_refund" ? RecordKinds.CreditNote : RecordKinds.Invoice, Text(id));

    public static ExternalRef MoneyRef(string system, bool inbound, long? payment, long entry) =>
        new(system, inbound ? RecordKinds.Payment : RecordKinds.Refund, payment is long id ? Text(id) : EntryId + Text(entry));

    public static bool IsDocument(string type) => type is "out_invoice" or "out_refund" or "out_receipt";

    private static ExternalRef By(string system, MatchRow match) =>
        IsDocument(match.Type) ? DocumentRef(system, match.Type, match.Entry)
        : match.Payment is not null || (match.IsMoney && !match.IsReversal) ? MoneyRef(system, match.IsCredit, match.Payment, match.Entry)
        : new ExternalRef(system, RecordKinds.Entry, Text(match.Entry));

    private static DocumentState StateOf(DocumentRow row) => (row.State, row.PaymentState) switch
    {
        ("draft", _) => DocumentState.Draft,
        ("cancel", _) => DocumentState.Cancelled,
        (_, "partial") => DocumentState.PartlyPaid,
        (_, "in_payment") => DocumentState.InPayment,
        (_, "paid") => DocumentState.Paid,
        (_, "reversed") => DocumentState.Reversed,
        (_, "blocked") => DocumentState.Blocked,
        (_, "invoicing_legacy") when row.Residual == 0m => DocumentState.Paid,
        _ => DocumentState.Open,
    };

    /// <summary>A payment whose entry was reversed still calls itself paid.</summary>
    private static MoneyState StateOf(MoneyRow row) => row.State switch
    {
        "canceled" or "cancel" => MoneyState.Cancelled,
        "rejected" => MoneyState.Rejected,
        _ when row.Matches.Any(m => m.IsReversal) => MoneyState.Reversed,
        "draft" => MoneyState.Draft,
        "in_process" => MoneyState.InProcess,
        _ => MoneyState.Paid,
    };

    private static ExternalRef? Source(string? external) => external is null ? null : ErpKeys.SourceOf(external);

    private static string Opposite(string type) => type == "out_refund" ? "out_invoice" : "out_refund";

    public static Currency CurrencyOf(string code) => Currency.TryParse(code, out Currency currency)
        ? currency
        : throw new ConnectorException(ErrorKind.Protocol, $"Odoo names the currency '{code}', which is no active ISO 4217 currency; rename it there.") { Field = "currency_id" };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
