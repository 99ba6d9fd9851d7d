using System.Text.Json.Serialization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A total as it lies in the inbox.</summary>
[JsonSerializable(typeof(UsageTotal))]
internal sealed partial class UsageJson : JsonSerializerContext;
