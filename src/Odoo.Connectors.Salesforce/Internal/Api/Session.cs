namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>A token, where to use it and whose it is. Not a record: nothing may print the token.</summary>
internal sealed class Session(string token, Uri instance, string? organization, string? user)
{
    public string Token => token;

    public Uri Instance => instance;

    /// <summary>The organisation's id in 18 characters, where the login told it.</summary>
    public string? Organization => organization;

    /// <summary>The id of the user that it acts for, where the login told it.</summary>
    public string? User => user;
}
