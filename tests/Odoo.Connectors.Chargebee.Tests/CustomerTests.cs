using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Tests;

public sealed class CustomerTests
{
    [Fact]
    public async Task Decode_ComposedCustomer_IsTheWholeCustomer()
    {
        await using Rig rig = Rig.Create();

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.Bytes("composed_customer"));

        Assert.Equal(
            new Customer
            {
                Ref = Rig.Ref(RecordKinds.Customer, "NP_CUST_1"),
                Name = "NorthPeak GmbH",
                Email = "billing@northpeak.example",
                VatNumber = "DE123456789",
                BillingAddress = new Address { Street = "Hauptstr. 1", City = "Berlin", PostalCode = "10115", Country = "DE" },
                SameAs = new ExternalRef("crm", RecordKinds.Customer, "001ZM000001QkdOYAS"),
                Contacts = customer.Contacts,
            },
            customer);
        Assert.Empty(customer.Contacts);
    }

    [Fact]
    public async Task Decode_PersonWithContacts_IsNoCompanyAndNamesThem()
    {
        await using Rig rig = Rig.Create();

        Customer listed = rig.Map<Customer>(RecordKinds.Customer, Fixture.Json("customer_list")["list"]![0]!.ToJsonString());
        Customer withContacts = rig.Map<Customer>(RecordKinds.Customer, Fixture.Bytes("customer"));

        Assert.Equal(("John Doe", false, "fr-CA", "California"), (listed.Name, listed.IsCompany, listed.Language, listed.BillingAddress!.State));
        Contact contact = Assert.Single(withContacts.Contacts);
        Assert.Equal((Rig.Ref(RecordKinds.Contact, "4gkYnd21ouvW/ty68op521m"), "Michel Ross", "Mike@test.com", withContacts.Ref), (contact.Ref, contact.Name, contact.Email, contact.Customer));
    }

    [Theory]
    [InlineData("123456789", null, "DE", "DE123456789")]
    [InlineData("DE123456789", "DE", "DE", "DE123456789")]
    [InlineData("123456789", null, "GR", "EL123456789")]
    [InlineData("123456789", "XI", "GB", "XI123456789")]
    [InlineData("12 345 678", null, "AU", "12 345 678")]
    [InlineData("123", null, null, "123")]
    public async Task Decode_VatNumber_HasItsCountrysPrefix(string number, string? prefix, string? country, string expected)
    {
        await using Rig rig = Rig.Create();

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.With(
            "composed_customer", "customer", ("vat_number", number), ("vat_number_prefix", prefix), ("billing_address", country is null ? null : new JsonObject { ["country"] = country })));

        Assert.Equal(expected, customer.VatNumber);
    }

    [Fact]
    public async Task Decode_NorthernIreland_IsInTheUnitedKingdom()
    {
        await using Rig rig = Rig.Create();

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.With(
            "composed_customer", "customer", ("billing_address", new JsonObject { ["line1"] = "1 Quay", ["line3"] = "Dock", ["country"] = "XI", ["state_code"] = "ANT" })));

        Assert.Equal(new Address { Street = "1 Quay\nDock", Country = "GB", State = "ANT" }, customer.BillingAddress);
    }

    [Fact]
    public async Task Decode_TermsTaxAndRelationship_AreTold()
    {
        await using Rig rig = Rig.Create(configure: o => o.CustomFields.Add("cf_region"));

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.With(
            "composed_customer", "customer", ("net_term_days", 30), ("taxability", "exempt"), ("cf_region", 7),
            ("relationship", new JsonObject { ["parent_id"] = "P", ["payment_owner_id"] = "P", ["invoice_owner_id"] = "NP_CUST_1" })));

        Assert.Equal(("net30", "exempt"), (customer.PaymentTerms, customer.TaxTreatment));
        Assert.Equal(("7", "P", "P", "NP_CUST_1"), (customer.Custom["cf_region"], customer.Custom["relationship.parent_id"], customer.Custom["relationship.payment_owner_id"], customer.Custom["relationship.invoice_owner_id"]));

        // It is invoiced itself, and somebody else pays.
        Assert.Equal((Rig.Ref(RecordKinds.Customer, "P"), Rig.Ref(RecordKinds.Customer, "P")), (customer.Parent, customer.Payer));
        Assert.Null(customer.InvoicedTo);
    }

    [Fact]
    public async Task Decode_InvoiceOwnerThatIsAnother_IsInvoiced()
    {
        await using Rig rig = Rig.Create();

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.With("composed_customer", "customer", ("relationship", new JsonObject { ["payment_owner_id"] = "Q", ["invoice_owner_id"] = "P" })));

        Assert.Equal((Rig.Ref(RecordKinds.Customer, "P"), Rig.Ref(RecordKinds.Customer, "P")), (customer.InvoicedTo, customer.Payer));
    }

    [Fact]
    public async Task Decode_CrmIdInMetaData_IsFoundByItsKey()
    {
        await using Rig rig = Rig.Create(configure: o => o.CustomerField = "crm_id");

        Customer customer = rig.Map<Customer>(RecordKinds.Customer, Fixture.With("composed_customer", "customer", ("meta_data", new JsonObject { ["crm_id"] = " 001 ", ["other"] = 1 })));

        Assert.Equal(new ExternalRef("crm", RecordKinds.Customer, "001"), customer.SameAs);
    }

    [Fact]
    public async Task Decode_FieldOfAnotherType_IsNamedWithoutItsValue()
    {
        await using Rig rig = Rig.Create();

        var e = Assert.ThrowsAny<ConnectorException>(() => rig.Map<Customer>(RecordKinds.Customer, Fixture.With("composed_customer", "customer", ("net_term_days", "soon"))));

        Assert.Equal((ErrorKind.Protocol, "customer.net_term_days"), (e.Kind, e.Field));
        Assert.DoesNotContain("soon", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_ItemAndItemPrice_AreProducts()
    {
        await using Rig rig = Rig.Create();

        Product price = rig.Map<Product>(RecordKinds.Product, Fixture.Bytes("item_price"));
        Product item = rig.Map<Product>(RecordKinds.Product, Fixture.Bytes("item_plan"));
        Product archived = rig.Map<Product>(RecordKinds.Product, Fixture.With("item_price", "item_price", ("status", "archived")));

        Assert.Equal((Rig.Ref(RecordKinds.Product, "silver-USD-monthly"), "silver-USD-monthly", "silver USD", true), (price.Ref, price.Code, price.Name, price.IsActive));
        Assert.Equal((Rig.Ref(RecordKinds.Product, "item:silver"), "silver", "Silver"), (item.Ref, item.Code, item.Name));
        Assert.False(archived.IsActive);
    }
}
