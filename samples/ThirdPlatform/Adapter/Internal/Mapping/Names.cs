namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>Every name of Plainbill's wire format: another platform of this shape begins by changing these.</summary>
internal static class Names
{
    public const string Vendor = "Plainbill";

    public const string Customers = "customers", Subscriptions = "subscriptions", Invoices = "invoices", Payments = "payments";

    public const string Id = "id", Live = "live", Reference = "reference", WriteKey = "write_key", Currency = "currency", Status = "status", Deleted = "deleted";

    public const string ChangedAt = "changed_at", ChangedSince = "changed_since", Cursor = "cursor", Data = "data", NextCursor = "next_cursor";

    public const string Customer = "customer", Subscription = "subscription", Invoice = "invoice";

    public const string Name = "name", Email = "email", VatNumber = "vat_number", Address = "address";

    public const string Line1 = "line1", City = "city", Zip = "zip", Country = "country";

    public const string StartsOn = "starts_on", EndsOn = "ends_on", RenewsAt = "renews_at", Items = "items", Months = "months";

    public const string Product = "product", Description = "description", Quantity = "quantity", UnitPrice = "unit_price";

    public const string Number = "number", IssuedAt = "issued_at", DueAt = "due_at", Lines = "lines", Taxes = "taxes", Rate = "rate", Amount = "amount", Base = "base", Net = "net", Total = "total";

    public const string PaidAt = "paid_at", Method = "method";

    public const string EventId = "id", EventType = "type", EventAt = "at", Object = "object", Kind = "kind";

    public const string Error = "error", Code = "code", Field = "field";
}
