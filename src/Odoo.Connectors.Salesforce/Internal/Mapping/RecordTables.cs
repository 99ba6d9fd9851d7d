using System.Runtime.CompilerServices;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>
/// The fields that are read of each type, those that the options name among them. Queries select what stands here, mappings read it, and nothing
/// else is used.
/// </summary>
internal sealed class RecordTables
{
    private const string Vendor = "Salesforce";
    private static readonly ConditionalWeakTable<SalesforceOptions, RecordTables> ByOptions = [];

    private static readonly FieldTable<LineDraft> Lines = new FieldTable<LineDraft>(Vendor)
        .Field("Id", static (ref r, l) => l.Id = Values.Id(ref r))
        .Field("Product2Id", static (ref r, l) => l.Product = Values.Id(ref r))
        .Field("Quantity", static (ref r, l) => l.Quantity = JsonField.Decimal(ref r))
        .Field("UnitPrice", static (ref r, l) => l.UnitPrice = JsonField.Decimal(ref r))
        .Field("TotalPrice", static (ref r, l) => l.TotalPrice = JsonField.Decimal(ref r))
        .Field("Discount", static (ref r, l) => l.DiscountPercent = JsonField.Decimal(ref r))
        .Field("ServiceDate", static (ref r, l) => l.ServiceDate = JsonField.Date(ref r))
        .Field("Description", static (ref r, l) => l.Description = Values.Text(ref r))
        .Object(
            "Product2",
            new FieldTable<LineDraft>(Vendor)
                .Field("ProductCode", static (ref r, l) => l.ProductCode = Values.Text(ref r))
                .Field("Name", static (ref r, l) => l.ProductName = Values.Text(ref r)),
            static l => l);

    private static readonly FieldTable<RoleDraft> Roles = new FieldTable<RoleDraft>(Vendor)
        .Field("ContactId", static (ref r, o) => o.Contact = Values.Id(ref r))
        .Field("Role", static (ref r, o) => o.Role = Values.Text(ref r))
        .Field("IsPrimary", static (ref r, o) => o.IsPrimary = JsonField.Flag(ref r) ?? false);

    private static readonly FieldTable<RelationDraft> Relations = new FieldTable<RelationDraft>(Vendor)
        .Field("IsDirect", static (ref r, a) => a.IsDirect = JsonField.Flag(ref r) ?? false)
        .Field("Roles", static (ref r, a) => a.Roles = Values.Text(ref r));

    private RecordTables(SalesforceOptions options)
    {
        Contact = Named(
            Related(Merging<ContactDraft>()
                .Field("AccountId", static (ref r, c) => c.Account = Values.Id(ref r))
                .Field("Name", static (ref r, c) => c.Name = Values.Text(ref r))
                .Field("Email", static (ref r, c) => c.Email = Values.Text(ref r))
                .Field("Phone", static (ref r, c) => c.Phone = Values.Text(ref r))
                .Field("MobilePhone", static (ref r, c) => c.Mobile = Values.Text(ref r)), options),
            options.ContactCustomFields);
        Account = Named(Accounts(options), options.AccountCustomFields);
        Product = Named(
            Records<ProductDraft>()
                .Field("Name", static (ref r, p) => p.Name = Values.Text(ref r))
                .Field("ProductCode", static (ref r, p) => p.Code = Values.Text(ref r))
                .Field("Description", static (ref r, p) => p.Description = Values.Text(ref r))
                .Field("IsActive", static (ref r, p) => p.IsActive = JsonField.Flag(ref r) ?? true),
            options.ProductCustomFields);
        Opportunity = Named(Opportunities(options, Account), options.OpportunityCustomFields);
    }

    public FieldTable<AccountDraft> Account { get; }

    public FieldTable<ContactDraft> Contact { get; }

    public FieldTable<OpportunityDraft> Opportunity { get; }

    public FieldTable<ProductDraft> Product { get; }

    public static RecordTables Of(SalesforceOptions options) => ByOptions.GetValue(options, static o => new RecordTables(o));

    /// <summary>The relation exists only where a feature is on.</summary>
    private static FieldTable<ContactDraft> Related(FieldTable<ContactDraft> table, SalesforceOptions options) => options.AccountContactRoles
        ? table.Object("AccountContactRelations", Page(Relations, static (ContactDraft c) => Next(c.Relations)), static c => c)
        : table;

