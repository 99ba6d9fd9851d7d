using System.Text;
using System.Text.Json.Serialization;
using Odoo.Connectors;
using Odoo.Connectors.Samples.IdempotentEndpoint;
using Odoo.Connectors.Sync;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddConnectorHub().UseSqlite(builder.Configuration["Store"] ?? "orders.db");
builder.Services.AddSingleton<Warehouse>();
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, OrderJson.Default));
WebApplication app = builder.Build();

app.MapPost("/orders", async (Order order, HttpRequest http, IIdempotency idempotency, Warehouse warehouse, CancellationToken cancellationToken) =>
{
    try
    {
        IdempotentResult<Receipt> done = await idempotency.RunAsync(
            http.Headers["Idempotency-Key"].ToString(),
            Encoding.UTF8.GetBytes($"{order.Product}\n{order.Quantity}"),
            (context, cancel) => warehouse.ShipAsync(order, context.DownstreamKey, cancel),
            OrderJson.Default.Receipt,
            cancellationToken: cancellationToken);
        return Results.Json(done.Value, OrderJson.Default.Receipt, statusCode: done.Replayed ? 200 : 201);
    }
    catch (ConnectorException e)
    {
        http.HttpContext.Response.Headers.RetryAfter = e.RetryAfter is { } wait ? $"{Math.Ceiling(wait.TotalSeconds)}" : default;
        return Results.Problem(e.Message, statusCode: e.Kind switch { ErrorKind.Transient => 409, ErrorKind.Conflict => 422, _ => 400 });
    }
});
app.Run();

namespace Odoo.Connectors.Samples.IdempotentEndpoint
{
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
}
