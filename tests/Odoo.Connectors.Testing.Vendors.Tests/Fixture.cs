using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

internal static class Fixture
{
    public static string Text(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path));

    public static JsonObject Object(string path) => JsonNode.Parse(Text(path))!.AsObject();

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
