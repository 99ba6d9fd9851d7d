using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>What people do in the organisation beside the API; what it refuses is the test's mistake.</summary>
internal sealed class SalesforcePeople(SalesforceWorld world, SalesforceEmulatorOptions options)
{
    private string Interface => $"com/salesforce/api/soap/{options.ApiVersion.TrimStart('v')};client=SfdcInternalAPI/";

    public string Create(string type, JsonObject fields) => Do(() => world.Writer.Create(Type(type), fields)["Id"]!.GetValue<string>());

    public void Update(string type, string id, JsonObject fields) => Do(() =>
    {
        world.Writer.Update(Type(type), world.Writer.Existing(Type(type), id), fields);
        return id;
    });

    public void Delete(string type, string id) => Do(() =>
    {
        world.Writer.Delete(Type(type), world.Writer.Existing(Type(type), id));
        return id;
    });

    public void Undelete(string type, string id) => Do(() =>
    {
        world.Writer.Undelete(Type(type), world.Records.Find(Type(type), id) ?? throw SalesforceRefusal.NotFound());
        return id;
    });

    public void Merge(string type, string masterId, string otherId) => Do(() =>
    {
        if (Type(type) is not ("Account" or "Contact"))
        {
            throw SalesforceRefusal.NotEmulated($"merging {type}");
        }

        world.Writer.Merge(Type(type), world.Writer.Existing(Type(type), masterId), world.Writer.Existing(Type(type), otherId));
        return masterId;
    });

    private string Do(Func<string> what)
    {
        world.Writer.AllowsDuplicates = false;
        try
        {
            string id = what();
            world.Commit(Interface);
            return id;
        }
        catch (SalesforceRefusal refusal)
        {
            world.Records.Rollback();
            throw new ArgumentException(refusal.Message, refusal);
        }
    }

    private string Type(string type) => world.Schema.TypeName(type) ?? throw new ArgumentException($"There is no type {type}.", nameof(type));
}
