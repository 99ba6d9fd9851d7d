namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The customers that hold a value that was asked for, in the order that Chargebee lists them.</summary>
internal sealed record CustomerMatch(IReadOnlyList<CustomerHit> Hits);

/// <summary>A customer that holds a value that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CrmId">The CRM's account id in it, where it has one.</param>
internal sealed record CustomerHit(string Id, string? CrmId);
