using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>The gateway behind a site: it does what the site's bank has answered, and names it.</summary>
internal interface IChargebeeGateway
{
    /// <summary>Moves, or does not move, the money of a payment.</summary>
    /// <returns>The gateway's id of it.</returns>
    string Pay(JsonObject customer, JsonObject payment, ChargebeeGatewayAnswer answer, DateTimeOffset at);

    /// <summary>Why nothing of a payment can be given back; null where it can.</summary>
    string? WhyNotRefund(string paid, long amount, DateTimeOffset at);

    /// <summary>Gives money of a payment back.</summary>
    /// <returns>The gateway's id of it.</returns>
    string Refund(string paid, long amount, ChargebeeGatewayAnswer answer, DateTimeOffset at);

    /// <summary>What a payment or refund came to later.</summary>
    void Become(string id, ChargebeeGatewayAnswer answer, DateTimeOffset at);
}
