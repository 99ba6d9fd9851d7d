namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>Where the resources of a version live: <c>/crm/v3/objects</c> in the classic one, <c>/crm/objects/2026-03</c> in those by date.</summary>
internal sealed record ApiPaths(string Objects, string AssociationsOf, string Associations, string Properties, string Pipelines, string Account)
{
    private static readonly ApiPaths Classic = new(
        "crm/v3/objects", "crm/v4/objects", "crm/v4/associations", "crm/v3/properties", "crm/v3/pipelines", "account-info/v3/details");

    public static ApiPaths Of(string version) => version == "v3" ? Classic : new ApiPaths(
        $"crm/objects/{version}", $"crm/objects/{version}", $"crm/associations/{version}", $"crm/properties/{version}", $"crm/pipelines/{version}",
        $"account-info/{version}/details");
}