    private static FieldTable<AccountDraft> Accounts(SalesforceOptions options)
    {
        FieldTable<AccountDraft> table = Merging<AccountDraft>()
            .Field("Name", static (ref r, a) => a.Name = Values.Text(ref r))
            .Field("Phone", static (ref r, a) => a.Phone = Values.Text(ref r))
            .Field("Website", static (ref r, a) => a.Website = Values.Text(ref r))
            .Field("BillingStreet", static (ref r, a) => a.Street = Values.Text(ref r)?.ReplaceLineEndings("\n"))
            .Field("BillingCity", static (ref r, a) => a.City = Values.Text(ref r))
            .Field("BillingState", static (ref r, a) => a.State = Values.Text(ref r))
            .Field("BillingPostalCode", static (ref r, a) => a.PostalCode = Values.Text(ref r))
            .Field("BillingCountry", static (ref r, a) => a.Country = Values.Text(ref r))
            .Field("BillingCountryCode", static (ref r, a) => a.CountryCode = Values.Text(ref r))
            .Field("ParentId", static (ref r, a) => a.Parent = Values.Id(ref r))
            .Field("IsPersonAccount", static (ref r, a) => a.IsPerson = JsonField.Flag(ref r) ?? false)
            .Field("PersonEmail", static (ref r, a) => a.PersonEmail = Values.Text(ref r))
            .Object("Contacts", Page(Oldest, static (AccountDraft a) => Next(a.Contacts)), static a => a);
        table = options.InvoicedToField is { } payer ? table.Field(payer, static (ref r, a) => a.InvoicedTo = Values.Id(ref r)) : table;
        return options.VatField is { } vat ? table.Field(vat, static (ref r, a) => a.Vat = Values.Text(ref r)) : table;
    }

    /// <summary>Of the oldest contact of an account, which stands for it.</summary>
    private static FieldTable<ContactDraft> Oldest { get; } = new FieldTable<ContactDraft>(Vendor)
        .Field("Id", static (ref r, c) => c.Id = Values.Id(ref r))
        .Field("Name", static (ref r, c) => c.Name = Values.Text(ref r))
        .Field("Email", static (ref r, c) => c.Email = Values.Text(ref r))
        .Field("Phone", static (ref r, c) => c.Phone = Values.Text(ref r));

    private static FieldTable<OpportunityDraft> Opportunities(SalesforceOptions options, FieldTable<AccountDraft> account)
    {
        FieldTable<OpportunityDraft> table = Records<OpportunityDraft>()
            .Field("AccountId", static (ref r, o) => o.AccountId = Values.Id(ref r))
            .Field("Name", static (ref r, o) => o.Name = Values.Text(ref r))
            .Field("StageName", static (ref r, o) => o.Stage = Values.Text(ref r))
            .Field("Amount", static (ref r, o) => o.Amount = JsonField.Decimal(ref r))
            .Field("CloseDate", static (ref r, o) => o.CloseDate = JsonField.Date(ref r))
            .Field("IsClosed", static (ref r, o) => o.IsClosed = JsonField.Flag(ref r) ?? false)
            .Field("IsWon", static (ref r, o) => o.IsWon = JsonField.Flag(ref r) ?? false)
            .Field("CurrencyIsoCode", static (ref r, o) => o.Currency = Values.Text(ref r))
            .Object("Account", account, static o => o.Account = new AccountDraft())
            .Object("OpportunityLineItems", Page(Lines, static (OpportunityDraft o) => Next(o.Lines)), static o => o)
            .Object("OpportunityContactRoles", Page(Roles, static (OpportunityDraft o) => Next(o.Roles)), static o => o);
        table = options.StartDateField is { } start ? table.Field(start, static (ref r, o) => o.StartsOn = JsonField.Date(ref r)) : table;
        return options.TermMonthsField is { } term ? table.Field(term, static (ref r, o) => o.TermMonths = JsonField.Integer(ref r)) : table;
    }

    private static FieldTable<T> Records<T>()
        where T : Draft => new FieldTable<T>(Vendor)
            .Field("Id", static (ref r, d) => d.Id = Values.Id(ref r))
            .Field("SystemModstamp", static (ref r, d) => d.Stamp = Values.Moment(ref r))
            .Field("IsDeleted", static (ref r, d) => d.IsDeleted = JsonField.Flag(ref r) ?? false);

    private static FieldTable<T> Merging<T>()
        where T : Draft => Records<T>().Field("MasterRecordId", static (ref r, d) => d.Survivor = Values.Id(ref r));

    /// <summary>Children stand in pages, whose pages beyond the first were joined to it.</summary>
    private static FieldTable<TOuter> Page<TOuter, TInner>(FieldTable<TInner> table, Func<TOuter, TInner> next)
        where TOuter : class
        where TInner : class => new FieldTable<TOuter>(Vendor).Objects("records", table, next);

    private static T Next<T>(List<T> all)
        where T : new()
    {
        T next = new();
        all.Add(next);
        return next;
    }

    private static FieldTable<T> Named<T>(FieldTable<T> table, IEnumerable<string> custom)
        where T : Draft
    {
        foreach (string field in custom)
        {
            table = table.Field(field, (ref r, d) => d.SetCustom(field, JsonField.AsText(ref r)));
        }

        return table;
    }
}
