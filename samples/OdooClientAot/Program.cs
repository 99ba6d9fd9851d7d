using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using OdooClientAot;

// Typed records over the client, as a native program: dotnet publish -c Release, then run it. The server is a stub in the process.
await using ServiceProvider services = new ServiceCollection()
    .AddOdooClient("odoo", options =>
    {
        options.Url = new Uri("http://odoo.invalid");
        options.Database = "sample";
        options.Login = "sample";
        options.Secret = "sample";
    })
    .ConfigurePrimaryHttpMessageHandler(_ => new Stub())
    .Services.BuildServiceProvider();
IOdooClient odoo = services.GetRequiredKeyedService<IOdooClient>("odoo");

IReadOnlyList<Partner> partners = await odoo.SearchReadAsync<Partner>(OdooDomain.Where("is_company", "=", true), new OdooSearch { Order = "id" });
long created = await odoo.CreateAsync(new Partner.Values { Name = "Azure Interior", Kind = PartnerKind.Invoice, CreditLimit = 500.00m, Tags = [OdooCommands.Link(3)] });
bool isRight = created == 9 && partners is [{ Id: 6, Name: "Acme GmbH", Country: { Id: 57, Name: "Germany" }, CreditLimit: 0.10m, Tags: [3, 7] } acme]
    && acme.Kind == PartnerKind.Invoice && acme.WriteDate == new DateTimeOffset(2026, 11, 22, 22, 57, 16, TimeSpan.Zero);
Console.WriteLine(isRight ? "Typed records were read and written." : "Typed records came out wrong.");
return isRight ? 0 : 1;
