using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The product's client, one for each user of the contract, over one transport.</summary>
internal sealed class ClientCaller : ICaller, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Makes the clients; <paramref name="handler"/> stands for the network where given.</summary>
    public ClientCaller(Uri url, OdooTarget target, string transport, Func<HttpMessageHandler>? handler = null)
    {
        IsJson2 = transport == Transports.Json2;
        var services = new ServiceCollection();
        foreach (var (who, user) in target.Users)
        {
            var builder = services.AddOdooClient(who, options =>
            {
                options.Url = url;
                options.Database = target.Database;
                options.Login = user.Login;
                options.Secret = transport == Transports.Json2 ? user.Key : user.Password; // a key might choose JSON-2 by itself
                Transports.Choose(options, transport);
            });
            if (handler is not null)
            {
                builder.ConfigurePrimaryHttpMessageHandler(_ => handler());
            }
        }

        _services = services.BuildServiceProvider();
    }

    public bool IsJson2 { get; }

    public async Task<JsonObject> CallAsync(string who, ContractCall call)
    {
        var client = _services.GetRequiredService<IOdooClientFactory>().Get(who);
        var (isRead, request) = (IsRead(call.Method), new OdooCall
        {
            Model = call.Model,
            Method = call.Method,
            Ids = call.Ids is { } ids ? [.. ids.Select(i => i!.GetValue<long>())] : null,
            Arguments = [.. call.ByPosition.Select(a => (OdooArgument)a)],
            Keywords = call.ByName,
            Context = call.Context is { } context ? new OdooContext { Other = (JsonObject)context.DeepClone() } : null,
            IsRead = IsRead(call.Method),
        });
        try
        {
            // Reads take the way without a document in between, so that both ways are met.
            var result = isRead
                ? await client.InvokeAsync(request, static (ref Utf8JsonReader reader) => JsonNode.Parse(ref reader), TestContext.Current.CancellationToken)
                : Node(await client.CallAsync(request, TestContext.Current.CancellationToken));
            return new JsonObject { ["result"] = result };
        }
        catch (OdooServerException error)
        {
            return new JsonObject { ["error"] = new JsonObject { ["name"] = error.ExceptionName, ["message"] = error.ServerText.Reveal() } };
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static bool IsRead(string method) => method.Contains("read", StringComparison.Ordinal) || method.Contains("search", StringComparison.Ordinal);

    private static JsonNode? Node(JsonElement? element) => element is { } value ? JsonNode.Parse(value.GetRawText()) : null;
}
