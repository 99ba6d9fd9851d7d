namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>HubSpot's own types of relations.</summary>
internal static class AssociationTypes
{
    public const int DealToPrimaryCompany = 5;
    public const int ContactToPrimaryCompany = 1;
}
