using Odoo.Connectors.Client;

namespace Odoo.Connectors.Docs.Start;

#region start-model
[OdooModel("res.partner", Writable = true)]
public partial record Contact
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public bool IsCompany { get; init; }

    [OdooField("country_id")]
    public OdooReference? Country { get; init; }
}
#endregion

/// <summary>The first steps with the client alone.</summary>
internal static class ClientStart
{
    public static async Task ConnectAsync(string[] args)
    {
        #region start-connect
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddOdooClient("odoo", builder.Configuration.GetSection("Odoo"));
        using IHost host = builder.Build();
        IOdooClient odoo = host.Services.GetRequiredKeyedService<IOdooClient>("odoo");

        Console.WriteLine($"Connected as user {await odoo.AuthenticateAsync()}");
        #endregion
        await ReadAsync(odoo);
    }

    public static async Task ReadAsync(IOdooClient odoo)
    {
        #region start-read
        IReadOnlyList<Contact> companies = await odoo.SearchReadAsync<Contact>(
            OdooDomain.Where<Contact>(c => c.IsCompany && c.Email != null), new OdooSearch { Order = "name", Limit = 10 });
        foreach (Contact company in companies)
        {
            Console.WriteLine($"{company.Id}: {company.Name}, {company.Country?.Name ?? "no country"}");
        }
        #endregion
    }

    public static async Task WriteAsync(IOdooClient odoo)
    {
        #region start-write
        long id = await odoo.CreateAsync(new Contact.Values { Name = "Hello from .NET", IsCompany = true });
        await odoo.WriteAsync([id], new Contact.Values { Email = "hello@example.com" }); // nothing else is touched

        OdooReadResult<Contact> read = await odoo.ReadAsync<Contact>([id]);
        Console.WriteLine(read.Records[0].Email);
        await odoo.UnlinkAsync("res.partner", [id]);
        #endregion
    }

    public static async Task FailAsync(IOdooClient odoo, long id)
    {
        #region start-failures
        try
        {
            await odoo.WriteAsync([id], new Contact.Values { Email = null }); // clears it
        }
        catch (OdooServerException e) when (e.Kind == ErrorKind.NotFound)
        {
            Console.WriteLine("The record is gone.");
        }
        catch (OdooTransportException e) when (e.Kind == ErrorKind.Unknown)
        {
            Console.WriteLine("The answer was lost: look before writing again.");
        }
        #endregion
    }
}
