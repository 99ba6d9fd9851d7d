using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Odoo.Connectors.Revenue;

/// <summary>Facts as they stand in the store.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContractFact))]
[JsonSerializable(typeof(DealFact))]
[JsonSerializable(typeof(DocumentFact))]
internal sealed partial class FactJson : JsonSerializerContext
{
    /// <summary>What stands for a record that its source does not have any more.</summary>
    public const string Gone = "null";

    public static T? Read<T>(string body, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(body, type);

    /// <summary>Tells contents apart.</summary>
    public static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16];
}
