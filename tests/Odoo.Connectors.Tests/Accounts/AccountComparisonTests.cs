using Odoo.Connectors.Accounts;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Accounts;

/// <summary>What two systems hold side by side, and what is left of it for whoever may not see persons.</summary>
public sealed class AccountComparisonTests
{
    private static readonly ExternalRef s_sales = new("sales", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_partner = new("books", RecordKinds.Customer, "7");
    private static readonly DateTimeOffset s_now = new(2026, 4, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(Customer.Name), "Kanaal  Fietsen ", "Kanaal Fietsen", false)]
    [InlineData(nameof(Customer.Name), "Kanaal Fietsen", "Kanaal Cycles", true)]
    [InlineData(nameof(Customer.VatNumber), "BE 0477.472.701", "BE0477472701", false)]
    [InlineData(nameof(Customer.VatNumber), "BE0477472701", "BE0123456749", true)]
    [InlineData(nameof(Customer.Email), "Billing@Kanaal.example", "billing@kanaal.example", false)]
    [InlineData(nameof(Customer.Email), "billing@kanaal.example", "jan@kanaal.example", true)]
    [InlineData(nameof(Customer.Phone), "+32 9 123 45 67", "0032 (9) 123.45.67", false)]
    [InlineData(nameof(Customer.Phone), "+32 9 123 45 67", "+32 9 123 45 68", true)]
    [InlineData(nameof(Customer.Website), "https://www.kanaal.example/", "kanaal.example", false)]
    [InlineData(nameof(Customer.Website), "kanaal.example", "janssens.example", true)]
    [InlineData(nameof(Customer.BillingAddress), "Kaai 1|9000|Gent|BE", "KAAI 1|9000|Gent|BE", false)]
    [InlineData(nameof(Customer.BillingAddress), "Kaai 1|9000|Gent|BE", "Kaai 12|9000|Gent|BE", true)]
    public void Field_HeldByTwoSystems_DisagreesByWhatItMeansAndNotByHowItIsWritten(string field, string owners, string others, bool disagrees)
    {
        AccountField compared = Assert.Single(Compared([(s_partner, Of(s_partner, field, others)), (s_sales, Of(s_sales, field, owners))]), f => f.Name == field);

        Assert.Equal(disagrees, compared.Disagrees);
        // The owner stands first, whatever the order they were read in and whatever they are called.
        Assert.Equal(("sales", "Customer owned by sales", s_sales, s_partner), (compared.Owner, compared.Rule, compared.Values[0].Reference, compared.Values[1].Reference));
    }

    [Fact]
    public void Field_ThatOneSystemLeavesEmpty_DisagreesWithNobody()
    {
        AccountField phone = Assert.Single(Compared([(s_sales, Of(s_sales, nameof(Customer.Phone), "+32 9 123 45 67")), (s_partner, Of(s_partner, nameof(Customer.Phone), " "))]), f => f.Name == nameof(Customer.Phone));
        Assert.Equal((false, null), (phone.Disagrees, phone.Values[1].Text));
    }

    /// <summary>Every part of an account that may name or describe a person; what it owes and is called as a company stays.</summary>
    [Fact]
    public void Masked_NothingOfAPersonIsLeft()
    {
        ExternalRef contract = new("billing", RecordKinds.Contract, "sub_1"), invoice = new("billing", RecordKinds.Invoice, "in_1"), payment = new("books", RecordKinds.Payment, "3");
        CustomFields custom = new([new("cf_note", "Jan Peeters, ring twice")]);
        CustomerAccount masked = Masking.Of(new CustomerAccount
        {
            Customer = s_sales, References = [], ReadAt = s_now, IsMasked = false, IsCompany = true, Readings = [],
            Merges = [new RecordMerge { Id = 1, Loser = Guid.Empty, Survivor = Guid.Empty, Moved = [], At = s_now, By = "carla", Why = "the company of Jan Peeters" }],
            Fields = Compared([(s_sales, Of(s_sales, nameof(Customer.VatNumber), "BE0477472701"))]),
            Contacts = [Sourced(new Contact { Ref = s_sales with { Kind = RecordKinds.Contact }, Name = "Jan Peeters", Email = "jan.peeters@kanaal.example", Phone = "+32 9 123 45 67", Custom = custom }, s_sales)],
            Contracts = [new AccountContract([Sourced(MoneyRecords.Bench().Records[MoneyRecords.Subscription] is Contract c ? c with { Custom = custom } : null!, contract)], [])],
            Documents = [new AccountDocument { Reference = invoice, Invoice = Sourced(MoneyRecords.Invoice() with { Custom = custom }, invoice) }],
            Payments = [Money("Jan Peeters pays")], Refunds = [Money("back to Jan Peeters")],
        });

        Assert.True(masked.IsMasked);
        Assert.Equal("***", masked.Merges[0].Why);
        Assert.Equal(["Kanaal", "BE***701"], masked.Fields.Select(f => f.Values[0].Text));
        Contact person = masked.Contacts[0].Value;
        Assert.Equal(("J*** P***", "j***@kanaal.example", "***67", 0), (person.Name, person.Email, person.Phone, person.Custom.Count));
        Assert.Equal((0, 0), (masked.Contracts[0].Sides[0].Value.Custom.Count, masked.Documents[0].Invoice!.Value.Custom.Count));
        Assert.Equal(("***", "***", 121m), (masked.Payments[0].Value.Memo, masked.Refunds[0].Value.Memo, masked.Payments[0].Value.Amount.Amount));

        Sourced<BookedPayment> Money(string memo) =>
            Sourced(new BookedPayment { Ref = payment, Amount = MoneyRecords.Eur(121m), On = new DateOnly(2026, 4, 20), State = MoneyState.Paid, Memo = memo }, payment);
    }

    private static IReadOnlyList<AccountField> Compared((ExternalRef Reference, Customer Customer)[] sides) =>
        new CustomerComparison(new OwnershipTable().Own<Customer>("sales"), new Dictionary<ExternalRef, Shadow>()).Of([.. sides.Select(s => Sourced(s.Customer, s.Reference))]);

    private static Sourced<T> Sourced<T>(T value, ExternalRef reference) => new(value, reference, s_now, IsFresh: true);

    private static Customer Of(ExternalRef reference, string field, string value)
    {
        Customer plain = new() { Ref = reference, Name = "Kanaal" };
        return field switch
        {
            nameof(Customer.Name) => plain with { Name = value },
            nameof(Customer.VatNumber) => plain with { VatNumber = value },
            nameof(Customer.Email) => plain with { Email = value },
            nameof(Customer.Phone) => plain with { Phone = value },
            nameof(Customer.Website) => plain with { Website = value },
            _ => value.Split('|') is [var street, var code, var city, var country] ? plain with { BillingAddress = new Address { Street = street, PostalCode = code, City = city, Country = country } } : plain,
        };
    }
}
