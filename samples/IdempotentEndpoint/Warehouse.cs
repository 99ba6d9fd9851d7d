using System.Text.Json.Serialization;

namespace Odoo.Connectors.Samples.IdempotentEndpoint;

internal sealed record Order(string Product, int Quantity);

internal sealed record Receipt(string Number);

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class OrderJson : JsonSerializerContext;

/// <summary>A target that knows the keys it was sent, as a vendor with idempotency keys does.</summary>
internal sealed class Warehouse
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Receipt> _shipped = new();

    public Task<Receipt> ShipAsync(Order order, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return order.Quantity > 0
            ? Task.FromResult(_shipped.GetOrAdd(key, k => new Receipt($"S-{k[4..12]}")))
            : throw new ConnectorException(ErrorKind.Validation, "Order at least one.") { Field = "quantity" };
    }
}
