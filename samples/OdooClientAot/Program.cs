using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;
using OdooClientAot;

// Typed records over both transports, as a native program. The server is a stub in the process:
//   dotnet publish samples/OdooClientAot -c Release -r linux-x64
ServiceCollection services = new();
Add("json-rpc", OdooTransport.JsonRpc);
Add("json-2", OdooTransport.Json2);
await using ServiceProvider provider = services.BuildServiceProvider();
bool isRight = true;
foreach (string name in new[] { "json-rpc", "json-2" })
{
    bool worked = await WorksAsync(provider.GetRequiredKeyedService<IOdooClient>(name));
    Console.WriteLine($"{name}: typed records {(worked ? "were read and written" : "came out wrong")}.");
    isRight &= worked;
}

return isRight ? 0 : 1;

void Add(string name, OdooTransport transport) => services.AddOdooClient(name, options =>
{
    options.Url = new Uri("http://odoo.invalid");
    options.Database = "sample";
    options.Login = "sample";
    options.Secret = "sample";
    options.Transport = transport;
}).ConfigurePrimaryHttpMessageHandler(_ => new Stub());

static async Task<bool> WorksAsync(IOdooClient odoo)
{
    decimal least = 0.05m;
    long[] countries = [57, 20];
    OdooDomain domain = OdooDomain.Where<Partner>(p => p.CreditLimit > least && countries.Contains(p.Country!.Id));
    IReadOnlyList<Partner> partners = await odoo.SearchReadAsync<Partner>(domain, new OdooSearch { Order = "id" });
    long created = await odoo.CreateAsync(new Partner.Values { Name = "Azure Interior", Kind = PartnerKind.Invoice, CreditLimit = 500.00m, Tags = [OdooCommands.Link(3)] });
    return created == 9 && partners is [{ Id: 6, Name: "Acme GmbH", Country: { Id: 57, Name: "Germany" }, CreditLimit: 0.10m, Tags: [3, 7] } acme]
        && acme.Kind == PartnerKind.Invoice && acme.WriteDate == new DateTimeOffset(2026, 11, 22, 22, 57, 16, TimeSpan.Zero);
}
