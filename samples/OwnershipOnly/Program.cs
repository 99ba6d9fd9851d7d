using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.OwnershipOnly;
using Odoo.Connectors.Sync;

// Only ownership and identity: no flow, no host, nothing is sent anywhere.
string store = Path.Combine(Directory.CreateTempSubdirectory("ownership-only-").FullName, "map.db");
ServiceCollection services = new();
services.AddLogging();
services.AddConnectorHub()
    .UseSqlite(store)
    .Own<Customer>("crm", owner => owner.Except(c => c.VatNumber, "billing"))
    .Match<Customer>(rules => rules
        .Identifies("vat", c => MatchKey.Vat(c.VatNumber, c.BillingAddress?.Country))
        .Supports("domain", c => MatchKey.Domain(c.Website), weight: 60)
        .Supports("name", c => MatchKey.Name(c.Name), weight: 40)
        .Hint("email", c => MatchKey.Email(c.Email)));
services.AddSingleton<IConnectedSystem>(new Named("crm"));
services.AddSingleton<IConnectedSystem>(new Named("billing"));
await using ServiceProvider provider = services.BuildServiceProvider();

OwnershipTable ownership = provider.GetRequiredService<OwnershipTable>();
Console.WriteLine("Who is right about what:");
Console.WriteLine(ownership.ToTable());

Console.WriteLine("What a VAT number and a name are compared by:");
Console.WriteLine($"  {MatchKey.Vat("0477.472.701", "BE")}, {MatchKey.Name("Kanaal Fietsen B.V.")}");

IIdentityOperations identity = provider.GetRequiredService<IConnectorOperations>().Identity;
const string Pairs = """
    kind,system,id,other_system,other_id
    customer,crm,A-1,billing,cus_1
    customer,crm,A-2,billing,cus_2
    """;
ImportReport report = await identity.ImportAsync(new StringReader(Pairs), by: "sample");
Console.WriteLine($"Linked {report.Linked} pairs, {report.Conflicts.Count} conflicts.");

ExternalRef first = new("crm", "customer", "A-1"), second = new("crm", "customer", "A-2");
RecordMerge merge = await identity.MergeAsync(first, second, by: "sample", why: "two accounts of one customer");
Console.WriteLine("After the merge A-1 is:");
await PrintAsync(first);
await identity.UnmergeAsync(merge.Id, by: "sample");
Console.WriteLine("After it was taken back A-1 is:");
await PrintAsync(first);

async Task PrintAsync(ExternalRef reference)
{
    foreach (RecordReference link in (await identity.FindAsync(reference))!.Links)
    {
        Console.WriteLine($"  {link.Reference}{(link.IsPrimary ? " (primary)" : "")}");
    }
}
