namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>The companies that share a match key with a customer, in the order of their ids.</summary>
internal sealed record CompanyMatch(IReadOnlyList<CompanyHit> Hits);

/// <summary>A company that shares a match key with a customer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its value of our unique property, where we made it.</param>
/// <param name="IsAnother">Whether it has another VAT number than the customer.</param>
internal sealed record CompanyHit(string Id, string? Key, bool IsAnother);
