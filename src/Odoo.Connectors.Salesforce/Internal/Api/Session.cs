namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A token and where to use it. Not a record: nothing may print the token.</summary>
internal sealed class Session(string token, Uri instance)
{
    public string Token => token;

    public Uri Instance => instance;
}
